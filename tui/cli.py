"""The front door: `followup` and `python -m tui`. Everything the product is made of is put together from here.

Nothing heavy is imported before it is known what is asked for: a command's file with the command, the screen with
the screen. Exit codes: 0 done, 1 something was found wrong (check), 2 bad input; 130 where it was interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from store.problem import Problem

STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; the exit code. Bad input is one sentence on stderr, never a traceback."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    _utf8()
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader had enough (`followup list | head`). What is still buffered must not be tried again at exit.
        _forget_stdout()
        return 0
    except OSError as error:
        _forget_stdout()
        return _fail(
            given,
            Problem(
                "{path}: cannot be written: {reason}",
                path=error.filename or "stdout",
                reason=error.strerror or str(error),
            ),
        )
    except Problem as problem:
        return _fail(given, problem)
    except KeyboardInterrupt:
        return STOPPED
    return code


def _run(arguments: list[str]) -> int:
    from tui import lane

    code = lane.run(arguments)
    if code is not None:
        return code
    from tui.commands import root

    return root.run(arguments)


def _fail(arguments: list[str], problem: Problem) -> int:
    from tui.commands import root

    return root.fail(arguments, problem)


def _utf8() -> None:
    """Data is UTF-8 wherever it goes, with the line ends that it was given; a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="backslashreplace")
        elif stream is sys.stdout:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            reconfigure(errors="backslashreplace")


def _forget_stdout() -> None:
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
