"""Views of one's own on file: kept, renamed, deleted, and never lost to a file that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.problem import Problem
from tui import own_views, views
from tui.own_views import change, checked, delete, keep, made, read, rename
from tui.settings import Place
from tui.views import VIEWS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "views.json"


def one(name: str, words: str = "entity:川崎") -> views.View:
    place = Place(sort="due_on", descending=True, columns=[("text", 30), ("due", 0)])
    return made(name, VIEWS["overdue"], place, words)


def test_a_view_comes_back_as_it_was_kept(path: Path) -> None:
    assert read(path) == {}
    keep(one("川崎の超過"), path)
    keep(one("二つ目", ""), path)
    held = read(path)
    assert list(held) == ["own/川崎の超過", "own/二つ目"]
    view = held["own/川崎の超過"]
    assert view == one("川崎の超過")
    assert (view.attentions, view.filter, view.sort, view.descending) == (("overdue",), "entity:川崎", "due_on", True)
    assert (view.columns, view.base, view.called) == ((("text", 30), ("due", 0)), "overdue", "川崎の超過")
    assert [entry.name for entry in path.parent.iterdir()] == ["views.json"]


def test_a_view_made_in_a_view_of_ones_own_keeps_the_saved_view_below_both(path: Path) -> None:
    inner = made("b", one("a"), Place(), "entity:川崎 回線")
    assert (inner.base, inner.attentions, inner.columns) == ("overdue", ("overdue",), (("text", 30), ("due", 0)))


def test_renaming_keeps_the_place_in_the_list_and_other_views(path: Path) -> None:
    for name in "abc":
        keep(one(name), path)
    rename(one("b"), "  新しい　名前 ", path)
    assert list(read(path)) == ["own/a", "own/新しい 名前", "own/c"]
    with pytest.raises(Problem, match="another view has that name"):
        rename(one("a"), "c", path)
    rename(one("a"), "a", path)
    assert list(read(path)) == ["own/a", "own/新しい 名前", "own/c"]


def test_another_terminals_views_stay(path: Path) -> None:
    keep(one("a"), path)
    ours = read(path)
    keep(one("theirs"), path)
    assert "own/theirs" not in ours
    assert list(delete(ours["own/a"], path)) == ["own/theirs"]
    assert list(read(path)) == ["own/theirs"]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff", b"[]", b"{}", b'{"views": 1}', b'{"views": {"a": {}}}', b'{"views": {"a": {"base": "x"}}}',
        json.dumps({"views": {"a": {"base": "all", "filter": "", "sort": "nothing", "descending": False,
                                    "columns": []}}}).encode(),
        json.dumps({"views": {"a": {"base": "all", "filter": "", "sort": "", "descending": False,
                                    "columns": [["x", -1]]}}}).encode(),
    ],
)  # fmt: skip
def test_a_damaged_file_is_named_and_never_replaced(path: Path, raw: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(raw)
    with pytest.raises(Problem) as caught:
        keep(one("a"), path)
    assert str(caught.value).startswith(f"{path}: these are no saved views: ")
    assert path.read_bytes() == raw


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem, match="cannot be"):
        change(lambda views: None, tmp_path / "file" / "views.json")


@pytest.mark.parametrize(
    ("name", "said"), [("  ", "A view needs a name."), ("長" * 21, "長" * 21 + ": at most 40 columns wide")]
)
def test_a_name_that_is_none(name: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        checked(name)
    assert str(caught.value) == said


def test_a_name_is_one_line() -> None:
    assert checked(" a\n b　c ") == "a b c"


def test_the_file_stands_beside_the_configuration(home: Path) -> None:
    keep(one("a"))
    (found,) = home.rglob("views.json")
    assert found.parent.name == "followup"
    assert list(own_views.read()) == ["own/a"]
