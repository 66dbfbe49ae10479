"""What the review of an import shows: both sides, what is uncertain, and the passage in its document."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.tui.acting import ASSESSMENT, HOSTILE, desk
from tests.tui.importing import audit, csv_of, report_in, review, write
from tests.tui.watching import until
from tui.screens import review_words
from tui.screens.confirm import Confirm
from tui.screens.form import Form
from tui.screens.pick import Pick
from tui.screens.source import Source
from tui.widgets.footer import Footer


async def test_both_sides_show_what_differs_and_enter_shows_all_of_it(store: Path, edited: Path) -> None:
    async with desk(store) as at:
        screen = await review(at, edited)
        await at.shown("The document says", "The register holds", "R9.3.31", "R5.12.31")
        await at.press("enter")
        await until(lambda: screen.has_class("-whole"))
        await at.press("j", "k", "G", "g", "escape")
        await until(lambda: not screen.has_class("-whole"))
        assert at.app.screen is screen


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


async def test_a_report_is_matched_and_its_passage_shown(store: Path, tmp_path: Path) -> None:
    path = report_in(tmp_path, "報告.txt")
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
        await write(at)
        await at.home()
        await until(lambda: at.last().action == "import")
        assert at.held(matched.key)["due_on"] == date(2027, 3, 31)


async def test_what_was_imported_is_shown_in_its_document(store: Path, tmp_path: Path) -> None:
    path = report_in(tmp_path, "報告.txt")
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
    report = report_in(tmp_path, "報告.txt")
    async with desk(store, (120, 40), "ja") as at:
        screen = await review(at, report)
        new = screen.review.plan.changes[audit(screen)]
        assert screen.changes.summary(new).startswith("予定 R9.3.31  ")
        top = review_words.head(screen.desk, screen.review, screen.changes)[0]
        assert top.startswith("富士通Japan株式会社  R8.11.20  報告.txt  ")


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
    path = report_in(tmp_path, "報告.txt")
    async with desk(store, (120, 40), "ja") as at:
        await review(at, path)
        await at.press("i")
        await at.shown("文書について", "令和8年11月20日(金)", "確認事項と注記", "fujitsu-japan/2023-09-20")
        await at.press("escape", "?")
        await at.shown("w を押すまで何も書き込みません", "採否を決めていない次の行へ")
        await at.press("escape", "V")
        await at.shown("V：割り当てのないキーです")
