"""Every format, in both languages, against files that were looked at: the register at four dates, and a worked one.

FOLLOWUP_GOLDEN=write pytest tests/exports/test_golden.py writes them anew; look at the difference before it is kept.
Workbooks and Word documents are held as the text that an independent reader finds, the other formats byte for byte.
"""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from exports.formats import FORMATS, file_name, to_stream
from exports.status import WeeklyStatus, weekly
from store.words import Lang

GOLDEN: Final = Path(__file__).parent / "golden"
WRITE: Final = os.environ.get("FOLLOWUP_GOLDEN") == "write"
TODAY: Final = date(2026, 11, 23)
STORES: Final = {
    "registered-2023-12-10": ("registered", date(2023, 12, 10)),
    "registered-2024-03-31": ("registered", date(2024, 3, 31)),
    "registered-2024-10-06": ("registered", date(2024, 10, 6)),
    "registered-2026-11-22": ("registered", date(2026, 11, 22)),
    "worked-2024-10-06": ("worked", date(2024, 10, 6)),
}
# What says the same in every language is held once.
PLAIN: Final = frozenset({"toml", "csv", "history"})
LETTERS: Final = ("digital-agency", "kochi")


def held(name: str, data: bytes) -> str:
    """What of a file is compared."""
    if name == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        lines = []
        for sheet in book.sheet_names:
            lines.append(f"== {sheet}")
            lines += ["\t".join(repr(cell) for cell in row) for row in book.get_sheet_by_name(sheet).to_python()]
        return "\n".join(lines) + "\n"
    document = Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += ["\t".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join(lines) + "\n"


def compare(place: Path, data: bytes) -> None:
    if WRITE:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    assert place.is_file(), f"{place} is not there; FOLLOWUP_GOLDEN=write makes it"
    assert data.decode() == place.read_bytes().decode()


def written(status: WeeklyStatus, name: str, lang: Lang, entity: str | None = None) -> bytes:
    stream = io.BytesIO()
    to_stream(status, name, stream, lang, entities=() if entity is None else (entity,))
    return stream.getvalue()


def check(status: WeeklyStatus, folder: Path, name: str, lang: Lang, entity: str | None = None) -> None:
    data = written(status, name, lang, entity)
    place = folder / file_name(status, FORMATS[name], entity)
    if name in ("xlsx", "letter"):
        compare(place.with_suffix(f"{place.suffix}.txt"), held(name, data).encode())
    else:
        compare(place, data)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("case", list(STORES))
@pytest.mark.parametrize("name", [name for name, found in FORMATS.items() if not found.per_entity])
def test_each_format(request: pytest.FixtureRequest, case: str, name: str, lang: Lang) -> None:
    store, day = STORES[case]
    path: Path = request.getfixturevalue(store)
    with weekly(path, None, TODAY, as_of=day) as status:
        check(status, GOLDEN / case / ("" if name in PLAIN else lang), name, lang)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["letter", "letter-markdown"])
@pytest.mark.parametrize("entity", LETTERS)
@pytest.mark.parametrize("case", list(STORES))
def test_each_letter(request: pytest.FixtureRequest, case: str, entity: str, name: str, lang: Lang) -> None:
    store, day = STORES[case]
    path: Path = request.getfixturevalue(store)
    with weekly(path, None, TODAY, as_of=day) as status:
        check(status, GOLDEN / case / lang, name, lang, entity)


def test_no_golden_file_is_left_over() -> None:
    known = {FORMATS[name].suffix for name in FORMATS} | {".xlsx.txt", ".docx.txt"}
    found = {path for path in GOLDEN.rglob("followup-*") if path.is_file()}
    assert found
    assert all(path.name.endswith(tuple(known)) for path in found)
    assert {path.relative_to(GOLDEN).parts[0] for path in found} == set(STORES)


@pytest.mark.parametrize("name", list(FORMATS))
def test_the_same_bytes_again_and_from_another_day(worked: Path, name: str) -> None:
    entity = "digital-agency" if FORMATS[name].per_entity else None
    with weekly(worked, "2024-W40", TODAY) as status:
        first = written(status, name, "ja", entity)
    with weekly(worked, "2024-W40", date(2024, 12, 1)) as status:
        assert written(status, name, "ja", entity) == first
