"""config.toml, which the user writes, and state.json, which the program remembers by itself.

config.toml stands in the user's configuration folder and is checked: a wrong line is a Problem that names it.
state.json stands in the user's state folder, is replaced atomically, and is only a convenience: a damaged one is left
out with a line in the log.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from store.problem import Problem
from store.rules import DUE_SOON_DAYS
from tui.days import CALENDARS, Calendar
from tui.i18n import LANGS, N_
from tui.palettes import DEFAULT, PALETTES

if TYPE_CHECKING:
    from tui.views import View

CONFIG_NAME: Final = "config.toml"
STATE_NAME: Final = "state.json"
VIEWS_NAME: Final = "views.json"


class Option(NamedTuple):
    """One option of config.toml. `tip` is a message id; `choices` and `span` (both ends included) bound the values.

    `example` is a line of TOML that sets it.
    """

    kind: type
    tip: str
    example: str
    choices: tuple[str, ...] = ()
    span: tuple[int, int] | None = None


# What config.toml may say. The checks, and the page on it in docs/, are made from this table.
OPTIONS: Final[Mapping[str, Option]] = {
    "name": Option(
        str, N_("Your name as it stands in the history and as an officer; else the name you log in with"),
        'name = "山田"',
    ),
    "lang": Option(str, N_("The language; else the one of the locale"), 'lang = "ja"', LANGS),
    "theme": Option(str, N_("The colours at the start; {key:theme} changes them while you work"), 'theme = "light"',
                    tuple(PALETTES)),
    "calendar": Option(
        str, N_("How days are written: wareki R9.3.31, western 2027-03-31; {key:calendar} changes it while you work"),
        'calendar = "western"', CALENDARS,
    ),
    "soon_days": Option(
        int, N_("So many days ahead a due date counts as due soon; 30 unless you say otherwise"), "soon_days = 14",
        span=(0, 3660),
    ),
    "export_folder": Option(
        str, N_("The folder that the weekly status is written to, unless another is typed"),
        'export_folder = "/home/yamada/weekly"',
    ),
    "keys": Option(
        dict, N_("Your own keys: the name of a command, and its keys with blanks between"),
        '[keys]\nverify = "w"',
    ),
}  # fmt: skip
_MUST_BE: Final[Mapping[type, str]] = {
    str: "{path}: {option} must be text, in quotes",
    int: "{path}: {option} must be a whole number, without quotes",
    dict: "{path}: {option} must be a table, as in [keys]",
}


class Config(NamedTuple):
    """What config.toml says. `name` is the supervisor's, as it stands in the log and as an officer."""

    name: str | None = None
    lang: str | None = None
    theme: str | None = None
    calendar: Calendar | None = None
    soon_days: int = DUE_SOON_DAYS
    keys: Mapping[str, str] = MappingProxyType({})
    export_folder: str | None = None
    # The file that says so.
    path: Path | None = None


def config_path() -> Path:
    """Where config.toml is looked for."""
    from platformdirs import user_config_path

    return user_config_path("followup", appauthor=False) / CONFIG_NAME


def state_path() -> Path:
    """Where the state is remembered."""
    from platformdirs import user_state_path

    return user_state_path("followup", appauthor=False) / STATE_NAME


def views_path() -> Path:
    """Where the user's own views are kept."""
    return config_path().with_name(VIEWS_NAME)


