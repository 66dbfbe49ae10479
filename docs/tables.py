"""The tables of the documents, made from the tables that the program itself works by. One function a table.

Each gives Markdown in the language that tui.i18n speaks just then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from exports import as_toml
from exports.changed import CLASSES
from exports.formats import FORMATS
from exports.wording import say
from store.rows import ROW_FIELDS
from store.rules import ATTENTIONS, STATUSES
from store.words import word
from tui import keys
from tui.filtering import WORDS
from tui.filterwords import FILTER_WORDS
from tui.i18n import _, lang
from tui.keys import Key, keyed
from tui.palettes import PALETTES
from tui.screens import tables as own
from tui.settings import OPTIONS
from tui.views import VIEWS
from tui.widgets import board
from tui.widgets.columns import COLUMNS
from tui.widgets.legend import LEGENDS

# Words that only the documents say, in English and Japanese.
_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "key": ("Key", "キー"),
    "command": ("Command", "操作"),
    "does": ("What it does", "働き"),
    "where": ("Where", "使える場所"),
    "name": ("Name", "名前"),
    "word": ("Word", "語"),
    "japanese": ("In Japanese", "日本語では"),
    "example": ("Example", "例"),
    "option": ("Option", "設定"),
    "values": ("Values", "値"),
    "column": ("Column", "列"),
    "shown": ("What it shows", "内容"),
    "from": ("Lists at least so wide (cells)", "一覧の幅（桁）"),
    "any": ("any", "常に"),
    "view": ("View", "表示"),
    "format": ("Format", "形式"),
    "file": ("File", "ファイル"),
    "code": ("Code", "コード"),
    "meaning": ("Called", "呼び名"),
    "group": ("For", "目的"),
    "form": ("forms", "入力画面"),
    "confirm": ("questions", "確認の問い"),
    "pick": ("choices", "選択"),
    "help": ("help, messages, source", "ヘルプ・メッセージ・出典"),
    "palette": ("command palette", "コマンドパレット"),
    "written": ("files that were written", "書き出したファイルの表示"),
    "working": ("while something runs", "処理中"),
    "filtering": ("filter line", "絞込みの入力中"),
    "list": ("list", "一覧"),
    "detail": ("detail", "詳細"),
    "tree": ("register", "台帳"),
    "board": ("entities", "指導先別"),
    "chosen": ("where it is chosen", "選んだときに出る"),
    "text": ("text", "文字列"),
    "number": ("{least} to {most}", "{least}～{most}の整数"),
    "table": ("table `[keys]`", "表 `[keys]`"),
    "plain": ("(a word alone)", "（語だけ）"),
}
# What lies on top of a screen, by the class that its legend is kept under.
_ON_TOP: Final = {"Form": "form", "Confirm": "confirm", "Pick": "pick", "Help": "help", "CommandPalette": "palette",
                  "Written": "written", "Working": "working", "FilterLine": "filtering"}  # fmt: skip


def said(name: str) -> str:
    """A word of the documents in the language in use."""
    return _SAID[name][0 if lang() == "en" else 1]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [list(map(said, heads)), ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """Text as code; a key that is a backtick does not occur."""
    return f"`{text}`"


def _pressed(key: Key) -> str:
    return " ".join(code(keys.shown(one)) for one in key.keys)


def _where(key: Key) -> str:
    if key.where == keys.ALL:
        return said("any")
    return (", " if lang() == "en" else "・").join(said(place) for place in ("list", "detail", "tree", "board")
                                                  if place in key.where)  # fmt: skip


def all_keys() -> str:
    """Every key of the screens of work, a table a group; the last column is its name in config.toml."""
    parts = []
    for group, lines in keys.grouped():
        rows = [(_pressed(key), _(key.label), key.told, _where(key), code(key.id)) for key in lines]
        parts.append(f"### {_(keys.GROUPS[group])}\n\n" + _table(("key", "command", "does", "where", "name"), rows))
    return "\n\n".join(parts)


def short_keys() -> str:
    """Every key of the screens of work, a line a group."""
    rows = [
        (_(keys.GROUPS[group]), " · ".join(f"{code(keys.shown(key.keys[0]))} {_(key.label)}" for key in lines))
        for group, lines in keys.grouped()
    ]
    return _table(("group", "key"), rows)


def input_method() -> str:
    """What a Japanese input method sends for the keys that are no letters."""
    rows = [
        (code(keys.shown(one)), _(key.label), " ".join(map(code, wide)))
        for key in keys.KEYS
        for one in key.keys
        if not one.isalnum() and (wide := [_wide(name) for name in keys.full_width(one)])
    ]
    return _table(("key", "command", "japanese"), rows)


def _wide(name: str) -> str:
    return "\u3000" if name == "ideographic_space" else name


def _own(table: Sequence[Key]) -> str:
    return _table(("key", "command", "does"), [(_pressed(key), _(key.label), key.told) for key in table])


def review_keys() -> str:
    """The keys of the review of an import."""
    return _own(own.REVIEW)


def dashboard_keys() -> str:
    """The keys of the dashboard."""
    return _own(own.DASHBOARD)


def column_keys() -> str:
    """The keys with which columns are chosen."""
    return _own(own.COLUMNS)


def view_keys() -> str:
    """The keys in the list of one's own views."""
    return _own(own.VIEWS)


