"""config.toml is checked line by line; state.json is remembered, and a damaged one never stops the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from store.problem import Problem
from tui.settings import OPTIONS, Config, Place, State, config_path, read_config, read_state, state_path, write_state


def test_no_file_is_all_defaults(tmp_path: Path) -> None:
    assert read_config(tmp_path / "config.toml") == Config()


def test_what_a_file_says(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        'name = "山田"\nlang = "ja"\ntheme = "light"\ncalendar = "western"\nsoon_days = 14\n[keys]\nverify = "w"\n',
        encoding="utf-8",
    )
    config = read_config(path)
    assert (config.name, config.theme, config.calendar, config.soon_days) == ("山田", "light", "western", 14)
    assert dict(config.keys) == {"verify": "w"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("colour = 1", "there is no option colour"),
        ("name = 1", "name must be text, in quotes"),
        ('soon_days = "x"', "soon_days must be a whole number, without quotes"),
        ("soon_days = true", "soon_days must be a whole number, without quotes"),
        ("soon_days = -1", "soon_days must be between 0 and 3660"),
        ('theme = "pink"', "theme = pink is none of dark, light, contrast, colourblind"),
        ('lang = "fr"', "lang = fr is none of ja, en"),
        ("[keys]\nverify = 1", "keys.verify must be text"),
        ("name =\nlang = 1", "line 1 is not TOML: "),
        ('lang = "ja"\nname = 山田', "line 2 is not TOML: "),
        ('name = "山田', "this is not TOML: "),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_config(path)
    assert str(caught.value).startswith(f"{path}: {said}")


def test_the_mark_that_some_editors_write_first_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbfname = "x"\n')
    assert read_config(path).name == "x"


@pytest.mark.parametrize("name", OPTIONS)
def test_the_example_of_every_option_sets_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(OPTIONS[name].example, encoding="utf-8")
    assert getattr(read_config(path), name) != getattr(Config(), name)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(Problem, match="this is not text in UTF-8"):
        read_config(path)


def test_the_state_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"
    state = State(theme="light", calendar="western", view="overdue", screen="register", more={"register": [1, "a"]})
    state.places["overdue"] = Place("川崎", "due_on", True, "nta/1", 7, [("text", 30), ("due", 0)])
    assert write_state(path, state) is None
    again, wrong = read_state(path)
    assert wrong is None
    assert vars(again) == vars(state) | {"places": again.places}
    assert vars(again.places["overdue"]) == vars(state.places["overdue"])
    assert [entry.name for entry in path.parent.iterdir()] == ["state.json"]


def test_no_state_is_a_first_run(tmp_path: Path) -> None:
    state, wrong = read_state(tmp_path / "state.json")
    assert (vars(state), wrong) == (vars(State(greeted=False)), None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["theme", "calendar", "view", "screen", "places", "more", "filter", "index", "columns"]),
            inner,
        )
    ),
    max_leaves=12,
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.one_of(st.binary(max_size=40), JSON.map(lambda value: json.dumps(value).encode())))
def test_a_damaged_state_is_left_out(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(raw)
    state, wrong = read_state(path)
    assert isinstance(state, State)
    assert wrong is None or str(path) in wrong


def test_a_folder_that_cannot_be_made_is_a_word_in_the_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert str(tmp_path) in (write_state(tmp_path / "file" / "state.json", State()) or "")


def test_nobodys_real_home_is_touched(home: Path) -> None:
    assert str(config_path()).startswith(str(home))
    assert str(state_path()).startswith(str(home))
