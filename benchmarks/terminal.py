"""A program in a real pseudo-terminal, timed by what it writes there. POSIX only, standard library only."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

# Is there synchronised output (DECRQM 2026)? This terminal says yes, so that a frame's end can be seen.
_ASKS = b"\x1b[?2026$p"
_ANSWERS = b"\x1b[?2026;2$y"


class Terminal:
    """`command` running in a pty of `rows` × `columns`; `out` holds every byte it wrote so far."""

    def __init__(
        self, command: Sequence[str], *, rows: int = 40, columns: int = 120, env: Mapping[str, str] | None = None
    ) -> None:
        self.out = bytearray()
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:  # the child: becomes the command
            inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
            os.execvpe(command[0], list(command), {**inherited, "TERM": "xterm-256color", **(env or {})})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, wanted: bytes, *, after: int = 0, timeout: float = 120.0) -> float:
        """The instant at which `wanted` stood in the output from byte `after` on; TimeoutError if it never does."""
        deadline = time.perf_counter() + timeout
        while self.out.find(wanted, after) < 0:
            left = deadline - time.perf_counter()
            if left <= 0 or not self._read(left):
                tail = bytes(self.out[-400:]).decode("utf-8", "replace")
                raise TimeoutError(f"{wanted.decode()!r} did not appear; the last output was {tail!r}")
        return time.perf_counter()

    def press(self, keys: str, timeout: float = 30.0) -> float:
        """Seconds from the key press to the end of the frame that answers it (a synchronised update's end)."""
        after = len(self.out)
        began = time.perf_counter()
        os.write(self.fd, keys.encode())
        return self.until(b"\x1b[?2026l", after=after, timeout=timeout) - began

    def quiet(self, seconds: float = 0.15, timeout: float = 120.0) -> None:
        """Read until the program has been silent for `seconds`."""
        deadline = time.perf_counter() + timeout
        while self._read(seconds) and time.perf_counter() < deadline:
            pass

    def anonymous_mb(self) -> float:
        """Anonymous resident memory in MB (RssAnon of /proc/PID/status; Linux)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii", errors="replace")
        return int(status.split("RssAnon:")[1].split()[0]) / 1024

    def close(self) -> None:
        """End the program, whatever it is doing."""
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.fd)

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self.fd], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:  # Linux reports the end of a pty so
            return False
        self.out += data
        if _ASKS in data:
            os.write(self.fd, _ANSWERS)
        return bool(data)


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module with this interpreter."""
    return [sys.executable, "-m", module, *arguments]
