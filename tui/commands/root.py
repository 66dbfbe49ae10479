"""The command line's root: global options, the table of commands, and the one place where failures become sentences.

Commands are click's, each in a file of this folder that is imported when its command is asked for.
"""

from __future__ import annotations

import gettext
import os
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from store.problem import Problem
from tui import i18n
from tui.commands import settled
from tui.commands.shape import DAY, Command, Context, Given, Option, option
from tui.i18n import _, sentence

# Name: where it lives, in the order in which help shows them.
COMMANDS: Final = {
    "list": "listing:list_rows",
    "show": "show:show",
    "verify": "acts:verify",
    "return": "acts:send_back",
    "withdraw": "acts:withdraw",
    "revise": "acts:revise",
    "note": "desk:note",
    "assign": "desk:assign",
    "progress": "claims:progress",
    "claim": "claims:claim",
    "next-check": "desk:next_check",
    "history": "history:history",
    "undo": "history:undo",
    "redo": "history:redo",
    "import": "taking_in:take_in",
    "export": "handing_out:hand_out",
    "dates": "dates:dates",
    "init": "keeping:init",
    "check": "keeping:check",
    "backup": "keeping:backup",
}
BAD: Final = 2


class Root(click.Group, Command):
    """A group that imports a command's file when the command is asked for."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"tui.commands.{module}"), name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """click's, with near names for a mistyped one."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None


@click.group(cls=Root, invoke_without_command=True)
@option("--db", type=click.Path(path_type=Path), metavar="PATH", help="The store (default: in the user's data folder).")
@option("--lang", type=click.Choice(i18n.LANGS), help="The language (default: config.toml's, else the locale's).")
@option("--as", "by", metavar="NAME", help="Who is at work (default: config.toml's name, else the user's).")
@option("--as-of", type=DAY, metavar="DATE", help="Opens the screen on the record as it stood on this day.")
@click.version_option(
    None,
    "-V",
    "--version",
    cls=Option,
    package_name="followup",
    prog_name="followup",
    help="Show the version.",
)
@click.pass_context
def root(ctx: click.Context, db: Path | None, lang: str | None, by: str | None, as_of: date | None) -> None:
    """Keeps every promise made to a supervisor in sight. Without a command it opens the screen."""
    ctx.obj = Given(db, by)
    if by is not None:
        ctx.obj.officer()
    if ctx.invoked_subcommand is not None:
        if as_of is not None:
            raise click.UsageError(_("--as-of stands after the command, as in: followup list --as-of DATE"), ctx)
        return
    from tui.commands.screen import open_screen

    open_screen(ctx.obj, as_of, lang)


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code; every failure becomes one sentence on stderr."""
    where, streams = "followup", (sys.stdout, sys.stderr)
    try:
        _speak(arguments)
        code = root.main(arguments, prog_name="followup", standalone_mode=False)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx is not None else where
        return _tell(where, error.format_message())
    except click.ClickException as error:
        return _tell(where, error.format_message())
    except click.Abort:
        return _tell(where, _("stopped; nothing was written"))
    except Problem as problem:
        return _tell(where, sentence(problem))
    except SystemExit as ended:
        # click leaves so after it has completed a word for the shell, and, with its own streams in place of ours,
        # where the reader of stdout has gone.
        code = ended.code
        if sys.stdout is not streams[0]:
            sys.stdout, sys.stderr = streams
            raise BrokenPipeError from None
    return code if isinstance(code, int) else 0


def fail(arguments: list[str], problem: Problem) -> int:
    """Tell a problem that came up outside of click; the exit code."""
    try:
        _speak(arguments)
    except Problem:
        i18n.speak(None)
    return _tell("followup", sentence(problem))


def _tell(where: str, message: str) -> int:
    from tui.text import line

    print(f"{where}: {line(' '.join(message.split()))}", file=sys.stderr)  # noqa: T201
    return BAD


def _speak(arguments: list[str]) -> None:
    """Choose the language before anything can fail, so that a bad option too is told in it."""
    chosen = None
    for place, word in enumerate(arguments):
        if word in COMMANDS:
            break
        name, equals, value = word.partition("=")
        if name == "--lang":
            chosen = value if equals else next(iter(arguments[place + 1 :]), None)
    speak(chosen)


def speak(lang: str | None) -> None:
    """Use a language for everything that is said, click's own messages among it: they ask gettext's current domain."""
    settled.speak(lang)
    gettext.bindtextdomain(i18n.DOMAIN, i18n.LOCALE)
    gettext.textdomain(i18n.DOMAIN)
    os.environ["LANGUAGE"] = i18n.lang()
