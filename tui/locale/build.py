"""Compiles the Japanese catalogue: every part tui/locale/ja/*.po into LC_MESSAGES/followup.mo.

    python -m tui.locale.build            writes the catalogue
    python -m tui.locale.build --check    exits with 1 where the catalogue is stale

Parts: screen (this folder's neighbours), forms, cli, store (the sentences of Problem below tui). A message that stands
in two parts must be the same in both. Needs babel, which the test extra brings.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent


def build(folder: Path = HERE / "ja") -> bytes:
    """The catalogue's bytes, the same for the same parts. ValueError where two parts disagree on a message."""
    whole = Catalog(locale="ja", domain="followup", fuzzy=False)
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as stream:
            part = read_po(stream, locale="ja")
        for message in part:
            if not message.id or not message.string or message.fuzzy:
                continue
            before = whole.get(message.id)
            if before is not None and before.string != message.string:
                raise ValueError(f"{path}: {message.id!r} is {before.string!r} in another part")
            whole.add(message.id, message.string)
    # The header carries the time of the build unless it is given one.
    whole.revision_date = whole.creation_date = datetime(2026, 1, 1, tzinfo=UTC)
    made = io.BytesIO()
    write_mo(made, whole)
    return made.getvalue()


def main(arguments: list[str]) -> int:
    """Write the catalogue, or with --check only compare."""
    target = HERE / "ja" / "LC_MESSAGES" / "followup.mo"
    made = build()
    if "--check" in arguments:
        return 0 if target.exists() and target.read_bytes() == made else 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)
    return 0


def messages(folder: Path = HERE / "ja") -> Iterator[str]:
    """Every message id that has a Japanese text."""
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="ja"):
                if message.id and message.string:
                    yield message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
