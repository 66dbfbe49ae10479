"""The key table itself: every line complete, nothing bound twice in one place, each sentence in both languages."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from store.problem import Problem
from tui import i18n
from tui.commands.screen import escape_delay
from tui.kana import kana
from tui.keys import (
    ALL,
    BY_ID,
    GROUPS,
    KEYS,
    NOT_BOUND,
    Here,
    Place,
    bindings,
    bound,
    footer,
    full_width,
    keyed,
    shown,
    use,
)
from tui.own_keys import on_screen, overridden
from tui.screens.review_keys import REVIEW
from tui.screens.tables import TABLES
from tui.views import VIEWS

MILESTONE = Here(kind="milestone", status="planned", rows=3)


def test_ids_are_unique_and_groups_known() -> None:
    assert len(BY_ID) == len(KEYS)
    assert {key.group for key in KEYS} == set(GROUPS)
    assert all(key.where and key.where <= ALL for key in KEYS)


def test_no_key_is_taken_twice_in_one_place() -> None:
    for place in ALL:
        taken = [name for key in KEYS if place in key.where for one in key.keys for name in (one, *full_width(one))]
        assert len(taken) == len(set(taken)), place


def test_the_japanese_texts_are_all_there() -> None:
    i18n.speak("ja")
    try:
        for key in KEYS:
            assert i18n._(key.label) != key.label, key.id
            assert i18n._(key.tip) != key.tip, key.id
        for said in (*GROUPS.values(), *NOT_BOUND.values()):
            assert i18n._(said) != said
    finally:
        i18n.speak("en")


def test_d_is_not_bound_and_every_letter_has_its_full_width_form() -> None:
    assert "d" not in bound()
    assert "ｄ" not in bound()
    for key in KEYS:
        for one in key.keys:
            if len(one) == 1 and one.isalpha():
                assert chr(ord(one) + 0xFEE0) in bound()
    assert {"ideographic_full_stop", "katakana_middle_dot", "ideographic_space"} <= set(bound())


def test_bindings_carry_their_ids() -> None:
    made = {binding.key: binding for binding in Binding.make_bindings(bindings())}
    assert made["v"].action == "press('verify')"
    assert made["ｖ"].id == "verify"


@pytest.mark.parametrize(
    ("key_id", "here", "works"),
    [
        ("verify", MILESTONE, True),
        ("verify", MILESTONE._replace(status="verified"), False),
        ("return", MILESTONE._replace(status="verified"), True),
        ("withdraw", MILESTONE._replace(status="withdrawn"), False),
        ("revise", MILESTONE._replace(status="verified"), False),
        ("verify", MILESTONE._replace(kind="item", status=None), False),
        ("note", MILESTONE._replace(kind="item", status=None), True),
        ("note", Here(), False),
        ("verify", MILESTONE._replace(other_day=True), False),
        ("verify", MILESTONE._replace(read_only=True), False),
        ("verify", Here(rows=3, marked=2), True),
        ("export", MILESTONE._replace(other_day=True, read_only=True), True),
        ("mark", MILESTONE._replace(place="tree"), False),
        ("today", MILESTONE, False),
        ("today", MILESTONE._replace(other_day=True), True),
        ("next_hit", MILESTONE, False),
    ],
)
def test_a_disabled_key_says_why(key_id: str, here: Here, works: bool) -> None:
    why = BY_ID[key_id].why_not(here)
    assert (why is None) == works
    assert works or (why or "").endswith(".")


@pytest.mark.parametrize(("place", "said"), [("list", "quit"), ("detail", "back"), ("tree", "back"), ("board", "back")])
def test_the_footer_says_whether_the_way_back_leaves_the_program(place: Place, said: str) -> None:
    assert [key.label for key in footer(Here(place=place, kind="milestone", rows=9)) if key.id == "back"] == [said]


def test_the_footer_holds_only_keys_that_work() -> None:
    ids = [key.id for key in footer(MILESTONE)]
    assert ids[0] == "into"
    assert {"verify", "return", "help", "back"} <= set(ids)
    past = [key.id for key in footer(MILESTONE._replace(other_day=True))]
    assert past[0] == "today"
    assert "verify" not in past
    assert footer(Here(home=True))


def test_keys_as_printed() -> None:
    assert [shown(key) for key in ("ctrl+d", "enter", "down", "j", "F")] == ["^D", "Enter", "↓", "j", "F"]
    assert [shown(key) for key in ("f5", "shift+f10", "ctrl+up", "shift+tab")] == ["F5", "Shift+F10", "^↑", "Shift+Tab"]
    assert full_width("j") == ("ｊ",)
    assert full_width("enter") == ()
    assert [kana(c) for c in ("あ", "ア", "ｱ", "漢", "ｊ", "j", None, "ab")] == [True] * 5 + [False] * 3


def test_a_lone_esc_waits_longer_where_keys_come_over_a_network() -> None:
    assert [escape_delay(env) for env in ({}, {"SSH_TTY": ""}, {"SSH_TTY": "/dev/pts/1"}, {"SSH_CONNECTION": "x"})] == [
        "30", "30", "100", "100",
    ]  # fmt: skip


def test_the_users_own_keys() -> None:
    table = {key.id: key.keys for key in overridden({"verify": "w", "down": "j ctrl+n"})}
    assert table["verify"] == ("w",)
    assert table["down"] == ("j", "ctrl+n")
    assert table["up"] == BY_ID["up"].keys


def test_the_users_own_keys_hold_on_other_screens_where_no_key_of_theirs_is_taken() -> None:
    """The same command by id and usual key; n is the review's own, earlier is another command among the columns."""
    own = {key.id: key for key in overridden({"down": "n ctrl+n", "help": "H", "earlier": "f7", "next_hit": "X"})
           if key.id in ("down", "help", "earlier")}  # fmt: skip
    held = {name: {key.id: key.keys for key in on_screen(table, own)} for name, table in TABLES.items()}
    assert held["review"]["down"] == ("ctrl+n",)
    assert held["review"]["next_open"] == ("n",)
    assert held["dashboard"]["down"] == ("n", "ctrl+n")
    assert [held[name]["help"] for name in held] == [("H",)] * 4
    assert (held["dashboard"]["earlier"], held["columns"]["earlier"]) == (("f7",), ("K", "shift+up"))


