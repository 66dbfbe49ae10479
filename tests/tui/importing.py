"""What the tests of importing at the keys share: a report, the register's own CSV edited, and the way to the review."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tui.acting import Desk
from tests.tui.watching import TODAY, until
from tui.screens.confirm import Confirm
from tui.screens.importing import Import
from tui.screens.review import ReviewScreen

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


def report_in(folder: Path, name: str) -> Path:
    """The report as a file."""
    path = folder / name
    path.write_text(REPORT, encoding="utf-8")
    return path


async def write(at: Desk) -> None:
    """Write what is taken, and say yes to it."""
    await at.press("w")
    await until(lambda: isinstance(at.app.screen, Confirm))
    await at.press("y")
