"""Writes docs/commands.md and docs/commands.ja.md from the command line's own help.

python -m docs.commands            writes both
python -m docs.commands --check    exits with 1 where one is stale
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from unittest.mock import patch

import click

from tui import i18n
from tui.commands.root import COMMANDS, root, speak
from tui.commands.shape import Context

HERE = Path(__file__).parent
FILES = {"en": HERE / "commands.md", "ja": HERE / "commands.ja.md"}
TITLES = {"en": "Commands", "ja": "コマンド"}
HEADS = {
    "en": "Made from `followup --help` by `python -m docs.commands`; a test keeps it fresh.",
    "ja": "`followup --help` から `python -m docs.commands` が作ります。テストが最新であることを確かめます。",
}
WIDTH = 96


def made(lang: i18n.Lang) -> str:
    """The reference in one language."""
    with patch.dict(os.environ):
        speak(lang)
        parts = [f"# {TITLES[lang]}", HEADS[lang], _help(None)]
        for name in COMMANDS:
            parts += [f"## {name}", _help(name)]
    return "\n\n".join(parts) + "\n"


def _help(name: str | None) -> str:
    top = Context(root, info_name="followup", max_content_width=WIDTH, terminal_width=WIDTH)
    command: click.Command = root
    context = top
    if name is not None:
        command = root.get_command(top, name) or root
        context = Context(command, parent=top, info_name=name, max_content_width=WIDTH, terminal_width=WIDTH)
    return f"```\n{command.get_help(context).rstrip()}\n```"


def main(arguments: list[str]) -> int:
    """Write the files, or with --check only compare."""
    stale = 0
    for lang, path in FILES.items():
        text = made("ja" if lang == "ja" else "en")
        if "--check" in arguments:
            stale |= not path.exists() or path.read_text(encoding="utf-8") != text
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
