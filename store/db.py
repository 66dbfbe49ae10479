"""Opening a store to read it: one SQLite file, checked before anything else is asked of it. sqlite3 only.

Writing goes through commands.py, making and upgrading through upgrade.py; both import the ORM, this file never does.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing as closing
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from store.problem import Problem

# "FOLU", at byte 68 of the file: tells a followup store from any other SQLite database. https://sqlite.org/fileformat.html
APPLICATION_ID: Final = 0x464F4C55
# The newest migration in migrations/versions, and every one before it; a test holds them equal to the folder.
HEAD: Final = "0001"
REVISIONS: Final = ("0001",)
FILE_NAME: Final = "followup.db"
BUSY_MS: Final = 5000
_MMAP: Final = 1 << 30


class Older(Problem):
    """The store was made by an older version of the program: upgrade.upgrade(path) brings it up to date."""


def default_path() -> Path:
    """The store in the user's data folder; the folder is made, for its owner alone, when it is missing."""
    from platformdirs import user_data_path

    folder = user_data_path("followup", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Problem("{path}: the data folder cannot be made: {reason}", path=folder, reason=told(error)) from error
    return folder / FILE_NAME


def told(error: Exception) -> str:
    """The reason of an error in the operating system's or SQLite's own words, without its number."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__


def state(path: Path) -> str:
    """`missing`, `current`, or `older`, told by SQLite alone.

    Raises Problem where the file is no store, belongs to a newer version, or cannot be read.
    """
    try:
        if not path.parent.is_dir():
            raise Problem("{path}: the folder {folder} does not exist", path=path, folder=path.parent)
        if not path.exists():
            return "missing"
    except OSError as error:
        raise Problem("{path}: the store cannot be used: {reason}", path=path, reason=told(error)) from error
    with closing(_connect(path)) as connection:
        return _state(path, connection)


def connect(path: Path) -> sqlite3.Connection:
    """A connection for reading a current store; usable from any one thread at a time.

    Raises Problem (one sentence with the path and the reason), and Older where an upgrade would help.
    """
    if state(path) == "missing":
        raise Problem("{path}: there is no store here", path=path)
    connection = _connect(path)
    try:
        if _state(path, connection) == "older":
            raise Older("{path}: the store was made by an older version and needs an upgrade", path=path)
        connection.execute(f"PRAGMA mmap_size = {_MMAP}")
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def view(path: Path, as_of: date, today: date) -> sqlite3.Connection:
    """The record as it stood on `as_of`: the tables themselves, or a private copy folded from the log.

    The copy has the same schema, so that every query works on it unchanged. A day on or after the last effective day
    of the log reads the tables.
    """
    connection = connect(path)
    try:
        later = as_of < today and connection.execute(
            "SELECT EXISTS (SELECT 1 FROM batch WHERE effective_on > ?)", (as_of.isoformat(),)
        ).fetchone() == (1,)
        if not later:
            return connection
        from store.history import materialise

        folded = materialise(connection, as_of)
    except BaseException:
        connection.close()
        raise
    connection.close()
    return folded


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's errors inside become a Problem that names the store and the reason."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(path, error) from error


def explain(path: Path, error: Exception) -> Problem:
    """The sentence for one of SQLite's errors."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary == sqlite3.SQLITE_NOTADB:
        return Problem("{path}: this file is not a database", path=path)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Problem("{path}: the store is locked by another process; try again when it is free", path=path)
    if primary == sqlite3.SQLITE_READONLY:
        return Problem("{path}: the store is read-only; nothing was written", path=path)
    if primary == sqlite3.SQLITE_CORRUPT:
        return Problem("{path}: the store is damaged: {reason}", path=path, reason=str(error))
    if primary == sqlite3.SQLITE_FULL:
        return Problem("{path}: the disk is full; nothing was written", path=path)
    return Problem("{path}: the store cannot be used: {reason}", path=path, reason=told(error))


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise Problem("{path}: this is not a file", path=path)
    if not os.access(path, os.R_OK):
        raise Problem("{path}: the store may not be read by this user", path=path)
    with explained(path):
        uri = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            # On a read-only medium or in a read-only file: WAL needs a shared-memory file beside it, which cannot be
            # made there. Without a log file to read, the file alone is the whole record.
            # https://sqlite.org/wal.html#readonly
            wal = Path(f"{path}-wal")
            refused = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
            if not refused or (wal.exists() and wal.stat().st_size):
                raise
            connection = sqlite3.connect(f"{uri}&immutable=1", uri=True, check_same_thread=False, isolation_level=None)
        except BaseException:
            connection.close()
            raise
    return connection


def _state(path: Path, connection: sqlite3.Connection) -> str:
    with explained(path):
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            raise Problem("{path}: this database is not a followup store", path=path)
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    version = row[0] if row else ""
    if version == HEAD:
        return "current"
    if version in REVISIONS:
        return "older"
    raise Problem(
        "{path}: the store was made by a newer version of followup (schema {version})", path=path, version=version
    )
