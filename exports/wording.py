"""What the exports say in their own words, Japanese and English; names of statuses and fields come from store.words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from store.calendar import GREGORIAN_FROM, wareki, wareki_short
from store.words import Lang, due_mark

_SAID: Final[Mapping[str, tuple[str, str]]] = {
    # The brief's head.
    "title": ("指導事項フォローアップ週報", "Weekly follow-up of supervisory guidance"),
    "as_of": (
        "{year}年第{number}週　{day}（{other}）現在（前週：{previous}）",
        "Week {number} of {year}, as of {day} ({other}; previous week: {previous})",
    ),
    "page": ("ページ", "Page"),
    # Its sections.
    "overview": ("概況", "Overview"),
    "changes": ("今週の動き", "This week"),
    "overdue": ("期限超過", "Overdue"),
    "to_ask": ("指導先別の状況", "By entity"),
    "basis": ("基礎資料：{sources}", "Sources: {sources}"),
    # Sentences.
    "headline": (
        "{size}。約束のうち未了{open}件。{overdue}、前週比{overdue_moved}。未確認{unverified}件、前週比{unverified_moved}。",
        "{size}. {open} promises are open. {overdue}, {overdue_moved} on the week. "
        "{unverified} unverified, {unverified_moved} on the week.",
    ),
    "size": ("約束{promises}件", "{promises} promises"),
    "without_plan": ("、改善策未提出の指導事項{items}件", ", {items} items of guidance without a plan"),
    "without_report": ("、報告書未提出の指導{acts}件", ", {acts} acts of guidance without the demanded report"),
    "of_entities": ("（{entities}者）", " ({entities} entities)"),
    "late_number": ("期限超過{overdue}件", "{overdue} overdue"),
    "late_inferred": ("（うち推定期限{inferred}件）", " ({inferred} by an inferred date)"),
    "longest": (
        "最長の期限超過は{entity}の{days}日（期限{due}）。",
        "The longest overdue is {days} days ({entity}, due {due}).",
    ),
    "colon": ("：", ": "),
    "unnumbered": ("番号なし", "unnumbered"),
    "whole_guidance": ("指導全体", "the guidance as a whole"),
    "no_overdue": ("期限超過はない。", "Nothing is overdue."),
    "quiet": ("前週からの変動はない。", "Nothing changed since the previous week."),
    "first": (
        "前週時点の台帳はなく、前週との比較は行っていない。",
        "There was no record in the previous week; there is nothing to compare with.",
    ),
    "empty": ("この日までに登載されたものはない。", "Nothing was on file by this day."),
    "ageing": (
        "超過日数：30日以内{to_30}件、31～90日{to_90}件、91～365日{to_365}件、365日超{over_365}件",
        "Days overdue: up to 30: {to_30}, 31–90: {to_90}, 91–365: {to_365}, over 365: {over_365}",
    ),
    "ageing_unverified": (
        "未確認（報告日から）：30日以内{to_30}件、31～90日{to_90}件、91～365日{to_365}件、365日超{over_365}件",
        "Unverified, days since reported: up to 30: {to_30}, 31–90: {to_90}, 91–365: {to_365}, over 365: {over_365}",
    ),
    "unknown_day": ("、報告日不明{unknown}件", ", day unknown: {unknown}"),
    "and_more": ("ほか{count}件", "and {count} more"),
    "more_entities": ("ほか{count}者", "{count} more"),
    "others": ("ほか", "Others"),
    "and_more_overdue": ("{count}件（全件は一覧表による）", "{count} more (all of them stand in the worklist)"),
    "late": ("遡及", "backdated"),
    "cases": ("{count}件", "{count}"),
    "line": ("{entity}「{text}」", "{entity}: “{text}”"),
    "about": ("（{about}）", " ({about})"),
    "between": ("、", "; "),
    "moved_line": ("{before}→{after}、{days}、通算{times}回目", "{before} → {after}, {days}, move no. {times}"),
    "moved_plain": ("{before}→{after}、通算{times}回目", "{before} → {after}, move no. {times}"),
    "days_later": ("{days}日延期", "{days} days later"),
    "days_earlier": ("{days}日前倒し", "{days} days earlier"),
    "no_date": ("期限なし", "no date"),
    "due_line": ("期限{due}", "due {due}"),
    "verified_line": ("{on}、{by}", "{on}, {by}"),
    "reason_line": ("理由：{reason}", "reason: {reason}"),
    "missing_line": ("報告期限{due}、{days}日超過", "due {due}, {days} days ago"),
    "late_entry": (
        "{action}（{effective}付け、{recorded}登録、{by}、{changes}項目）",
        "{action} (effective {effective}, recorded {recorded}, {by}, {changes} fields)",
    ),
    "register_line": ("台帳：{why}（{on}登載、{records}件）", "Register: {why} (from {on}, {records} records)"),
    "reports_line": ("受領済みの改善状況報告書{count}件", "{count} remediation reports on file"),
    "log_line": ("履歴：第{batch}号まで（{chain}）", "Log: up to batch {batch} ({chain})"),
    "recorded": ("登録", "recorded"),
    # Classes of change.
    "newly_overdue": ("新たに期限超過", "Newly overdue"),
    "newly_reported": ("実施済みの報告", "Newly reported"),
    "newly_verified": ("確認済", "Newly verified"),
    "newly_returned": ("差戻し", "Returned"),
    "newly_withdrawn": ("取下げ", "Withdrawn"),
    "due_moved": ("期限変更", "Due date moved"),
    "no_longer_overdue": ("期限超過の解消", "No longer overdue"),
    "new": ("新規登載", "New"),
    "reports_received": ("報告書の受領", "Reports received"),
    "reports_missing": ("報告書の未受領", "Reports not received"),
    "late_entries": ("遡及登録", "Backdated entries"),
    # Columns that are no field of the record.
    "count": ("件数", "Total"),
    "done": ("完了", "Closed"),
    "open": ("未了", "Open"),
    "this_week": ("今週", "This week"),
    "last_week": ("前週", "Previous"),
    "difference": ("増減", "Change"),
    "total": ("計", "Total"),
    "fiscal_year": ("指導年度", "Fiscal year of guidance"),
    "guidance": ("指導", "Acts of guidance"),
    "change": ("変動", "Change"),
    "before": ("変更前", "Before"),
    "moves": ("変更", "Moves"),
    "times": ("{count}回", "{count}"),
    "to_30": ("30日以内", "Up to 30 days"),
    "to_90": ("31～90日", "31–90 days"),
    "to_365": ("91～365日", "91–365 days"),
    "over_365": ("365日超", "Over 365 days"),
    "unknown": ("不明", "Unknown"),
    # Not the field's own name: a table with a column of that name is read as rows by the import.
    "row_key": ("対象のキー", "Key of the row"),
    "sources": ("基礎資料", "Sources"),
    "ageing_title": ("経過日数", "Age"),
    # Sheets of the workbook.
    "sheet_summary": ("概要", "Summary"),
    "sheet_worklist": ("一覧", "Worklist"),
    "sheet_entities": ("指導先別", "By entity"),
    "sheet_delta": ("前週比", "Delta"),
    "cut": ("…（以下略）", "… (cut)"),
    # The calendar.
    "calendar": ("指導事項フォローアップ", "Supervisory follow-up"),
    "check": ("次回確認", "Next check"),
}


def say(what: str, lang: Lang, **values: object) -> str:
    """The words for `what` in a language, with its places filled."""
    return _SAID[what][0 if lang == "ja" else 1].format_map(values)


def as_of_line(week: str, as_of: date, previous: date, lang: Lang) -> str:
    """The week, its day in both calendars, and the day of the week before."""
    year, _, number = week.partition("-W")
    other = as_of.isoformat() if lang == "ja" else in_era(as_of)
    return say(
        "as_of", lang, year=year, number=int(number), day=day_long(as_of, lang), other=other,
        previous=day_long(previous, lang),
    )  # fmt: skip


def in_era(day: date) -> str:
    """A day in the official calendar: 令和6年9月30日; as 1850-01-01 before that calendar was the Gregorian one."""
    return wareki(day) if day >= GREGORIAN_FROM else day.isoformat()


def day_long(day: date, lang: Lang) -> str:
    """A day in a sentence: 令和6年9月30日, 2024-09-30."""
    return in_era(day) if lang == "ja" else day.isoformat()


def day_short(day: date | None, lang: Lang) -> str:
    """A day in a table: R6.9.30, 2024-09-30; "" where there is none."""
    if day is None:
        return ""
    return wareki_short(day) if lang == "ja" and day >= GREGORIAN_FROM else day.isoformat()


def due_short(day: date | None, lang: Lang, *, approx: bool, inferred: bool) -> str:
    """A due date in a table with what it rests on: R6.9.30目処, R6.9.20推定, "2024-09-20, inferred"."""
    return day_short(day, lang) + marked(lang, approx=approx, inferred=inferred) if day else ""


def marked(lang: Lang, *, approx: bool, inferred: bool) -> str:
    """What follows a due date that the paper does not state to the day: 推定, 目処; in English behind a comma."""
    mark = due_mark(approx, inferred, lang)
    return f", {mark}" if mark and lang == "en" else mark


def signed(number: int, lang: Lang) -> str:
    """A difference: ＋2, －2, ±0 in Japanese papers; +2, −2, ±0 in English."""
    sign = ("＋" if lang == "ja" else "+") if number > 0 else ("－" if lang == "ja" else "−") if number < 0 else "±"
    return f"{sign}{abs(number):,}"
