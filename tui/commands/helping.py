"""Help in columns that hold for Japanese: click counts characters, a terminal counts cells."""

from __future__ import annotations

from collections.abc import Iterable

import click


class Formatter(click.HelpFormatter):
    """click's formatter with every width measured in cells."""

    def write_text(self, text: str) -> None:
        """A paragraph, wrapped."""
        from tui.text import wrap

        margin = " " * self.current_indent
        for line in wrap(text, max(self.width - self.current_indent, 11)):
            self.write(f"{margin}{line}\n" if line else "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and what they mean, in two columns; a long term stands on a line of its own."""
        from tui.text import fit, width, wrap

        rows = list(rows)
        first = min(max((width(term) for term, _ in rows), default=0), col_max) + col_spacing
        margin = " " * self.current_indent
        for term, meaning in rows:
            lines = wrap(meaning, max(self.width - first - self.current_indent, 10)) if meaning else [""]
            if width(term) > first - col_spacing:
                self.write(f"{margin}{term}\n")
                head = " " * first
            else:
                head = fit(term, first)
            self.write(f"{margin}{head}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{margin}{' ' * first}{line}\n")
