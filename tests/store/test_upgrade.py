"""Making a store whole or not at all, bringing an older one up to date, and keeping a copy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store import commands, db, history, upgrade
from store.problem import Problem
from tests.store import world

MIGRATIONS = Path(db.__file__).parent / "migrations"
SECOND = '''"""A colour for every case."""
import sqlalchemy as sa
from alembic import op
revision = "0002"
down_revision = "0001"
def upgrade():
    with op.batch_alter_table("case") as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=True))
{more}
'''


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def files(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def test_a_new_store_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    os.umask(umask := os.umask(0))
    try:
        assert upgrade.create(path, lambda beside: world.load(beside, *world.above(), world.milestone()))
    finally:
        os.umask(umask)
    assert db.state(path) == "current"
    assert world.keys(path) == [world.FIRST]
    if os.name != "nt":
        assert mode(path) == 0o600
    assert files(path)[0] == "store.db"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA application_id").fetchone() == (0x464F4C55,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_store_that_is_there_is_left_alone(small: Path) -> None:
    before = world.log(small)
    assert not upgrade.create(small, lambda _: pytest.fail("the register was loaded again"))
    assert world.log(small) == before


@pytest.mark.parametrize("error", [Problem("{path}: no", path="x"), KeyboardInterrupt(), RuntimeError()])
def test_a_register_that_cannot_be_loaded_leaves_no_file(tmp_path: Path, error: BaseException) -> None:
    def fill(beside: Path) -> None:
        world.load(beside, *world.above())
        raise error

    with pytest.raises(type(error)):
        upgrade.create(tmp_path / "store.db", fill)
    assert list(tmp_path.iterdir()) == []


def test_what_an_earlier_store_left_is_never_mixed_into_a_new_one(small: Path) -> None:
    with closing(sqlite3.connect(small)) as connection:
        connection.execute("UPDATE entity SET note = 'only in the companion file'")
        connection.commit()
        small.unlink()
        assert files(small) == [f"{small.name}-shm", f"{small.name}-wal"]
        kept = small.with_name(f"{small.name}-wal").read_bytes()
        with pytest.raises(Problem, match=f"{small.name}: {small.name}-wal of an earlier store still lies beside it"):
            upgrade.create(small)
        assert files(small) == [f"{small.name}-shm", f"{small.name}-wal"]
        assert small.with_name(f"{small.name}-wal").read_bytes() == kept


def test_a_store_cannot_be_made_where_no_folder_or_another_file_is(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"the folder .* does not exist"):
        upgrade.create(tmp_path / "none" / "store.db")
    (tmp_path / "x.db").write_text("期限")
    with pytest.raises(Problem, match="not a database"):
        upgrade.create(tmp_path / "x.db")
    assert (tmp_path / "x.db").read_text() == "期限"


def test_a_disk_without_links_gets_its_store_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "store.db"
    assert upgrade.create(path, lambda beside: world.load(beside, *world.above()))
    assert world.keys(path, "entity") == ["e"]
    upgrade.db_backup(path, tmp_path / "copy.db")
    assert world.keys(tmp_path / "copy.db", "entity") == ["e"]
    with pytest.raises(Problem, match="there is a file already"):
        upgrade.db_backup(path, tmp_path / "copy.db")
    assert not [name for name in files(path) if name.endswith(".new")]


CREATE = """
import sys
from pathlib import Path
from store import upgrade
from tests.store import world
path, name = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True); sys.stdin.readline()
print(upgrade.create(path, lambda beside: world.load(beside, *world.above(name))))
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process that has imported everything and waits for the word to go."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(db.__file__).parents[1],
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_processes_that_make_the_store_at_once_make_one(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    both = [start(CREATE, path, name) for name in ("a", "b")]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0].strip() for process in both]
    assert sorted(told) == ["False", "True"]
    assert world.keys(path, "entity") == ["a" if told[0] == "True" else "b"]
    assert [name for name in files(path) if not name.endswith(("-wal", "-shm"))] == ["store.db"]


# --- upgrade -------------------------------------------------------------------------------------------------------


