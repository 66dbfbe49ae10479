"""Every form of a date with every word that can stand behind it, and every pair of forms with every sign between."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from importers.dates import read_dates

ANCHOR = date(2023, 12, 6)
ANTECEDENT = date(2023, 9, 20)
FORMS = """
令和6年9月 2024-09-01 2024-09-30
令和6年9月30日 2024-09-30 2024-09-30
令和6年度 2024-04-01 2025-03-31
令和6年度末 2025-03-31 2025-03-31
令和6年度上期 2024-04-01 2024-09-30
令和6年度下半期 2024-10-01 2025-03-31
令和6年度第3四半期 2024-10-01 2024-12-31
令和6事務年度 2024-07-01 2025-06-30
令和6年9月末 2024-09-30 2024-09-30
令和6年9月上旬 2024-09-01 2024-09-10
令和6年9月中旬 2024-09-11 2024-09-20
令和6年9月下旬 2024-09-21 2024-09-30
R6.9.30 2024-09-30 2024-09-30
R6.9 2024-09-01 2024-09-30
2024年9月 2024-09-01 2024-09-30
2024/9/30 2024-09-30 2024-09-30
2024年度 2024-04-01 2025-03-31
令和六年九月三十日 2024-09-30 2024-09-30
㋿6年9月 2024-09-01 2024-09-30
令和6年（2024年）9月 2024-09-01 2024-09-30
令和6年9月30日（月） 2024-09-30 2024-09-30
本年度 2023-04-01 2024-03-31
来年度 2024-04-01 2025-03-31
来年3月 2024-03-01 2024-03-31
本年12月 2023-12-01 2023-12-31
来年度上期 2024-04-01 2024-09-30
同年12月 2023-12-01 2023-12-31
同年12月末 2023-12-31 2023-12-31
翌年3月 2024-03-01 2024-03-31
翌3月 2024-03-01 2024-03-31
翌月 2023-10-01 2023-10-31
同月30日 2023-09-30 2023-09-30
翌年度 2024-04-01 2025-03-31
当月末 2023-12-31 2023-12-31
""".strip().splitlines()
LEAVES = (
    "/まで/までに/迄/中/中に/付け/時点/現在/いっぱい/の間/に/には/の/（予定）/までに完了予定/に実施する。"
    "/までの間/中に実施予定/期限/必着/の予定"
)
ROUGHLY = "を目処に/を目途に/目途/頃/ごろまで/頃を目処に/中を目処に/までを目処に/ごろに/前後"
OPENS_END = "以降/以後/から/より/から開始する。"
OPENS_START = "以前"


@pytest.mark.parametrize("form", FORMS)
def test_what_stands_behind_a_date_leaves_it_marks_it_or_opens_a_side(form: str) -> None:
    printed, start, end = form.split()
    for words, first, last, approx in (
        (LEAVES, start, end, False),
        (ROUGHLY, start, end, True),
        (OPENS_END, start, "None", False),
        (OPENS_START, "None", end, False),
    ):
        for word, around in product(words.split("/"), ("{}", "対応は{}", "（{}）")):
            text = around.format(printed + word)
            (reading,) = read_dates(text, ANCHOR, ANTECEDENT)
            assert (reading.quote, str(reading.start), str(reading.end)) == (printed, first, last), text
            assert reading.approx is approx, text


PAIRS = """
令和5年8月7日 10月20日 2023-08-07 2023-10-20
令和5年8月7日 同年10月20日 2023-08-07 2023-10-20
令和5年8月7日 同月20日 2023-08-07 2023-08-20
令和5年8月7日 20日 2023-08-07 2023-08-20
令和5年12月7日 翌年1月20日 2023-12-07 2024-01-20
令和5年12月7日 翌1月20日 2023-12-07 2024-01-20
令和5年12月7日 1月20日 2023-12-07 2024-01-20
令和5年12月7日 6年1月20日 2023-12-07 2024-01-20
平成14年12月 16年5月 2002-12-01 2004-05-31
平成14年12月 同16年5月 2002-12-01 2004-05-31
平成14年12月 平成16年5月 2002-12-01 2004-05-31
平成30年4月 令和2年3月 2018-04-01 2020-03-31
平成30年4月 2年3月 2018-04-01 2020-03-31
平成30年度 令和4年度 2018-04-01 2023-03-31
令和5年度 7年度 2023-04-01 2026-03-31
2023年4月 9月 2023-04-01 2023-09-30
2023年度 2025年度 2023-04-01 2026-03-31
2023/4/1 2024/3/31 2023-04-01 2024-03-31
R5.4.1 R6.3.31 2023-04-01 2024-03-31
令和5年4月上旬 5月中旬 2023-04-01 2023-05-20
令和5年度第1四半期 第3四半期 2023-04-01 2023-12-31
令和5年8月7日（月） 同年10月20日（金） 2023-08-07 2023-10-20
令和五年八月七日 同年十月二十日 2023-08-07 2023-10-20
昨年12月 本年3月 2022-12-01 2023-03-31
本年12月 来年3月 2023-12-01 2024-03-31
同年4月 翌年3月 2023-04-01 2024-03-31
同月1日 30日 2023-09-01 2023-09-30
10月 12月 2023-10-01 2023-12-31
今年度 来年度 2023-04-01 2025-03-31
平成31年4月 令和元年9月 2019-04-01 2019-09-30
""".strip().splitlines()
SIGNS = ("～", "~", "〜", "-", "－", "から", " ～ ", "～\n", "　から　", "ないし", "より")
BEHIND = ("", "まで", "までの間", "に実施した", "にかけて", "の期間", "（予定）", "の約3か月間")


@pytest.mark.parametrize("pair", PAIRS)
def test_two_dates_with_any_sign_between_are_one_range(pair: str) -> None:
    first, second, start, end = pair.split()
    for sign, behind in product(SIGNS, BEHIND):
        text = f"期間：{first}{sign}{second}{behind}"
        (reading,) = read_dates(text, ANCHOR, ANTECEDENT)
        assert (str(reading.start), str(reading.end), reading.kind) == (start, end, "range"), text
        assert reading.quote == f"{first}{sign}{second}"
