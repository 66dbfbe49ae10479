from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

import japanera
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import date_context
from importers.dates import read_dates
from store import calendar
from store.problem import Problem

ANCHOR = date(2023, 12, 6)
KANJI = "〇一二三四五六七八九"
MODERN = st.dates(min_value=date(1873, 1, 1), max_value=date(2100, 12, 31))
WIDE = str.maketrans("0123456789.RHSTM", "０１２３４５６７８９．ＲＨＳＴＭ")


def kanji(number: int) -> str:
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else KANJI[tens] + "十") + (KANJI[units] if units else "")


def kanji_wareki(day: date) -> str:
    era = calendar.era_of(day)
    year = day.year - era.first.year + 1
    return f"{era.name}{'元' if year == 1 else kanji(year)}年{kanji(day.month)}月{kanji(day.day)}日"


SPELLINGS: list[Callable[[date], str]] = [
    calendar.wareki,
    calendar.wareki_short,
    kanji_wareki,
    lambda day: calendar.wareki(day).translate(WIDE),
    lambda day: calendar.wareki_short(day).translate(WIDE),
    lambda day: calendar.era_of(day).ligature + calendar.wareki(day)[2:],
    lambda day: calendar.wareki(day).replace("月", " 月\n "),
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}年（{calendar.wareki(day).split('年')[0]}年）{day.month}月{day.day}日",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: day.isoformat(),
    lambda day: "".join(KANJI[int(digit)] for digit in str(day.year)) + f"年{kanji(day.month)}月{kanji(day.day)}日",
    lambda day: f"{calendar.wareki(day)}（{'月火水木金土日'[day.weekday()]}）",
]


@pytest.mark.parametrize("number", range(len(SPELLINGS)))
@given(day=MODERN)
def test_every_day_comes_back_from_every_spelling(number: int, day: date) -> None:
    printed = SPELLINGS[number](day)
    text = f"（{printed}まで）"
    (reading,) = read_dates(text, ANCHOR)
    assert (reading.start, reading.end, reading.kind) == (day, day, "day")
    assert (reading.offset, reading.quote) == (1, printed)


@pytest.mark.long
def test_every_single_day_comes_back_from_its_era_spelling() -> None:
    first = date(1873, 1, 1)
    days = [first + timedelta(days=index) for index in range((date(2100, 12, 31) - first).days + 1)]
    readings = read_dates("。".join(map(calendar.wareki, days)), ANCHOR)
    assert [reading.start for reading in readings] == days
    assert all(reading.start == reading.end for reading in readings)


@given(MODERN)
def test_the_days_are_those_of_japanera(day: date) -> None:
    printed = japanera.EraDate.from_date(day).strftime("%-K%-y年%-m月%-d日")
    (reading,) = read_dates(printed, ANCHOR)
    assert reading.start == day


@given(st.dates(min_value=date(1873, 1, 1), max_value=date(2100, 6, 30)), st.integers(min_value=1, max_value=400))
def test_a_range_is_its_two_ends(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    for sign in ("～", "から", "－", " 〜 "):
        (reading,) = read_dates(f"{calendar.wareki(first)}{sign}{calendar.wareki(last)}まで", ANCHOR)
        assert (reading.start, reading.end, reading.kind) == (first, last, "range")


@given(st.integers(min_value=2019, max_value=2100))
def test_a_fiscal_year_is_april_to_march(year: int) -> None:
    era_year = year - 2018
    for printed in (f"令和{'元' if era_year == 1 else era_year}年度", f"{year}年度"):
        (reading,) = read_dates(f"{printed}中", ANCHOR)
        assert (reading.start, reading.end) == calendar.fiscal_year_bounds(year)
        (last,) = read_dates(f"{printed}末まで", ANCHOR)
        assert last.end == date(year + 1, 3, 31)


@given(st.integers(min_value=2019, max_value=2100), st.sampled_from(("令和{}", "{}")))
def test_a_year_of_the_tax_office_is_july_to_june(year: int, printed: str) -> None:
    number = year - 2018 if "令和" in printed else year
    (whole,) = read_dates(f"{printed.format(number)}事務年度における調査", ANCHOR)
    assert (whole.start, whole.end, whole.kind) == (date(year, 7, 1), date(year + 1, 6, 30), "fiscal-year")
    (quarter,) = read_dates(f"{printed.format(number)}事務年度第3四半期", ANCHOR)
    assert (quarter.start, quarter.end) == (date(year + 1, 1, 1), date(year + 1, 3, 31))


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.integers(min_value=1, max_value=12))
def test_a_month_behind_the_word_for_next_is_the_first_one_to_come(day: date, month: int) -> None:
    _, following = read_dates(f"{day.year}年{day.month}月に開始し、翌{month}月に完了", ANCHOR)
    assert following.start is not None
    assert following.start.month == month
    assert 0 < (following.start - day.replace(day=1)).days <= 366


