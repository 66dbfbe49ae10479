"""The morning's 40 rows are done at the keys, in no more keys than they took when they were counted first."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tui.morning import morning

MOST = 160


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="a pty is needed")
def test_forty_rows(home: Path, tmp_path: Path) -> None:
    done = morning(tmp_path / "store.db")
    assert done.rows == {"verified": 17, "sent back": 5, "next check set": 5, "assigned": 11, "noted": 2}
    assert sum(done.rows.values()) == 40
    assert 40 < done.keys <= MOST
