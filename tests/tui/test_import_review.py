"""Importing at the keys: the form, the review of every row, one batch, undone as one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual import events

from store import commands
from tests.tui.acting import ASSESSMENT, HOSTILE, WAYS, Desk, desk
from tests.tui.watching import TODAY, screenful, until
from tui.screens import review_words
from tui.screens.confirm import Confirm
from tui.screens.form import Form
from tui.screens.importing import Import
from tui.screens.pick import Pick
from tui.screens.review import ReviewScreen
from tui.screens.source import Source
from tui.widgets.footer import Footer

REPORT = """令和8年11月20日

個人情報保護委員会 御中

富士通Japan株式会社

改善状況報告書

令和5年9月20日付け指導に対する改善状況を次のとおり報告します。

1 システムの安全性向上
■横展開点検
自社システムの安全性向上のための点検を令和8年10月31日に完了した。
■新規の取組
外部監査を令和9年3月末までに実施する予定。
"""


@pytest.fixture
def edited(store: Path, tmp_path: Path) -> Path:
    """The store's own CSV with three cells edited."""
    return csv_of(store, tmp_path, {ASSESSMENT: {"note": "電話で確認", "due_on": "2027-03-31"},
                                    "digital-agency/2023-09-20/6/audit/3": {"officer": "佐藤"}})  # fmt: skip


def csv_of(store: Path, folder: Path, cells: dict[str, dict[str, str]], *, only: bool = False) -> Path:
    """The store's own CSV with some cells edited; `only` leaves the other rows out."""
    from exports.formats import to_stream
    from exports.status import weekly

    written = io.BytesIO()
    with weekly(store, None, TODAY) as status:
        to_stream(status, "csv", written, "ja")
    rows = list(csv.DictReader(io.StringIO(written.getvalue().decode("utf-8-sig"), newline="")))
    path = folder / "戻り.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, **cells.get(row["key"], {})} for row in rows if not only or row["key"] in cells)
    return path


async def review(at: Desk, path: Path) -> ReviewScreen:
    """Read a document up to its review."""
    form = await at.form("i", kind=Import)
    form.field("path").type(str(path))
    await at.press("ctrl+s")
    await until(lambda: isinstance(at.app.screen, ReviewScreen) and at.app.screen.is_mounted, "the review")
    screen = at.app.screen
    assert isinstance(screen, ReviewScreen)
    await until(lambda: bool(screen.query("Changes")) and screen.changes.size.height > 0)
    return screen


def audit(screen: ReviewScreen) -> int:
    """The place of the report's new promise."""
    changes = screen.review.plan.changes
    found = [n for n, change in enumerate(changes) if change.kind == "milestone" and "外部監査" in change.text]
    assert len(found) == 1
    return found[0]


@contextmanager
def unwritten(at: Desk) -> Iterator[None]:
    """Nothing is written inside."""
    batch = at.last().batch
    yield
    assert at.last().batch == batch


@pytest.mark.parametrize(("lang", "size"), WAYS)
async def test_nothing_before_w_then_one_batch_undone_as_one(
    store: Path, edited: Path, lang: str, size: tuple[int, int]
) -> None:
    async with desk(store, size, lang) as at:
        before = at.last().batch
        with unwritten(at):
            screen = await review(at, edited)
            await at.shown({"en": "changed 2", "ja": "変更 2"}[lang])
            assert screen.review.undecided == [0, 5] or len(screen.review.undecided) == 2
            await at.press("w")
            await at.shown({"en": "Nothing is taken", "ja": "採用した行がありません"}[lang])
            await at.press("space")
            assert len(screen.review.taken) == 1
            await at.press("k", "　" if lang == "ja" else "space")
            assert (len(screen.review.taken), len(screen.review.left)) == (0, 1)
            await at.press("a")
            assert len(screen.review.taken) == 2
            await at.press("w")
            await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.last().action == "import")
        assert at.last().batch == before + 1
        held = at.held(ASSESSMENT)
        assert (held["note"], held["due_on"], held["revisions"]) == ("電話で確認", date(2027, 3, 31), 1)
        # An import is never undone without a look.
        await at.press("z")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["due_on"] == date(2023, 12, 31))
        assert at.held("digital-agency/2023-09-20/6/audit/3")["officer"] is None


