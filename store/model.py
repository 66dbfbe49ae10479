"""The tables. What each field means, in the words of the design; the log adds up to exactly these.

Keys are readable and stable, and are the foreign keys too, so that the log can be read without the tables. Dates are
calendar days. `lane` and `lane_on` are generated for the worklist's index, `measures` and `reports` are counted by
triggers (migrations): the log knows neither.
"""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, Computed, ForeignKey, Index, MetaData, Text
from sqlmodel import Field, SQLModel

from store.rules import STATUSES

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata


def _parent(table: str) -> Column[str]:
    """A foreign key by readable key, indexed, never cascading: nothing is deleted behind the log's back."""
    return Column(Text, ForeignKey(f"{table}.key"), nullable=False, index=True)


class Desk(SQLModel):
    """What the supervision office adds to any record."""

    note: str | None = None
    officer: str | None = None
    next_check_on: dt.date | None = None


class Case(Desk, table=True):
    """事案: what happened."""

    __tablename__ = "case"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str
    text: str = ""
    source: str | None = None


class Entity(Desk, table=True):
    """指導先: who was guided. `reading` is kana, for finding by reading; `kind` is a word for what it is."""

    __tablename__ = "entity"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    name: str
    name_en: str = ""
    reading: str = ""
    kind: str = ""


class Guidance(Desk, table=True):
    """指導: one act of guidance. `persons` is the number affected, `persons_text` the words that say so."""

    __tablename__ = "guidance"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    entity_key: str = Field(sa_column=_parent("entity"))
    case_key: str = Field(sa_column=_parent("case"))
    given_on: dt.date
    law: str = ""
    text: str = ""
    report_due_on: dt.date | None = None
    persons: int = 0
    persons_text: str | None = None
    source: str | None = None
    reports: int = Field(default=0, sa_column_kwargs={"server_default": sa.text("0")})


class Report(Desk, table=True):
    """改善状況報告書: a document received. `text` is what was read of it, `sha256` of its bytes."""

    __tablename__ = "report"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    guidance_key: str = Field(sa_column=_parent("guidance"))
    title: str = ""
    dated_on: dt.date | None = None
    received_on: dt.date | None = None
    name: str | None = None
    sha256: str | None = Field(default=None, index=True)
    text: str | None = None
    source: str | None = None


class Item(Desk, table=True):
    """指導事項: one thing the guidance asks for. `guided` is false where the paper says that it was not demanded."""

    __tablename__ = "item"
    __table_args__ = (Index("ix_item_awaiting", "guidance_key", sqlite_where=sa.text("measures = 0 AND guided = 1")),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    guidance_key: str = Field(sa_column=_parent("guidance"))
    number: str | None = None
    heading: str = ""
    text: str = ""
    guided: bool = True
    source: str | None = None
    measures: int = Field(default=0, sa_column_kwargs={"server_default": sa.text("0")})


class Measure(Desk, table=True):
    """改善策: what the entity promised against an item. `heading` is empty where the paper prints none."""

    __tablename__ = "measure"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    item_key: str = Field(sa_column=_parent("item"))
    heading: str = ""
    text: str = ""
    source: str | None = None


# Spelled out, for SQLite makes a table of an IN list's words anew for every row that it checks.
_STATUS = " OR ".join(f"status = '{word}'" for word in STATUSES)
# The worklist's order: 0 open by due date, 1 waiting for verification by the day of the claim, 2 closed.
_LANE = "CASE status WHEN 'reported' THEN 1 WHEN 'verified' THEN 2 WHEN 'withdrawn' THEN 2 ELSE 0 END"
_LANE_ON = (
    "CASE status WHEN 'reported' THEN reported_on WHEN 'verified' THEN NULL WHEN 'withdrawn' THEN NULL ELSE due_on END"
)


class Milestone(Desk, table=True):
    """期限・約束: one checkable promise, with at most one due date.

    `text` quotes the promise; `due_text` keeps the printed words of its date; `original_due_on` never changes.
    `done_on` is the day of completion that the entity claims, `reported_on` the day on which the claim reached the
    office. `recurrence` is an RFC 5545 rule or UNSTATED. `entity_key` and `persons` are carried from above for
    the index.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint(_STATUS, name="status"),
        Index("ix_milestone_work", "lane", "lane_on", sa.text("persons DESC"), "key", "status", "entity_key"),
        Index(
            "ix_milestone_officer",
            "officer",
            "lane",
            "lane_on",
            sa.text("persons DESC"),
            "key",
            sqlite_where=sa.text("officer IS NOT NULL"),
        ),
        Index(
            "ix_milestone_returned",
            sa.text("persons DESC"),
            "key",
            "officer",
            "entity_key",
            sqlite_where=sa.text("status = 'returned'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    measure_key: str = Field(sa_column=_parent("measure"))
    text: str = ""
    status: str = "planned"
    due_on: dt.date | None = None
    due_text: str | None = None
    due_approx: bool = False
    due_inferred: bool = False
    original_due_on: dt.date | None = None
    revisions: int = 0
    revised_days: int = 0
    recurrence: str | None = None
    quantity: int | None = None
    quantity_done: int | None = None
    unit: str | None = None
    done_on: dt.date | None = None
    reported_on: dt.date | None = None
    verified_on: dt.date | None = None
    verified_by: str | None = None
    method: str | None = None
    evidence: str | None = None
    returned_on: dt.date | None = None
    reason: str | None = None
    source: str | None = None
    entity_key: str = Field(sa_column=Column(Text, ForeignKey("entity.key"), nullable=False))
    persons: int = 0
    lane: int | None = Field(default=None, sa_column=Column("lane", sa.Integer, Computed(_LANE, persisted=False)))
    lane_on: str | None = Field(default=None, sa_column=Column("lane_on", Text, Computed(_LANE_ON, persisted=False)))


class Revision(SQLModel, table=True):
    """期限変更: one move of a due date, with its reason and its source. `days` is positive for a postponement."""

    __tablename__ = "revision"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    milestone_key: str = Field(sa_column=_parent("milestone"))
    revised_on: dt.date
    before_on: dt.date | None = None
    after_on: dt.date | None = None
    before_text: str | None = None
    after_text: str | None = None
    days: int | None = None
    reason: str
    source: str | None = None


class Watch(Desk, table=True):
    """注視事項: what a party that was not guided said it would do."""

    __tablename__ = "watch"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    case_key: str = Field(sa_column=_parent("case"))
    party: str
    text: str = ""
    due_on: dt.date | None = None
    due_text: str | None = None
    source: str | None = None


class Batch(SQLModel, table=True):
    """変更単位: everything that one action changed. `hash` chains this batch to the one before it."""

    __tablename__ = "batch"
    id: int | None = Field(default=None, primary_key=True)
    recorded_at: str
    effective_on: dt.date = Field(index=True)
    by: str
    action: str
    why: str = ""
    report_key: str | None = None
    undoes: int | None = Field(default=None, index=True)
    hash: str


class Change(SQLModel, table=True):
    """One field's move, or (field empty) one record's appearance or disappearance as JSON of its non-default fields."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "key", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batch.id", index=True)
    kind: str
    key: str
    field: str | None = None
    old: str | None = None
    new: str | None = None
