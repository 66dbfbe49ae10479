"""The tables, the plain record shape and the migrations say the same."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel.sql.sqltypes import AutoString

from store import db, model
from store.fetch import TABLE
from store.record import DEFAULTS, FIELDS, KINDS, PARENT
from tests.store import world

# What the tables hold and the log does not know: row numbers, keys, and what is generated or counted.
DERIVED = {"id", "key", "lane", "lane_on", "measures", "reports"}
BY_TEXT = {"ix_milestone_work", "ix_milestone_officer", "ix_milestone_returned"}
FIRST = import_module("store.migrations.versions.0001_register")


@pytest.fixture
def migrated(empty: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(empty)) as connection:
        yield connection


def test_the_migrations_make_the_models_tables(empty: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{empty}")
    with engine.connect() as connection:
        # alembic cannot compare the expression indexes; the next test does, as text.
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "include_object": lambda _, name, kind, *rest: not (kind == "index" and name in BY_TEXT),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, model.metadata) == []
    engine.dispose()


def statements(connection: sqlite3.Connection, kind: str) -> dict[str, str]:
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL", (kind,))
    return {name: re.sub(r"\s*([(),])\s*", r"\1", re.sub(r'[\s"]+', " ", sql)).strip() for name, sql in found}


def test_the_indexes_are_the_same_as_text_expressions_and_conditions_included(migrated: sqlite3.Connection) -> None:
    made = sa.create_engine("sqlite://")
    model.metadata.create_all(made)
    with made.connect() as connection:
        raw: Any = connection.connection.driver_connection
        expected = statements(raw, "index")
    made.dispose()
    found = statements(migrated, "index")
    assert found == expected
    assert set(found) > BY_TEXT


def test_generated_columns_and_checks_are_the_same_as_text(migrated: sqlite3.Connection) -> None:
    made = sa.create_engine("sqlite://")
    model.metadata.create_all(made)
    with made.connect() as connection:
        raw: Any = connection.connection.driver_connection
        expected = {name: parts(sql) for name, sql in statements(raw, "table").items()}
    made.dispose()
    found = {name: parts(sql) for name, sql in statements(migrated, "table").items() if name != "alembic_version"}
    assert found == expected


def parts(sql: str) -> list[str]:
    """A table's columns and constraints in any order, each without needless spaces."""
    inside = sql[sql.index("(") + 1 : sql.rindex(")")]
    return sorted(re.split(r",(?![^(]*\))", inside))


def test_the_triggers_are_the_first_migrations(migrated: sqlite3.Connection) -> None:
    expected = {sql.split()[2]: re.sub(r"\s+", " ", sql) for sql in FIRST.TRIGGERS}
    assert statements(migrated, "trigger") == expected
    assert set(expected) == {"measure_made", "measure_gone", "report_made", "report_gone"}


def test_head_and_revisions_are_the_folder() -> None:
    config = Config()
    config.set_main_option("script_location", "store:migrations")
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == db.HEAD
    assert tuple(step.revision for step in script.walk_revisions())[::-1] == db.REVISIONS


@pytest.mark.parametrize("kind", KINDS)
def test_a_records_fields_are_its_tables_columns(kind: str) -> None:
    columns = {column.name: column for column in sa.inspect(TABLE[kind]).local_table.columns}  # type: ignore[index]
    assert set(FIELDS[kind]) == set(columns) - DERIVED  # type: ignore[index]
    types = {"text": (sa.String, sa.Text, AutoString), "date": (sa.Date,), "int": (sa.Integer,), "bool": (sa.Boolean,)}
    for name, type_ in FIELDS[kind].items():  # type: ignore[index]
        assert isinstance(columns[name].type, types[type_]), name
    references = {key.parent.name: key.column.table.name for column in columns.values() for key in column.foreign_keys}
    parent = PARENT.get(kind)  # type: ignore[call-overload]
    if parent is not None:
        assert references[parent[1]] == parent[0]


@pytest.mark.parametrize("kind", KINDS)
def test_defaults_are_the_tables_defaults(kind: str) -> None:
    table = TABLE[kind]  # type: ignore[index]
    for name in FIELDS[kind]:  # type: ignore[index]
        field = table.model_fields[name]
        if not field.is_required():
            assert field.default == DEFAULTS[kind].get(name), name  # type: ignore[index]
        else:
            assert name not in DEFAULTS[kind], name  # type: ignore[index]


def test_the_counters_follow_what_is_made_and_taken_back(small: Path) -> None:
    from store import commands, undo
    from store.record import Record

    assert world.field(small, world.ITEM, "measures", "item") == 1
    more = Record("measure", f"{world.ITEM}/training", {"item_key": world.ITEM, "heading": "研修"})
    report = Record(
        "report", f"{world.GUIDANCE}/report-1", {"guidance_key": world.GUIDANCE, "dated_on": date(2023, 10, 31)}
    )
    commands.create(small, world.act(), [more, report])
    assert world.field(small, world.ITEM, "measures", "item") == 2
    assert world.field(small, world.GUIDANCE, "reports", "guidance") == 1
    undo.undo(small, world.act())
    assert world.field(small, world.ITEM, "measures", "item") == 1
    assert world.field(small, world.GUIDANCE, "reports", "guidance") == 0
    undo.redo(small, world.act())
    assert world.field(small, world.ITEM, "measures", "item") == 2
    assert world.field(small, world.GUIDANCE, "reports", "guidance") == 1