def test_sentences_name_the_users_own_keys() -> None:
    """Also in a reason why a key does nothing; a screen's own table goes before, a key that is no command stays."""
    assert keyed("{key:undo} or {key:escape}, {n}", n=2) == "z or Esc, 2"
    use(overridden({"undo": "U", "today": "f5", "view_all": "ctrl+a"}))
    assert BY_ID["verify"].why_not(MILESTONE._replace(other_day=True, kind="milestone")) == (
        "Another day is shown, for reading only. F5 goes back to today."
    )
    assert keyed(VIEWS["overdue"].empty) == "Nothing is overdue. ^A shows everything."
    assert keyed("{key:undo} {key:take} {key:ctrl+s}", REVIEW) == "U Space ^S"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"nothing": "w"}, "c: keys.nothing: there is no such command"),
        ({"verify": "b"}, "c: keys.verify: b is taken by return"),
        ({"verify": "d"}, "c: keys.verify: d is never bound"),
        ({"verify": "ｄ"}, "c: keys.verify: d is never bound"),
        # Full-width letters are the same keys.
        ({"verify": "ｊ"}, "c: keys.verify: j is taken by down"),
        ({"verify": "w", "note": "w"}, "c: keys.note: w is taken by verify"),
        ({"down": "v"}, "c: keys.down: v is taken by verify"),
        ({"verify": "ctrl+i"}, "c: keys.verify: terminals send tab for ctrl+i"),
        ({"verify": "ww"}, "c: keys.verify: ww is no key; write a character, ctrl+a, f5, up, enter, space …"),
        ({"verify": "か"}, "c: keys.verify: か is no key; write a character, ctrl+a, f5, up, enter, space …"),
        # Tab goes through the sections of the detail, and from screen to screen elsewhere.
        ({"sort": "tab"}, "c: keys.sort: tab is taken by switch"),
    ],
)
def test_a_clash_is_named(keys: dict[str, str], said: str) -> None:
    with pytest.raises(Problem) as caught:
        overridden(keys, "c")
    assert str(caught.value) == said


def test_a_key_may_have_two_meanings_in_two_places() -> None:
    table = {
        key.id: key.keys
        for key in overridden({"keep_view": "F6", "mark": "+ f5", "switch": "Ｗ", "section": "\tspace"})
    }
    assert (table["mark"], table["switch"], table["section"]) == (("+", "f5"), ("W",), ("space",))
    assert table["keep_view"] == ("f6",)


def test_swapped_keys_are_no_clash() -> None:
    table = {key.id: key.keys for key in overridden({"verify": "b", "return": "v"})}
    assert (table["verify"], table["return"]) == (("b",), ("v",))
