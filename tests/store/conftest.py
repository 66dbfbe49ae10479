"""Stores for the store's tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import upgrade
from tests.store import world


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    upgrade.create(path)
    return path


@pytest.fixture
def path(empty: Path, tmp_path: Path) -> Path:
    """An empty store to write in."""
    return world.copy(empty, tmp_path / "store.db")


@pytest.fixture(scope="session")
def loaded(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one entity, one measure, and one milestone due on 2024-03-31, to be copied."""
    path = world.copy(empty, tmp_path_factory.mktemp("loaded") / "loaded.db")
    return world.load(path, *world.above(), world.milestone(due_on=date(2024, 3, 31), quantity=5, quantity_done=0))


@pytest.fixture
def small(loaded: Path, tmp_path: Path) -> Path:
    """The same to write in."""
    return world.copy(loaded, tmp_path / "store.db")