@given(st.integers(min_value=1990, max_value=2018), st.integers(min_value=1, max_value=12))
def test_a_year_behind_the_word_for_same_counts_in_the_same_era(year: int, month: int) -> None:
    first, second = read_dates(f"平成{year - 1988}年4月及び同{year - 1987}年{month}月", ANCHOR)
    assert first.start == date(year, 4, 1)
    if year < 2018 or month < 5:
        assert second.start == date(year + 1, month, 1)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)), st.integers(min_value=0, max_value=27))
def test_the_day_on_which_a_body_announced_something_is_the_last_of_that_number(anchor: date, before: int) -> None:
    day = anchor - timedelta(days=before)
    (reading,) = read_dates(f"総務省は{day.day}日、当該事業者に対して行政指導を行ったと発表した。", anchor)
    assert (reading.start, reading.end) == (day, day)


@given(
    st.sampled_from(("期間", "休暇", "工期", "納期", "期限", "最長", "平均")), st.integers(min_value=1, max_value=31)
)
def test_a_number_of_days_is_no_day(what: str, days: int) -> None:
    for text in (
        f"{what}は{days}日、料金は無料と決定した。",
        f"{what}を{days}日に短縮した。",
        f"{what}が{days}日に延長された。",
    ):
        assert read_dates(text, ANCHOR) == []


@given(MODERN)
def test_a_weekday_on_the_next_line_is_not_that_of_the_date(day: date) -> None:
    (reading,) = read_dates(f"更新日:{day.year}年{day.month}月{day.day}日\n土曜日も窓口を開いています。", ANCHOR)
    assert (reading.start, reading.end) == (day, day)


