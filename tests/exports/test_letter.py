"""The inquiry letter: what it asks and quotes, what it keeps back, and a reply form that the import reads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from markdown_it import MarkdownIt

from exports import as_letter_docx, as_letter_markdown
from exports.formats import export, to_stream
from exports.letter import Letter, letter
from exports.letter_wording import reply_headings
from exports.status import weekly
from importers import document, own_rows
from store import commands
from store.problem import Problem
from store.words import Lang
from tests.exports.conftest import DA, FJ, HOSTILE, act
from tests.exports.hostile import TEXTS

TODAY = date(2026, 11, 23)


def drafted(path: Path, entity: str, week: str = "2024-W40", lang: Lang = "ja") -> Letter:
    with weekly(path, week, TODAY) as status:
        return letter(status, lang, entity)


def test_what_is_asked_follows_from_where_it_stands(worked: Path) -> None:
    found = drafted(worked, "digital-agency")
    matters = {matter.key: dict(matter.lines) for matter in found.matters}
    assert matters[f"{DA}/5/assessment/1"]["照会内容"] == "完了の有無。未了の場合は、遅延の理由及び完了の予定時期。"
    assert matters[f"{DA}/5/assessment/1"]["状況"] == "期限超過（280日超過）"
    assert matters[f"{DA}/2/rules/1"]["照会内容"] == "差し戻した点への対応状況及び再報告の時期。"
    assert matters[f"{DA}/6/audit/4"]["照会内容"] == "完了を確認できる資料。"
    assert matters[f"{DA}/6/audit/5"]["現在の期限"] == "記載なし"
    assert f"{DA}/1/system/1" not in matters, "what is verified is not asked for"


def test_words_dates_and_moves_are_quoted(worked: Path) -> None:
    found = drafted(worked, "digital-agency")
    (moved,) = (matter for matter in found.matters if matter.key == f"{DA}/6/audit/3")
    assert moved.quote == "対象11の個人情報ファイルに対して、令和5年度中に5ファイル実施予定"
    assert moved.source == "個人情報保護委員会 令和5年12月6日 別紙2 6."
    assert moved.lines[:4] == (
        ("当初の期限", "令和6年3月31日"),
        ("現在の期限", "令和6年12月31日目処"),
        ("期限の変更", "令和6年3月31日→令和6年6月30日（令和6年4月12日、理由：対象システムの更改）"),
        ("期限の変更", "令和6年6月30日→令和6年12月31日（令和6年10月3日、理由：＝残り2件の日程調整）"),
    )


def test_the_opening_names_the_guidance_and_the_body(worked: Path) -> None:
    opening = drafted(worked, "digital-agency").opening
    assert opening.startswith("令和5年9月20日付けの指導（番号法及び個人情報保護法）に関し、貴庁から示された")
    assert "貴社" in drafted(worked, "fujitsu-japan").opening
    assert "改善策が、令和6年10月6日現在で提出されていません" in drafted(worked, "kochi").opening


def test_items_without_a_plan_come_in_printed_order_and_have_a_form_of_their_own(worked: Path) -> None:
    found = drafted(worked, "kochi")
    assert [matter.heading for matter in found.plans] == ["ア", "イ", "ウ", "エ"]
    assert found.matters == ()
    assert [(form.name, len(form.rows)) for form in found.forms] == [("plan_form", 4)]


def test_an_item_whose_paper_prints_no_number_is_called_so(worked: Path) -> None:
    (matter,) = drafted(worked, "nta").plans
    assert matter.heading == "番号なし"
    assert [matter.heading for matter in drafted(worked, "nta", lang="en").plans] == ["unnumbered"]
    ja = {matter.key: matter.heading for matter in drafted(worked, "fujitsu-japan").matters}
    assert ja[f"{FJ}/3/development-structure/1"] == "番号なし ― 開発体制の整備"


def test_the_offices_own_words_stay_in_the_office(worked: Path) -> None:
    found = repr(drafted(worked, "digital-agency")) + repr(drafted(worked, "fujitsu-japan"))
    for own in (HOSTILE[:6], "佐藤", "資料 3-1", "監督 花子"):
        assert own not in found


def test_an_entity_with_nothing_outstanding_gets_none(small: Callable[..., Path], tmp_path: Path) -> None:
    path = small({"1": {}})
    commands.withdraw(path, act("2024-03-05"), ["e/1/1/m/1"], reason="不要")
    with weekly(path, None, TODAY) as status:
        with pytest.raises(Problem, match="e: nothing is outstanding on 2026-11-23; there is nothing to ask"):
            letter(status, "ja", "e")
        with pytest.raises(Problem, match="no entity has anything outstanding"):
            export(status, ["letter"], tmp_path, "ja")
        with pytest.raises(Problem, match="x: there is no such entity"):
            export(status, ["letter"], tmp_path, "ja", entities=["x"])


def test_a_letter_for_each_entity(worked: Path, tmp_path: Path) -> None:
    with weekly(worked, "2024-W40", TODAY) as status:
        paths = export(status, ["letter", "letter-markdown"], tmp_path, "ja")
        assert len(paths) == 22
        assert "followup-2024-W40-letter-digital-agency.docx" in {path.name for path in paths}
        with pytest.raises(Problem, match="letter: this is a file for each entity; name one entity, or a folder"):
            to_stream(status, "letter", io.BytesIO(), "ja")
        stream = io.BytesIO()
        to_stream(status, "letter", stream, "ja", entities=["nta"])
    assert stream.getvalue() == (tmp_path / "followup-2024-W40-letter-nta.docx").read_bytes()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["letter", "letter-markdown"])
def test_the_reply_form_is_a_table_that_the_import_knows(worked: Path, tmp_path: Path, name: str, lang: Lang) -> None:
    with weekly(worked, None, TODAY) as status:
        (path,) = export(status, [name], tmp_path, lang, entities=["digital-agency"])
        sent = {row.key: row for row in status.rows(entity="digital-agency") if row.attention != "closed"}
    table = own_rows.from_grid(document.read(path).content)
    assert table is not None
    assert {row.key for row in table.rows} == set(sent)
    for row in table.rows:
        due = sent[row.key].due_on
        assert row.cells["due_on"] == ("" if due is None else due.isoformat())
        assert [row.cells[name] for name in ("done_on", "documents", "answer")] == ["", "", ""]
        assert set(row.cells) == {"key", "excerpt", "due_on", "status", "done_on", "documents", "answer"}
    assert table.foreign == ()


def test_word_reads_what_was_written(worked: Path) -> None:
    stream = io.BytesIO()
    with weekly(worked, "2024-W40", TODAY) as status:
        as_letter_docx.write(status, stream, "ja", "digital-agency")
    found = Document(io.BytesIO(stream.getvalue()))
    texts = [paragraph.text for paragraph in found.paragraphs]
    assert texts[:5] == ["照会文案", "（文書番号）", "令和6年10月6日", "デジタル庁　御中", "（発信者）"]
    assert [cell.text for cell in found.tables[0].rows[0].cells] == list(reply_headings("ja"))
    assert [section.orientation for section in found.sections] == [0, 1]
    assert {entry.date_time for entry in zipfile.ZipFile(stream).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_text_is_text_in_both(small: Callable[..., Path]) -> None:
    path = small({str(place): {"text": text, "due_text": text[:99]} for place, text in enumerate(TEXTS)})
    word, markdown = io.BytesIO(), io.BytesIO()
    with weekly(path, None, TODAY) as status:
        as_letter_docx.write(status, word, "ja", "e")
        as_letter_markdown.write(status, markdown, "ja", "e")
    assert len(Document(io.BytesIO(word.getvalue())).tables[0].rows) == len(TEXTS) + 1
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown.getvalue().decode())
    inside = {child.type for token in tokens for child in token.children or ()}
    assert inside <= {"text", "softbreak", "hardbreak"}
    assert {token.type for token in tokens} <= {
        "paragraph_open", "paragraph_close", "inline", "heading_open", "heading_close", "ordered_list_open",
        "ordered_list_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
        "blockquote_open", "blockquote_close", "table_open", "table_close", "thead_open", "thead_close", "tbody_open",
        "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close",
    }  # fmt: skip
    assert sum(token.type == "tr_open" for token in tokens) == len(TEXTS) + 1
