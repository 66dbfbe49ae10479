"""What a command tells the person at the keyboard: on stderr, harmless, one line each. Data goes to stdout."""

from __future__ import annotations

import sys


def say(message: str, **values: object) -> None:
    """One line on stderr: a translated sentence with its places filled."""
    from tui.text import clean

    print(clean(message.format_map(values)), file=sys.stderr)  # noqa: T201
