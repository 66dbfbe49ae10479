"""Making a store and bringing an old one up to date: the migrations, run by alembic. Imported only when needed."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from store import db
from store.engine import engine, explained
from store.problem import Problem

# The size of a page of a new store, in bytes.
PAGE: Final = 8192


def create(path: Path, fill: Callable[[Path], object] | None = None) -> bool:
    """Make a store at `path`, whole or not at all; False where another process made one first.

    It is built beside its place, `fill` (the first register) is called on it there, and only then it gets its name.
    The file is for its owner alone (mode 0600; SQLite gives its companions the same).
    """
    if db.state(path) != "missing":
        return False
    for left in (Path(f"{path}-wal"), Path(f"{path}-journal")):
        # SQLite would write the pages of the earlier store into the new one. https://sqlite.org/howtocorrupt.html
        # Looked at again: another process may have made one meanwhile.
        if left.exists() and not path.exists():
            raise Problem(
                "{path}: {left} of an earlier store still lies beside it; move it away first", path=path, left=left.name
            )
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            beside.unlink(missing_ok=True)
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, stat.S_IRUSR | stat.S_IWUSR))
        except OSError as error:
            raise Problem("{path}: the store cannot be made: {reason}", path=path, reason=db.told(error)) from error
        with db.explained(path), db.closing(sqlite3.connect(beside)) as connection:
            # A row with its text, and again in the log, takes about a kilobyte: with SQLite's own 4096 bytes a page, a
            # large load writes a fifth more. https://sqlite.org/pragma.html#pragma_page_size
            connection.execute(f"PRAGMA page_size = {PAGE}")
            connection.execute(f"PRAGMA application_id = {db.APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode = WAL")
        _migrate(beside)
        if fill is not None:
            fill(beside)
        with db.explained(path), db.closing(sqlite3.connect(beside)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return _place(beside, path)
    finally:
        _remove(beside, Path(f"{beside}-wal"), Path(f"{beside}-shm"))


def upgrade(path: Path) -> Path | None:
    """Bring an older store to the newest schema; the path of the copy that was kept, or None where none was needed."""
    if db.state(path) != "older":
        return None
    names = (f"{path.name}.before-{db.HEAD}{more}" for more in chain([""], (f".{n}" for n in count(2))))
    kept = next(free for name in names if not (free := path.with_name(name)).exists())
    db_backup(path, kept)
    try:
        _migrate(path)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise
    return kept


def db_backup(path: Path, to: Path) -> None:
    """A consistent copy of the store in one new file, for its owner alone; other processes may go on working.

    Raises Problem where `to` exists or cannot be written, and leaves nothing half-made. https://sqlite.org/backup.html
    """
    try:
        if to.exists():
            raise Problem("{path}: there is a file already; nothing was written", path=to)
    except OSError as error:
        raise Problem("{path}: the copy cannot be made: {reason}", path=to, reason=db.told(error)) from error
    if not to.parent.is_dir():
        raise Problem("{path}: the folder {folder} does not exist", path=to, folder=to.parent)
    beside = to.with_name(f".{to.name}.{os.getpid()}.new")
    try:
        try:
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, stat.S_IRUSR | stat.S_IWUSR))
        except OSError as error:
            raise Problem("{path}: the copy cannot be made: {reason}", path=to, reason=db.told(error)) from error
        with (
            db.explained(path),
            db.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            db.closing(sqlite3.connect(beside)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        if not _place(beside, to):
            raise Problem("{path}: there is a file already; nothing was written", path=to)
    finally:
        _remove(beside)


def _remove(*leftovers: Path) -> None:
    for leftover in leftovers:
        with suppress(OSError):
            leftover.unlink()


def _place(beside: Path, path: Path) -> bool:
    """Give the finished file its name unless the name is taken; atomic on POSIX (link) and on Windows (rename).

    Where links are unknown (a memory stick), the name is taken first by an empty file.
    """
    try:
        if os.name == "nt":
            beside.rename(path)
            return True
        try:
            path.hardlink_to(beside)
        except FileExistsError:
            raise
        except OSError:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, stat.S_IRUSR | stat.S_IWUSR))
            beside.replace(path)
    except FileExistsError:
        return False
    except OSError as error:
        raise Problem("{path}: the file cannot be made: {reason}", path=path, reason=db.told(error)) from error
    return True


def _migrate(path: Path) -> None:
    """Run the migrations in one transaction with foreign keys off, as rebuilding a table asks, and check them after."""
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    made = engine(path, foreign_keys=False)
    try:
        with explained(path), made.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check_references(path, connection)
    finally:
        made.dispose()


def _check_references(path: Path, connection: Connection) -> None:
    dangling = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if dangling:
        raise Problem(
            "{path}: the upgrade would lose references in {table}; nothing was changed", path=path, table=dangling[0][0]
        )
