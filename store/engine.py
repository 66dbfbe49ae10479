"""The one way to a SQLAlchemy engine on a store: WAL, foreign keys, explicit transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from store import db
from store.problem import Problem


def engine(path: Path, *, foreign_keys: bool = True) -> sa.Engine:
    """An engine whose transactions begin with BEGIN IMMEDIATE, so that a writer waits before it reads, not after.

    sqlite3's own transaction handling is off (isolation_level None), else DDL would commit behind our back.
    https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-serializable
    """

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout = {db.BUSY_MS}")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA cache_size = -65536")
        return connection

    made = sa.create_engine("sqlite://", creator=connect, poolclass=NullPool)
    sa.event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return made


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """What goes wrong inside a transaction on the store becomes a Problem; its owner rolls it back."""
    try:
        yield
    except IntegrityError as error:
        raise Problem(
            "{path}: the record would contradict itself: {reason}", path=path, reason=str(error.orig)
        ) from error
    except DBAPIError as error:
        raise db.explain(path, error.orig if isinstance(error.orig, Exception) else error) from error
    except sqlite3.Error as error:
        raise db.explain(path, error) from error
    except UnicodeEncodeError as error:
        raise Problem(
            "{path}: a text holds half a character: {text}", path=path, text=repr(error.object)[:80]
        ) from error
    except OverflowError as error:
        raise Problem("{path}: a number is too large for the record", path=path) from error