@given(st.integers(min_value=1, max_value=12), st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_a_month_without_a_year_is_the_last_begun_or_the_next_to_end(month: int, anchor: date) -> None:
    (before,) = read_dates(f"{month}月に点検", anchor)
    assert before.start is not None
    assert before.start <= anchor < calendar.add_months(before.start, 12)
    (after,) = read_dates(f"{month}月まで", anchor)
    assert after.end is not None
    assert timedelta(0) <= after.end - anchor < timedelta(days=366)


@pytest.mark.parametrize("year", ["同年度", "令和5年度", "今年度", "令和5年", "2023年度", "令和元年から令和5年"])
@given(day=st.dates(date(2020, 1, 1), date(2023, 12, 1)))
def test_the_same_month_is_the_last_month_named_and_no_month_of_a_year(year: str, day: date) -> None:
    month_end = calendar.month_end(day.year, day.month).day
    text = f"{day.year}年{day.month}月{day.day}日、{year}における通知書を送付した。同月{month_end}日に連絡を受けた。"
    *_, last = read_dates(text, ANCHOR)
    assert (last.start, last.quote) == (day.replace(day=month_end), f"同月{month_end}日")


@given(st.text(alphabet="令和5年12月6日度末第3四半期同翌本毎回ごと から～、。.-/()（）R\n　一二十①㋿", max_size=60))
def test_any_text_is_read_without_an_error_and_quotes_itself(text: str) -> None:
    end = 0
    for reading in read_dates(text, ANCHOR, date(2022, 3, 10)):
        assert reading.quote == text[reading.offset : reading.offset + reading.length]
        assert reading.offset >= end
        end = reading.offset + reading.length
        assert reading.start is None or reading.end is None or reading.start <= reading.end
        assert (reading.problem is None) or (reading.start is None and reading.end is None)


@pytest.mark.parametrize(
    "printed", ["十十月", "令和十十年", "5月十十日", "令和5年十十月十十日", "二三十月", "十十十月"]
)
def test_what_is_no_number_is_no_date(printed: str) -> None:
    assert not [reading for reading in read_dates(printed, ANCHOR) if "十十" in reading.quote and reading.start]


@given(st.text(max_size=80))
def test_foreign_text_is_read_without_an_error(text: str) -> None:
    for reading in read_dates(text, ANCHOR):
        assert reading.quote == text[reading.offset : reading.offset + reading.length]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        " ",
        "\n",
        "1 ",
        "令 ",
        "令和5年(",
        "年",
        "一",
        "4・",
        "R5.1.",
        "第",
        "年各",
        "令和5年法律",
        "の令和",
        "7/1、",
    ],
)
def test_one_endless_line_takes_time_in_step_with_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        began = time.thread_time()
        read_dates(text, ANCHOR)
        return time.thread_time() - began

    # A busy machine may be slow once, or four times; what is out of step is slow each time.
    bound = 16 * min(seconds(5_000) for _ in range(5)) + 0.05
    assert any(seconds(40_000) < bound for _ in range(5))


@pytest.mark.parametrize("unit", ["4月", "5年度", "年1", "年1回", "10/31 "])
def test_megabytes_of_nothing_but_dates_are_refused_in_a_sentence(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(date_context.Effort.__init__, "__defaults__", (20_000,))
    with pytest.raises(Problem, match="200000 characters in one piece"):
        read_dates((unit * 200_000)[:200_000], ANCHOR)


def test_prose_of_any_length_is_read() -> None:
    text = "改善策の実施状況については、引き続き注視していく。" * 40_000 + "令和6年3月末までに完了する。"
    (reading,) = read_dates(text, ANCHOR)
    assert reading.end == date(2024, 3, 31)


WHOLE = (
    "令和5年12月31日 令和五年十二月三十一日 2023年12月31日 令和5年度末 令和6年3月中旬 本年9月20日 "
    "同年10月31日 令和6年度第4四半期 令和6年度上半期 毎月1回 四半期ごと 年2回 翌年度末 令和6年3月末 "
    "昨年12月 来年度上期 令和5年度から令和7年度 令和5年10月1日から同月31日 毎年度 3か月に1回 隔月 随時 "
    "定期的 半年に1回 年度末 9月下旬 ㋿5年10月31日 令和元年5月1日 本日 翌日 同日 令和6年春 "
    "令和5年12月6日（水） 令和5年（2023年）12月6日 平成14年12月～16年5月 四半期に1回 毎年4月"
)


@pytest.mark.parametrize("printed", WHOLE.split())
def test_a_line_may_end_anywhere_in_a_date(printed: str) -> None:
    (whole,) = read_dates(f"{printed}まで", ANCHOR, date(2023, 9, 20))
    for index in range(1, len(printed)):
        text = f"（{printed[:index]}\n{printed[index:]}まで）"
        (broken,) = read_dates(text, ANCHOR, date(2023, 9, 20))
        meant = (whole.start, whole.end, whole.kind, whole.recurrence, whole.approx)
        assert (broken.start, broken.end, broken.kind, broken.recurrence, broken.approx) == meant, text
        assert text[broken.offset : broken.offset + broken.length] == broken.quote
        assert broken.quote.replace("\n", "") == whole.quote
