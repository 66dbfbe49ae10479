"""What the tests of importing at the keys stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.acting import ASSESSMENT
from tests.tui.importing import csv_of


@pytest.fixture
def edited(store: Path, tmp_path: Path) -> Path:
    """The store's own CSV with three cells edited."""
    return csv_of(store, tmp_path, {ASSESSMENT: {"note": "電話で確認", "due_on": "2027-03-31"},
                                    "digital-agency/2023-09-20/6/audit/3": {"officer": "佐藤"}})  # fmt: skip