def read_config(path: Path) -> Config:
    """The options in a file; all at their default where there is none. Raises Problem for a line that is wrong."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise Problem("{path}: cannot be read: {reason}", path=path, reason=error.strerror or str(error)) from error
    import re
    import tomllib

    try:
        options = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Problem("{path}: this is not text in UTF-8", path=path) from error
    except tomllib.TOMLDecodeError as error:
        reason, at = str(error), re.search(r" \(at line (\d+), column \d+\)", str(error))
        if at is None:
            raise Problem("{path}: this is not TOML: {reason}", path=path, reason=reason) from error
        raise Problem(
            "{path}: line {line} is not TOML: {reason}", path=path, line=at[1], reason=reason.replace(at[0], "")
        ) from error
    for name, value in options.items():
        _check(path, name, value)
    return Config(**options, path=path)


def _check(path: Path, name: str, value: object) -> None:
    if name not in OPTIONS:
        raise Problem("{path}: there is no option {option}", path=path, option=name)
    wanted = OPTIONS[name]
    if not isinstance(value, wanted.kind) or isinstance(value, bool):
        raise Problem(_MUST_BE[wanted.kind], path=path, option=name)
    if wanted.choices and value not in wanted.choices:
        raise Problem(
            "{path}: {option} = {value} is none of {choices}",
            path=path, option=name, value=value, choices=", ".join(wanted.choices),
        )  # fmt: skip
    if wanted.span is not None and isinstance(value, int) and not wanted.span[0] <= value <= wanted.span[1]:
        least, most = wanted.span
        raise Problem("{path}: {option} must be between {least} and {most}", path=path, option=name,
                      least=least, most=most)  # fmt: skip
    if name == "keys" and isinstance(value, dict):
        for key_id, keys in value.items():
            if not isinstance(keys, str) or not keys.strip():
                raise Problem("{path}: keys.{option} must be text", path=path, option=key_id)


@dataclass(eq=False)
class Place:
    """Where a view was left: the filter's words, the order, the cursor's row by key and by place, and its columns.

    A column is its id and its width in cells (0: its own); without any the list shows those that it has room for.
    """

    filter: str = ""
    sort: str = ""
    descending: bool = False
    key: str | None = None
    index: int = 0
    columns: list[tuple[str, int]] = field(default_factory=list)


@dataclass(eq=False)
class State:
    """What is remembered from one run to the next."""

    theme: str = DEFAULT
    calendar: Calendar = "wareki"
    # The calendar that was chosen in each language; without a choice it is the language's own.
    calendars: dict[str, Calendar] = field(default_factory=dict)
    view: str = "all"
    screen: str = "triage"
    # Whether the first words to a new user have been read.
    greeted: bool = True
    places: dict[str, Place] = field(default_factory=dict)
    # What other screens want remembered (JSON values), by their own name.
    more: dict[str, Any] = field(default_factory=dict)
    # The user's own views by id, as far as they have been read; they are kept in a file of their own (own_views.py).
    own: dict[str, View] = field(default_factory=dict)

    def place(self, view: str) -> Place:
        """The place of a view, made when it is new."""
        return self.places.setdefault(view, Place())


def read_state(path: Path) -> tuple[State, str | None]:
    """The remembered state, and a sentence for the log where there was one that could not be used."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return State(greeted=False), None
    except OSError as error:
        return State(), f"{path}: {error.strerror or error}"
    import json

    try:
        return _state(json.loads(raw)), None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return State(), f"{path}: {type(error).__name__}: {error}"


def _state(raw: dict[str, Any]) -> State:
    state = State()
    if raw["theme"] in PALETTES:
        state.theme = raw["theme"]
    if raw["calendar"] in CALENDARS:
        state.calendar = raw["calendar"]
    held = raw.get("calendars", {"ja": raw["calendar"]})
    state.calendars = {lang: name for lang, name in held.items() if lang in LANGS and name in CALENDARS}
    for name in ("view", "screen"):
        if isinstance(raw.get(name), str):
            setattr(state, name, raw[name])
    kinds: dict[str, type | tuple[type, ...]] = {
        "filter": str, "sort": str, "descending": bool, "key": (str, type(None)), "index": int,
    }  # fmt: skip
    for view, held in dict(raw["places"]).items():
        given = {name: held[name] for name in kinds}
        if all(isinstance(value, kinds[name]) for name, value in given.items()) and given["index"] >= 0:
            state.places[str(view)] = Place(**given, columns=columns_of(held.get("columns", [])))
    state.more = dict(raw["more"])
    return state


def columns_of(held: Any) -> list[tuple[str, int]]:
    """Columns as a file of JSON holds them: pairs of an id and a width. TypeError or ValueError where they are not."""
    pairs = [(name, width) for name, width in held]
    if not all(isinstance(name, str) and type(width) is int and 0 <= width <= 1000 for name, width in pairs):
        raise ValueError("columns")
    return pairs


def write_state(path: Path, state: State) -> str | None:
    """Replace the state file atomically; a sentence for the log where that failed."""
    import json

    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        held = {**asdict(replace(state, own={})), "greeted": True}
        del held["own"]
        beside.write_text(json.dumps(held, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(path)
    except (OSError, TypeError, ValueError) as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return f"{path}: {error}"
    return None
