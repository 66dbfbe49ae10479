"""What is said on the triage screen: filters that cannot be read, marks beside dates, names and days in a language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.tui.acting import desk
from tests.tui.watching import TODAY, screenful, shows, until
from tui import app as entry
from tui import days, i18n, names
from tui.followup import Followup
from tui.settings import State, read_state, write_state

UNREAD = [
    ("due:xx", "The date after due: cannot be read: xx", "due: の日付を読めません：xx"),
    ("期限：xx", "The date after due: cannot be read: xx", "due: の日付を読めません：xx"),
    ("is:bogus", "bogus is no class of attention", "区分ではありません：bogus"),
    ("is:overdue,bogus", "bogus is no class of attention", "区分ではありません：bogus"),
    ("entity:nowhere", "No entity is called nowhere.", "その名前の指導先はありません：nowhere"),
    ("!due:2024", "due: cannot be turned round with !", "due: は ! で除けません"),
]


@pytest.mark.parametrize(("words", "en", "ja"), UNREAD, ids=[case[0] for case in UNREAD])
@pytest.mark.parametrize("lang", ["en", "ja"])
async def test_a_filter_that_cannot_be_read_says_so_and_finds_nothing(
    store: Path, lang: str, words: str, en: str, ja: str
) -> None:
    async with desk(store, (80, 24), lang) as at:
        await at.press("/")
        await until(lambda: at.app.focused is not None)
        at.app.focused.value = words  # type: ignore[union-attr]
        said = en if lang == "en" else ja
        await until(lambda: at.app.place.filter == words and len(at.app.triage.worklist.listing) == 0, "no row")
        await until(lambda: said in at.app.triage.footer.said, "said while it is typed")
        await at.press("enter")
        await until(lambda: at.app.focused is None and said in at.app.triage.footer.said, "said when it is kept")
        assert said in at.app.triage.worklist.empty


async def test_an_unknown_word_before_a_colon_is_told(store: Path) -> None:
    async with desk(store, (120, 40), "ja") as at:
        await at.press("/")
        await until(lambda: at.app.focused is not None)
        at.app.focused.value = "局課：総務"  # type: ignore[union-attr]
        await until(lambda: "「局課：」は使えません" in at.app.triage.footer.said)
        assert len(at.app.triage.worklist.listing) == 0


@pytest.mark.parametrize("words", ["富士通ｊａｐａｎ", "富士通JAPAN", "ＦＵＪＩＴＳＵ－ｊａｐａｎ"])
async def test_full_width_letters_find_an_entity(store: Path, words: str) -> None:
    async with desk(store) as at:
        await at.press("/")
        await until(lambda: at.app.focused is not None)
        at.app.focused.value = words  # type: ignore[union-attr]
        listing = at.app.triage.worklist

        def found() -> bool:
            rows = [listing.listing.row(place) for place in range(len(listing.listing))]
            return bool(rows) and all(row is not None and row.entity == "fujitsu-japan" for row in rows)

        await until(found, words)


async def test_inferred_and_approximate_dates_are_marked(store: Path) -> None:
    async with desk(store, (120, 40), "ja") as at:
        listing = at.app.triage.worklist.listing
        rows = [row for place in range(len(listing)) if (row := listing.row(place)) is not None and row.due_on]
        inferred = next(row for row in rows if row.due_inferred)
        approx = next(row for row in rows if row.due_approx and not row.due_inferred)
        plain = next(row for row in rows if not row.due_approx and not row.due_inferred)
        for row, mark in ((inferred, "推"), (approx, "頃"), (plain, " ")):
            await at.go(row.key)
            await at.shown(days.short(row.due_on, "wareki") + mark)


async def test_english_calls_entities_by_their_english_names(store: Path) -> None:
    async with desk(store, (120, 40), "en", state=State(calendar="western")) as at:
        await at.shown("Digital Agency", "2023-12-31")
        assert "デジタル庁" not in screenful(at.app)
    assert names.entity("digital-agency", "デジタル庁") == "Digital Agency"
    i18n.speak("ja")
    try:
        assert names.entity("digital-agency", "デジタル庁") == "デジタル庁"
    finally:
        i18n.speak("en")


@pytest.mark.parametrize(("lang", "chosen", "shown"), [
    ("en", {}, "western"), ("ja", {}, "wareki"), ("en", {"ja": "wareki"}, "western"),
    ("en", {"en": "wareki"}, "wareki"), ("ja", {"ja": "western"}, "western"),
])  # fmt: skip
def test_each_language_has_its_calendar(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: i18n.Lang, chosen: dict[str, days.Calendar],
    shown: str,
) -> None:  # fmt: skip
    path = tmp_path / "state.json"
    assert write_state(path, State(calendars=chosen)) is None
    held: list[State] = []
    monkeypatch.setattr("tui.settings.state_path", lambda: path)
    monkeypatch.setattr("tui.settings.config_path", lambda: tmp_path / "config.toml")
    monkeypatch.setattr(Followup, "run", lambda app: held.append(app.state) or app.front.close())  # type: ignore[func-returns-value]
    try:
        entry.run(store, by="山田", lang=lang, today=TODAY)
    finally:
        i18n.speak("en")
    assert [state.calendar for state in held] == [shown]
    state, wrong = read_state(path)
    assert (state.calendars, wrong) == (chosen, None)


async def test_counts_that_do_not_fit_are_told_and_are_those_of_the_whole_register(store: Path) -> None:
    async with desk(store, (80, 24), "ja") as at:
        await until(lambda: at.app.counts is not None)
        await until(lambda: screenful(at.app).splitlines()[1].rstrip().endswith("›"), "cut counts end in a sign")
        assert not shows(at.app, "全体")
        await at.press("1")
        await until(lambda: at.app.state.view == "overdue" and shows(at.app, "全体"))


@pytest.mark.parametrize("lang", ["en", "ja"])
async def test_what_is_said_of_keys_that_do_nothing_fits_eighty_columns(store: Path, lang: str) -> None:
    async with desk(store, (80, 24), lang) as at:
        for key in ("d", ">"):
            await at.press(key)
            await until(lambda: at.app.triage.footer.said, key)
            await at.shown(at.app.triage.footer.said[-12:])
            await at.press("j")
            await until(lambda: not at.app.triage.footer.said)


def test_a_day_is_a_date() -> None:
    assert days.short(date(2023, 12, 31), days.default("en")) == "2023-12-31"
    assert days.short(date(2023, 12, 31), days.default("ja")) == "R5.12.31"
