"""What all commands are made of: help in the language in use, dates and keys as parameters, what was given before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

import click

from tui.clock import today
from tui.commands.given import Given
from tui.commands.helping import Formatter
from tui.i18n import _
from tui.typed_days import Due, due, past

__all__ = [
    "ATTENTION", "DAY", "DUE", "ENTITY", "MILESTONE", "NONE", "RECORD", "Command", "Context", "Day", "Due", "DueDay",
    "Given", "Key", "Option", "as_of_option", "command", "format_option", "option", "pass_given",
]  # fmt: skip
_F = TypeVar("_F", bound=Callable[..., Any])


class Context(click.Context):
    """click's context with help measured in cells, asked for by -h or --help."""

    formatter_class = Formatter

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **{"help_option_names": ["-h", "--help"], **more})


class Option(click.Option):
    """An option whose help is shown in the language in use, its `{named}` places filled from `fill`."""

    def __init__(self, *arguments: Any, fill: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fill = fill

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help as one line of help."""
        said = self.help
        try:
            self.help = _(said or "").format_map(self.fill) if self.fill else _(said or "")
            return super().get_help_record(ctx)
        finally:
            self.help = said


class Command(click.Command):
    """A command whose help is shown in the language in use."""

    context_class = Context

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its line in the list of commands."""
        return _(self.help or "")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help itself, which click makes once in whatever language is in use then."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this message and exit.")
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The paragraph under the usage line."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(self.help or ""))


NONE: Final = "none"


class Day(click.ParamType[date]):
    """A day that is past, in any form that people type: a date without a year is the last one that was."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; Problem where it is none."""
        return value if isinstance(value, date) else past(value, today())


class DueDay(click.ParamType[Due]):
    """A day to come in any form that people type, or the word `none`."""

    name = "date|none"

    def convert(self, value: str | Due, param: click.Parameter | None, ctx: click.Context | None) -> Due:
        """The day with what else was said of it; Problem where it is none."""
        if isinstance(value, Due):
            return value
        return Due(None) if value == NONE else due(value, today())


class Key(click.ParamType[str]):
    """A key of the register; the shell completes it. `kinds` names the tables to look in."""

    name = "key"

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The key without the blanks around it."""
        return value.strip()

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The keys on file that begin so."""
        from click.shell_completion import CompletionItem

        from tui.commands.opening import keys

        return [
            CompletionItem(key, help=label)
            for key, label in keys(ctx.find_root().params.get("db"), self.kinds, incomplete)
        ]


class Attention(click.ParamType[str]):
    """Classes of attention, with commas between; the shell completes the last of them."""

    name = "attention"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The classes that begin so, behind what stands there already."""
        from click.shell_completion import CompletionItem

        from store.rules import ATTENTIONS

        before, comma, last = incomplete.rpartition(",")
        return [CompletionItem(before + comma + name) for name in ATTENTIONS if name.startswith(last)]


pass_given: Final = click.pass_obj
ATTENTION: Final = Attention()
DAY: Final = Day()
DUE: Final = DueDay()
MILESTONE: Final = Key("milestone")
ENTITY: Final = Key("entity")
RECORD: Final = Key("entity", "guidance", "item", "measure", "milestone", "case", "watch", "report")


def option(*names: str, **more: Any) -> Callable[[_F], _F]:
    """click.option with translated help."""
    return click.option(*names, cls=Option, **more)


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """click.command with translated help; the function's docstring is the help."""
    return click.command(name, cls=Command)


def as_of_option(function: _F) -> _F:
    """--as-of for what reads."""
    return option("--as-of", type=DAY, metavar="DATE", help="The record as it stood on this day (default: today).")(
        function
    )


def format_option(*formats: str) -> Callable[[_F], _F]:
    """--format with its choices, the first one by default."""
    return option(
        "--format", "form", type=click.Choice(formats), default=formats[0], help="How the data is written to stdout."
    )