def toml_schema() -> str:
    """The tables of the weekly status in TOML, as its writer describes them."""
    lines = [line.removeprefix("    ") for line in (as_toml.__doc__ or "").splitlines() if line.startswith("    ")]
    return "```text\n" + "\n".join(lines) + "\n```\n"


def keys_on_top() -> str:
    """The keys of forms, questions and pages."""
    rows = [
        (said(words), " · ".join(f"{code(keys.shown(key))} {_(label)}" for key, label in LEGENDS[name]))
        for name, words in _ON_TOP.items()
    ]
    return _table(("where", "key"), rows)


def filter_words() -> str:
    """The words of the filter line."""
    at = 0 if lang() == "en" else 1
    rows = []
    for one in FILTER_WORDS:
        called = [name for name, meant in WORDS.items() if meant == one.id]
        shown = " ".join(code(name + ":") for name in called) or (code("!") if one.id else said("plain"))
        rows.append((shown, _(one.tip), code(one.examples[at])))
    return _table(("word", "does", "example"), rows)


def views() -> str:
    """The saved views with their keys."""
    rows = []
    for name, view in VIEWS.items():
        key = keys.BY_ID[f"view_{name}"]
        rows.append((_pressed(key), _(view.label), key.told))
    return _table(("key", "view", "shown"), sorted(rows))


def columns() -> str:
    """The columns of the list."""
    rows = []
    for column in COLUMNS:
        least = str(column.least) if column.least else said("any")
        rows.append((column.called, _(column.tip), said("chosen") if column.extra else least))
    return _table(("column", "shown", "from"), rows)


def board_columns() -> str:
    """The columns of the board of entities."""
    rows = []
    for column in board.COLUMNS:
        least = str(column.least) if column.least else said("any")
        rows.append((board.head_of(column), board.tip_of(column), least))
    return _table(("column", "shown", "from"), rows)


def fields() -> str:
    """The fields of a row in `list`, CSV and JSON."""
    return _table(("name", "meaning"), [(code(name), word("field", name, lang())) for name in ROW_FIELDS])


def options() -> str:
    """The options of config.toml."""
    rows = []
    for name, option in OPTIONS.items():
        if option.choices:
            values = " ".join(map(code, option.choices))
        elif option.span is not None:
            values = said("number").format(least=option.span[0], most=option.span[1])
        else:
            values = said("table" if option.kind is dict else "text")
        rows.append((code(name), values, keyed(_(option.tip))))
    return _table(("option", "values", "does"), rows)


def example_config() -> str:
    """A config.toml with every option in it."""
    return "```toml\n" + "\n".join(option.example for option in OPTIONS.values()) + "\n```"


def themes() -> str:
    """The colours."""
    return _table(("code", "meaning"), [(code(name), _(palette.label)) for name, palette in PALETTES.items()])


def formats() -> str:
    """The formats of the weekly status."""
    at = 1 if lang() == "en" else 0
    return _table(
        ("format", "shown", "file"),
        [(code(name), form.words[at], code("*" + form.suffix)) for name, form in FORMATS.items()],
    )


def changes() -> str:
    """What can have changed in a week, as after week: in the filter."""
    return _table(("code", "meaning"), [(code(name), say(name, lang())) for name in CLASSES])


def attentions() -> str:
    """The classes of attention, in triage order."""
    return _table(("code", "meaning"), [(code(name), word("attention", name, lang())) for name in ATTENTIONS])


def statuses() -> str:
    """The statuses of a promise."""
    return _table(("code", "meaning"), [(code(name), word("status", name, lang())) for name in STATUSES])


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "keys": all_keys,
    "short-keys": short_keys,
    "input-method": input_method,
    "review-keys": review_keys,
    "dashboard-keys": dashboard_keys,
    "column-keys": column_keys,
    "view-keys": view_keys,
    "board-columns": board_columns,
    "keys-on-top": keys_on_top,
    "toml-schema": toml_schema,
    "filter-words": filter_words,
    "views": views,
    "columns": columns,
    "fields": fields,
    "options": options,
    "example-config": example_config,
    "themes": themes,
    "formats": formats,
    "attentions": attentions,
    "changes": changes,
    "statuses": statuses,
}
