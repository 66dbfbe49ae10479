"""What a command tells the person at the keyboard: on stderr, harmless, one line each. Data goes to stdout."""

from __future__ import annotations

import re
import sys


def say(message: str, **values: object) -> None:
    """One line on stderr: a translated sentence with its places filled; blanks at its beginning stay."""
    from tui.text import clean

    print(re.sub(r"\s*[\n\t]\s*", " ", clean(message.format_map(values))), file=sys.stderr)  # noqa: T201