@pytest.fixture
def newer(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A program whose newest migration is a second one, with these lines in it."""

    def install(more: str = "") -> None:
        folder = tmp_path_factory.mktemp("newer") / "migrations"
        shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "0002_colour.py").write_text(SECOND.format(more=more))
        made = upgrade.Config

        class Elsewhere(made):  # type: ignore[misc, valid-type]
            def set_main_option(self, name: str, value: str) -> None:
                super().set_main_option(name, str(folder) if name == "script_location" else value)

        monkeypatch.setattr(upgrade, "Config", Elsewhere)
        monkeypatch.setattr(db, "HEAD", "0002")
        monkeypatch.setattr(db, "REVISIONS", ("0001", "0002"))

    return install


def columns(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[1] for row in connection.execute('PRAGMA table_info("case")')}


def test_an_older_store_is_told_and_upgraded_with_nothing_lost(small: Path, newer: Callable[..., None]) -> None:
    before = world.tables(small), world.log(small)
    newer()
    assert db.state(small) == "older"
    with pytest.raises(db.Older, match="older version"):
        db.connect(small)
    kept = upgrade.upgrade(small)
    assert kept is not None
    assert kept.name == "store.db.before-0002"
    assert db.state(small) == "current"
    assert "colour" in columns(small)
    # Rebuilding a parent table took nothing with it, and the log is untouched.
    assert world.keys(small, "guidance") == [world.GUIDANCE]
    assert world.log(small) == before[1]
    assert (world.tables(kept), world.log(kept)) == before
    assert "colour" not in columns(kept)
    assert upgrade.upgrade(small) is None
    db.connect(small).close()


def test_an_upgrade_that_fails_changes_nothing(small: Path, newer: Callable[..., None]) -> None:
    before = world.tables(small), world.log(small)
    newer('    op.execute("DELETE FROM entity")')
    with pytest.raises(
        Problem, match=r"the upgrade would lose references in (guidance|milestone); nothing was changed"
    ):
        upgrade.upgrade(small)
    assert (world.tables(small), world.log(small)) == before
    assert db.state(small) == "older"
    assert [name for name in files(small) if "before" in name] == []


def test_an_upgrade_whose_copy_was_kept_before_keeps_another(small: Path, newer: Callable[..., None]) -> None:
    newer()
    first = small.with_name("store.db.before-0002")
    first.write_text("mine")
    kept = upgrade.upgrade(small)
    assert kept is not None
    assert kept.name == "store.db.before-0002.2"
    assert first.read_text() == "mine"


def test_an_upgrade_waits_for_a_writer_and_then_says_so(
    small: Path, newer: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer()
    monkeypatch.setattr(db, "BUSY_MS", 50)
    with closing(sqlite3.connect(small, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem, match="locked by another process"):
            upgrade.upgrade(small)
    assert db.state(small) == "older"
    upgrade.upgrade(small)
    assert db.state(small) == "current"


# --- backup --------------------------------------------------------------------------------------------------------


def test_a_backup_is_one_file_with_everything_in_it(small: Path, tmp_path: Path) -> None:
    (folder := tmp_path / "usb").mkdir()
    to = folder / "copy.db"
    with closing(db.connect(small)) as reader:  # what was written is still in the WAL
        reader.execute("SELECT 1 FROM milestone").fetchone()
        commands.add_note(small, world.act(), [world.FIRST], text="見た")
        upgrade.db_backup(small, to)
    assert files(to) == ["copy.db"]
    assert mode(to) == 0o600
    assert world.tables(to) == world.tables(small)
    assert world.log(to) == world.log(small)
    with closing(db.connect(to)) as connection:
        assert history.broken_links(connection) == []
    commands.add_note(to, world.act(), [world.FIRST], text="また見た")
    assert world.field(to, world.FIRST, "note") == "見た\nまた見た"


def test_a_backup_never_overwrites_and_leaves_nothing_half_made(small: Path, tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("mine")
    for source, to, reason in (
        (small, tmp_path / "there.txt", "there is a file already"),
        (small, small, "there is a file already"),
        (small, tmp_path / "none" / "copy.db", "the folder .* does not exist"),
        (small, tmp_path / ("x" * 300), "too long"),
        (small, tmp_path / ("x" * 250), "too long"),
        (tmp_path / "missing.db", tmp_path / "copy.db", "unable to open database file"),
        (tmp_path / "there.txt", tmp_path / "copy.db", "not a database"),
    ):
        with pytest.raises(Problem, match=reason):
            upgrade.db_backup(source, to)
    assert (tmp_path / "there.txt").read_text() == "mine"
    assert {name for name in files(small) if not name.startswith("store.db")} == {"there.txt"}