async def test_both_sides_show_what_differs_and_enter_shows_all_of_it(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        await at.shown("The document says", "The register holds", "R9.3.31", "R5.12.31")
        await at.press("enter")
        await until(lambda: screen.has_class("-whole"))
        await at.press("j", "k", "G", "g", "escape")
        await until(lambda: not screen.has_class("-whole"))
        assert at.app.screen is screen


async def test_leaving_asks_where_something_is_undecided(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        with unwritten(at):
            screen = await review(at, edited)
            await at.press("escape")
            await until(lambda: isinstance(at.app.screen, Confirm))
            await at.shown("2 undecided")
            await at.press("n")
            await until(lambda: at.app.screen is screen)
            await at.press("q")
            await until(lambda: isinstance(at.app.screen, Confirm))
            await at.press("y")
            await at.home()
            await at.told("Nothing was written.")


async def test_a_row_is_corrected_before_it_is_taken(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        await at.press("e")
        await until(lambda: isinstance(at.app.screen, Form))
        form: Any = at.app.screen
        form.field("due_on").type("令和9年4月末")
        await at.press("ctrl+s")
        await until(lambda: at.app.screen is screen)
        await until(lambda: len(screen.review.taken) == 1)
        await at.press("w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.shown("1 undecided")
        await at.press("y")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["due_on"] == date(2027, 4, 30))
        assert at.held("digital-agency/2023-09-20/6/audit/3")["officer"] is None


NAMELESS = """令和8年10月20日
個人情報保護委員会 御中
改善状況報告書
ア 交付対象者から個人番号の提供を受けた際の本人確認を適切に実施すること。
本人確認書類の確認を2人体制とし、令和8年9月30日に開始した。
"""


async def test_what_is_not_certain_of_the_sender_stands_above_the_rows_and_is_said_again_before_writing(
    store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "高知県.txt"
    path.write_text(NAMELESS, encoding="utf-8")
    said = "only the name of the file or sheet says who sent it"
    async with desk(store) as at:
        screen = await review(at, path)
        await at.shown("Kochi Prefecture", said)
        # A measure without a heading is corrected without being given one.
        measure = screen.review.plan.changes[0]
        assert (measure.kind, measure.fields.get("heading")) == ("measure", None)
        await at.press("e")
        await until(lambda: isinstance(at.app.screen, Form))
        form: Any = at.app.screen
        form.field("text").type("受付窓口の2人体制")
        await at.press("ctrl+s")
        await until(lambda: at.app.screen is screen)
        assert screen.review.plan.changes[0].fields["text"][1] == "受付窓口の2人体制"
        await at.press("w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.shown(said, "y yes  n no  Esc no")


async def test_the_filter_narrows_and_a_takes_only_what_is_shown(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        await at.press("/", *"佐藤", "enter")
        await until(lambda: len(screen.changes.shown) == 1)
        await at.press("a")
        assert len(screen.review.taken) == 1
        await at.press("escape")
        await until(lambda: len(screen.changes.shown) == 64)


async def test_a_register_that_changed_meanwhile_makes_the_plan_anew(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        await at.press("a", "w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        other = commands.Act(by="佐藤", today=TODAY)
        commands.add_note(store, other, [ASSESSMENT], text="別件")
        await at.press("y")
        await until(lambda: isinstance(at.app.screen, ReviewScreen) and at.app.screen is not screen, "a new review")
        fresh = at.app.screen
        assert isinstance(fresh, ReviewScreen)
        await at.shown("changed meanwhile")
        assert at.held(ASSESSMENT)["due_on"] == date(2023, 12, 31)
        # What did not change is still taken; the row on the changed record is undecided again.
        assert (len(fresh.review.taken), len(fresh.review.undecided)) == (1, 1)
        await at.press("a", "w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.held(ASSESSMENT)["due_on"] == date(2027, 3, 31))


async def test_a_report_is_matched_and_its_passage_shown(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "報告.txt"
    path.write_text(REPORT, encoding="utf-8")
    async with desk(store, (120, 40)) as at:
        screen = await review(at, path)
        place = audit(screen)
        screen.changes.regroup(place)
        await at.press("o")
        await until(lambda: isinstance(at.app.screen, Source))
        await at.shown("The passage", "外部監査を令和9年3月末までに実施する予定。")
        await at.press("escape")
        await until(lambda: at.app.screen is screen)
        await at.press("m")
        await until(lambda: isinstance(at.app.screen, Pick))
        await at.press("1")
        await until(lambda: at.app.screen is screen)
        await until(lambda: place in screen.review.taken)
        matched = screen.review.plan.changes[place]
        assert matched.key is not None
        assert matched.key.startswith("fujitsu-japan/")
        await at.press("w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.last().action == "import")
        assert at.held(matched.key)["due_on"] == date(2027, 3, 31)


async def test_what_was_imported_is_shown_in_its_document(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "報告.txt"
    path.write_text(REPORT, encoding="utf-8")
    async with desk(store, (120, 40)) as at:
        screen = await review(at, path)
        screen.changes.regroup(audit(screen))
        await at.press("space", "w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.last().action == "import")
        made = next(change.key for change in at.last().changes if change.kind == "milestone" and "外部監査" in
                    (change.new or ""))  # fmt: skip
        await at.go(made)
        await at.press("o")
        await until(lambda: isinstance(at.app.screen, Source))
        await at.shown("報告.txt", "外部監査を令和9年3月末までに実施する予定。", "改善状況報告書")
        await at.press("escape")
        await at.home()
        # What no kept document says is shown beside the record's own source.
        await at.go(ASSESSMENT)
        await at.press("o")
        await until(lambda: at.app.triage.in_detail)


async def test_the_same_bytes_again_change_nothing_and_say_when_they_came(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        await review(at, edited)
        await at.press("a", "w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.last().action == "import")
        form = await at.form("i", kind=Import)
        # The folder of the last document is remembered.
        assert form.field("path").text == f"{edited.parent}/"
        form.field("path").type(str(edited))
        await at.press("ctrl+s")
        await at.home()
        await at.told("the same bytes were imported", "山田")


BROKEN = (("空.txt", b""), ("壊れ.xlsx", b"PK\x03\x04nonsense"), ("[red].txt", b"\x00\x01"))


@pytest.mark.parametrize(("name", "content"), BROKEN)
async def test_a_file_that_cannot_be_read_is_one_sentence(
    store: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    async with desk(store) as at:
        with unwritten(at):
            form = await at.form("i", kind=Import)
            form.field("path").type(str(path))
            await at.press("ctrl+s")
            await at.home()
            await at.told(name)


async def test_a_path_that_is_not_there_is_refused(store: Path, tmp_path: Path) -> None:
    async with desk(store) as at:
        form = await at.form("i", kind=Import)
        form.field("path").type(str(tmp_path / "nothing.csv"))
        await at.press("ctrl+s")
        await at.shown("there is no such file")
        assert at.app.screen is form


async def test_reading_can_be_stopped(store: Path, edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    from importers import run
    from importers.document import Cancelled

    begun = Event()

    def slow(*_: Any, progress: Any, cancelled: Any, **__: Any) -> None:
        progress(1, 3)
        begun.set()
        while not cancelled():
            Event().wait(0.01)
        raise Cancelled

    monkeypatch.setattr(run, "propose", slow)
    async with desk(store) as at:
        with unwritten(at):
            form = await at.form("i", kind=Import)
            form.field("path").type(str(edited))
            await at.press("ctrl+s")
            await until(begun.is_set)
            await at.shown("1/3")
            await at.press("escape")
            await at.home()
            await at.told("Stopped")


async def test_hostile_cells_stay_text(store: Path, tmp_path: Path) -> None:
    path = csv_of(store, tmp_path, {ASSESSMENT: {"note": HOSTILE.replace("\x1b", "")}})
    async with desk(store, (120, 40)) as at:
        await review(at, path)
        await at.shown("[@click=app.quit]押す[/]", "第[1]項")
        await at.press("enter", "escape", "e")
        await until(lambda: isinstance(at.app.screen, Form))
        await at.press("escape")
        assert at.app.is_running


async def test_rows_say_the_status_and_the_day_that_were_read_and_the_head_names_the_entity(
    store: Path, tmp_path: Path
) -> None:
    report = tmp_path / "報告.txt"
    report.write_text(REPORT, encoding="utf-8")
    async with desk(store, (120, 40), "ja") as at:
        screen = await review(at, report)
        new = screen.review.plan.changes[audit(screen)]
        assert screen.changes.summary(new).startswith("予定 R9.3.31  ")
        top = review_words.head(screen.desk, screen.review, screen.changes)[0]
        assert top.startswith("富士通Japan株式会社  R8.11.20  報告.txt  ")


async def test_the_import_form_waits_for_typing_and_a_pasted_path_replaces_the_folder(
    store: Path, tmp_path: Path
) -> None:
    report = tmp_path / "報告 1.txt"
    report.write_text(REPORT, encoding="utf-8")
    async with desk(store, (120, 40), "ja") as at:
        form = await at.form("i", kind=Import)
        field = form.field("path")
        await until(lambda: field.taken and field._editor.selected_text == field.text != "", "all of it selected")
        told = field.query_one(".told")
        assert not told.has_class("-wrong")
        await at.press("right")
        for pasted in (str(report), f"'{report}'"):
            at.app.post_message(events.Paste(pasted))
            await until(lambda: field.text == str(report), pasted)
            assert field.read() == report
            field.type("/nowhere/")
            await until(lambda: told.has_class("-wrong"))


async def test_a_moved_due_date_says_by_how_many_days_and_the_row_in_a_line_why(store: Path, edited: Path) -> None:
    async with desk(store, (80, 24), "ja") as at:
        screen = await review(at, edited)
        await at.shown("延期1,186日 R5.12.31→R9.3.31", "変更 1/2", "延期：期限が1186日遅くなります")
        # The whole difference shows the row above both sides; J and K go on without leaving it.
        await at.press("enter")
        await at.shown("[ ] 変更 1/2  延期1,186日")
        await at.press("J")
        await at.shown("[ ] 変更 2/2  担当 -→佐藤")
        await at.press("space", "K")
        await at.shown("[x] 変更 2/2")
        await at.press("escape")
        assert at.app.screen is screen


async def test_n_goes_from_one_undecided_row_to_the_next(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        first = screen.changes.cursor
        await at.press("n")
        await until(lambda: screen.changes.cursor == first + 1)
        await at.press("n")
        await at.shown("No undecided row follows.")
        await at.press("a", "N")
        await at.shown("No undecided row stands before.")


async def test_the_filter_is_told_as_long_as_it_holds(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        await at.press("/")
        await until(lambda: screen.query_one(Footer).keys == ["enter", "escape", "down", "up"])
        await at.press(*"佐藤", "enter")
        await at.shown("/佐藤: 1 rows")
        await at.press("escape")
        await until(lambda: not screen.changes.words)


async def test_what_is_known_of_the_document_and_its_keys(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "報告.txt"
    path.write_text(REPORT, encoding="utf-8")
    async with desk(store, (120, 40), "ja") as at:
        await review(at, path)
        await at.press("i")
        await at.shown("文書について", "令和8年11月20日(金)", "確認事項と注記", "fujitsu-japan/2023-09-20")
        await at.press("escape", "?")
        await at.shown("w を押すまで何も書き込みません", "採否を決めていない次の行へ")
        await at.press("escape", "V")
        await at.shown("V：割り当てのないキーです")


async def test_keys_that_a_row_has_no_use_for_say_why(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "報告.txt"
    path.write_text(REPORT, encoding="utf-8")
    async with desk(store, (120, 40)) as at:
        screen = await review(at, path)
        missing = next(n for n, change in enumerate(screen.review.plan.changes) if change.change_class == "missing")
        screen.changes.regroup(missing)
        await at.press("e")
        await at.shown("This row only tells (missing).")
        await at.press("m")
        await at.shown("This row is the register's own")
        await at.press("space")
        await at.shown("This row only tells (missing).")
        await at.press("o")
        await until(lambda: isinstance(at.app.screen, Source))
        await at.shown("The document does not mention it.")
        await at.press("escape")
        # The name of a class says what it asks, and the document opens from its beginning.
        screen.changes.go(0)
        await at.shown("What is taken is put on file.")
        await at.press("o")
        await until(lambda: isinstance(at.app.screen, Source))
        await at.shown("改善状況報告書")
        assert "not found" not in screenful(at.app)


async def test_what_was_matched_and_corrected_by_hand_is_done_again_on_a_new_plan(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "報告.txt"
    path.write_text(REPORT, encoding="utf-8")
    async with desk(store, (120, 40)) as at:
        screen = await review(at, path)
        place = audit(screen)
        screen.changes.regroup(place)
        await at.press("m")
        await until(lambda: isinstance(at.app.screen, Pick))
        await at.press("1")
        await until(lambda: place in screen.review.taken)
        key = screen.review.plan.changes[place].key
        assert key is not None
        commands.add_note(store, commands.Act(by="佐藤", today=TODAY), [key], text="別件")
        await at.press("w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await until(lambda: isinstance(at.app.screen, ReviewScreen) and at.app.screen is not screen, "a new review")
        fresh = at.app.screen
        assert isinstance(fresh, ReviewScreen)
        assert [fresh.review.plan.changes[n].key for n in fresh.review.taken] == [key]
        await until(lambda: bool(fresh.query("Changes")) and fresh.changes.size.height > 0)
        await at.press("w")
        await until(lambda: isinstance(at.app.screen, Confirm))
        await at.press("y")
        await at.home()
        await until(lambda: at.held(key)["due_on"] == date(2027, 3, 31))
        assert at.held(key)["note"] == "別件"
