"""Opening a store: what is none, who may read it, and which day is shown."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from store import commands, db, queries
from store.problem import Problem
from tests.store import world

TODAY = world.TODAY


def refused(path: Path) -> str:
    """The sentence with which every door refuses `path`; nothing beside it is made or changed."""
    before = beside(path)
    content = content_of(path)
    with pytest.raises(Problem) as problem:
        db.connect(path)
    with pytest.raises(Problem) as written:
        commands.add_note(path, world.act(), ["e"], text="x")
    assert str(written.value).startswith(str(path))
    assert beside(path) == before
    assert content_of(path) == content
    sentence = str(problem.value)
    assert sentence.startswith(f"{path}: ")
    assert "\n" not in sentence
    return sentence.removeprefix(f"{path}: ")


def content_of(path: Path) -> bytes:
    return path.read_bytes() if path.name in beside(path) and path.is_file() else b""


def beside(path: Path) -> list[str]:
    """The files in the store's folder but SQLite's own companions, which a reader leaves there."""
    found = path.parent.iterdir() if path.parent.is_dir() else ()
    return sorted(file.name for file in found if not file.name.endswith(("-wal", "-shm")))


def test_no_store_here(tmp_path: Path) -> None:
    assert refused(tmp_path / "x.db") == "there is no store here"
    assert db.state(tmp_path / "x.db") == "missing"


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    assert refused(tmp_path / "none" / "x.db") == f"the folder {tmp_path / 'none'} does not exist"


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.db").mkdir()
    assert refused(tmp_path / "x.db") == "this is not a file"


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert "too long" in refused(tmp_path / ("x" * 300))


@pytest.mark.parametrize("content", [b"entity,due\n", b"PK\x03\x04" + bytes(200), "期限".encode() * 300])
def test_what_is_not_a_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    assert refused(tmp_path / "x.db") == "this file is not a database"


def test_an_empty_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "x.db").touch()
    assert refused(tmp_path / "x.db") == "this database is not a followup store"


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE milestone (id INTEGER)")
        connection.execute("PRAGMA application_id = 7")
    assert refused(path) == "this database is not a followup store"


def test_a_newer_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    settle(path)
    assert refused(path) == "the store was made by a newer version of followup (schema 9999)"


def test_a_store_that_lost_its_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE alembic_version")
    settle(path)
    assert "cannot be used: no such table" in refused(path)


@pytest.mark.parametrize("left", [0.25, 0.5, 0.9])
def test_a_file_cut_short(small: Path, left: float) -> None:
    settle(small)
    size = small.stat().st_size
    os.truncate(small, int(size * left) // 4096 * 4096)
    assert "damaged" in refused(small)


def settle(path: Path) -> None:
    """Everything in the one file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_the_readers_connection_cannot_write(small: Path) -> None:
    with closing(db.connect(small)) as connection:
        for statement in ("DELETE FROM milestone", "PRAGMA user_version = 3", "CREATE TABLE x (y)"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                connection.execute(statement)


def test_only_the_owner_may_read_what_is_written(small: Path) -> None:
    with closing(db.connect(small)) as reader:
        reader.execute("SELECT count(*) FROM milestone").fetchone()
        commands.add_note(small, world.act(), [world.FIRST], text="見た")
        files = sorted(small.parent.glob("store.db*"))
        assert [file.name for file in files] == ["store.db", "store.db-shm", "store.db-wal"]
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_reader_sees_one_state_while_another_writes(small: Path) -> None:
    with closing(db.connect(small)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT note FROM milestone").fetchone() == (None,)
        commands.add_note(small, world.act(), [world.FIRST], text="見た")
        assert reader.execute("SELECT note FROM milestone").fetchone() == (None,)
        reader.execute("COMMIT")
        assert reader.execute("SELECT note FROM milestone").fetchone() == ("見た",)


# --- file modes, as somebody who is not the superuser ---------------------------------------------------------------

AS_NOBODY = """
import os, sys
from datetime import date
from pathlib import Path
import sqlalchemy.dialects.sqlite.pysqlite
from store import commands, db, history, queries
from store.problem import Problem
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
path = Path(sys.argv[1])
try:
    with db.closing(db.connect(path)) as connection:
        print(sum(queries.counts(connection, date(2026, 11, 23)).values()))
except Problem as problem:
    print(problem)
try:
    commands.add_note(path, commands.Act("x", date(2026, 11, 23)), ["e"], text="x")
    print("written")
except Problem as problem:
    print(problem)
"""


def as_nobody(path: Path, folder_mode: int, file_mode: int) -> list[str]:
    """What one who may do no more than these modes reads, and is told when writing."""
    folder = path.parent
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    try:
        run = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(path)], capture_output=True, text=True, timeout=60,
            env=os.environ | {"PYTHONPATH": str(Path(db.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
    finally:
        folder.chmod(0o700)
        path.chmod(0o600)
    assert run.stderr == ""
    return run.stdout.splitlines()


@pytest.fixture
def reachable(small: Path) -> Iterator[Path]:
    """The small store in a folder that every user can reach."""
    settle(small)
    folder = Path(tempfile.mkdtemp(prefix="followup-"))
    path = folder / "store.db"
    shutil.copyfile(small, path)
    yield path
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o555, 0o444), (0o777, 0o444)], ids=["read-only folder", "read-only file"]
)
def test_a_read_only_store_is_read_and_not_written(reachable: Path, folder_mode: int, file_mode: int) -> None:
    before = reachable.read_bytes()
    read, told = as_nobody(reachable, folder_mode, file_mode)
    assert read == "1"
    assert told == f"{reachable}: the store is read-only; nothing was written"
    assert reachable.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_store_that_may_not_be_read(reachable: Path) -> None:
    told = f"{reachable}: the store may not be read by this user"
    assert as_nobody(reachable, 0o755, 0o000) == [told, told]


# --- the day that is shown -----------------------------------------------------------------------------------------


def test_a_day_before_the_last_effect_is_folded_and_any_later_one_is_the_tables(small: Path) -> None:
    commands.claim(small, world.act(), [world.FIRST], status="reported")

    def shown(as_of: date) -> tuple[str, bool]:
        with closing(db.view(small, as_of, TODAY)) as connection:
            (status,) = connection.execute("SELECT status FROM milestone").fetchone()
            return status, connection.execute("PRAGMA database_list").fetchone()[2] == ""

    assert shown(TODAY) == ("reported", False)
    assert shown(date(2026, 11, 22)) == ("planned", True)
    assert shown(world.GIVEN) == ("planned", True)
    assert shown(date(2030, 1, 1)) == ("reported", False)
    with closing(db.view(small, date(2023, 12, 5), TODAY)) as connection:
        assert connection.execute("SELECT count(*) FROM milestone").fetchone() == (0,)
        assert sum(queries.counts(connection, date(2023, 12, 5)).values()) == 0


def test_the_folded_view_cannot_be_written_and_leaves_no_file(small: Path) -> None:
    commands.add_note(small, world.act(), [world.FIRST], text="見た")
    settle(small)
    before = beside(small)
    with closing(db.view(small, world.GIVEN, TODAY)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM milestone")
        assert beside(small) == before


def test_the_default_path_is_in_the_users_data_folder_and_made_for_its_owner(home: Path) -> None:
    path = db.default_path()
    assert path.name == "followup.db"
    assert path.is_relative_to(home)
    assert path.parent.is_dir()
    if os.name != "nt":
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_reading_imports_no_orm() -> None:
    code = (
        "import sys; from store import db, queries, rows, story, history, search, ordering, rules, words; "
        "print(sorted({'sqlmodel', 'sqlalchemy', 'pydantic', 'alembic', 'dateutil', 'textual'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (run.stdout.strip(), run.stderr) == ("[]", "")
