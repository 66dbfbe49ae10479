"""The register: cases, entities, guidance, items, measures, milestones, and the log of batches and changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

LANE = "CASE status WHEN 'reported' THEN 1 WHEN 'verified' THEN 2 WHEN 'withdrawn' THEN 2 ELSE 0 END"
LANE_ON = (
    "CASE status WHEN 'reported' THEN reported_on WHEN 'verified' THEN NULL WHEN 'withdrawn' THEN NULL ELSE due_on END"
)
# Expression indexes, which alembic can neither reflect nor compare; a test compares them as text.
INDEXES = (
    "CREATE INDEX ix_milestone_work ON milestone (lane, lane_on, persons DESC, key, status, entity_key)",
    "CREATE INDEX ix_milestone_officer ON milestone (officer, lane, lane_on, persons DESC, key) "
    "WHERE officer IS NOT NULL",
    "CREATE INDEX ix_milestone_returned ON milestone (persons DESC, key, officer, entity_key) "
    "WHERE status = 'returned'",
)
# What is counted or carried for the worklist's indexes; derived, and so unknown to the log.
TRIGGERS = (
    """CREATE TRIGGER measure_made AFTER INSERT ON measure BEGIN
    UPDATE item SET measures = measures + 1 WHERE key = new.item_key; END""",
    """CREATE TRIGGER measure_gone AFTER DELETE ON measure BEGIN
    UPDATE item SET measures = measures - 1 WHERE key = old.item_key; END""",
    """CREATE TRIGGER report_made AFTER INSERT ON report BEGIN
    UPDATE guidance SET reports = reports + 1 WHERE key = new.guidance_key; END""",
    """CREATE TRIGGER report_gone AFTER DELETE ON report BEGIN
    UPDATE guidance SET reports = reports - 1 WHERE key = old.guidance_key; END""",
)


def _desk() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("officer", sa.String(), nullable=True),
        sa.Column("next_check_on", sa.Date(), nullable=True),
    )


def upgrade() -> None:
    """Make every table, index and trigger."""
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("report_key", sa.String(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
    )
    op.create_index("ix_batch_effective_on", "batch", ["effective_on"])
    op.create_index("ix_batch_undoes", "batch", ["undoes"])

    op.create_table(
        "case",
        *_desk(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_case"),
        sa.UniqueConstraint("key", name="uq_case_key"),
    )

    op.create_table(
        "entity",
        *_desk(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
        sa.UniqueConstraint("key", name="uq_entity_key"),
    )

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("old", sa.String(), nullable=True),
        sa.Column("new", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_change_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
    )
    op.create_index("ix_change_batch_id", "change", ["batch_id"])
    op.create_index("ix_change_record", "change", ["key", "kind"])

    op.create_table(
        "guidance",
        *_desk(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("entity_key", sa.Text(), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("law", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("report_due_on", sa.Date(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("persons_text", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("reports", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["case.key"], name="fk_guidance_case_key"),
        sa.ForeignKeyConstraint(["entity_key"], ["entity.key"], name="fk_guidance_entity_key"),
        sa.PrimaryKeyConstraint("id", name="pk_guidance"),
        sa.UniqueConstraint("key", name="uq_guidance_key"),
    )
    op.create_index("ix_guidance_case_key", "guidance", ["case_key"])
    op.create_index("ix_guidance_entity_key", "guidance", ["entity_key"])

    op.create_table(
        "watch",
        *_desk(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_key"], ["case.key"], name="fk_watch_case_key"),
        sa.PrimaryKeyConstraint("id", name="pk_watch"),
        sa.UniqueConstraint("key", name="uq_watch_key"),
    )
    op.create_index("ix_watch_case_key", "watch", ["case_key"])

    op.create_table(
        "item",
        *_desk(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("guidance_key", sa.Text(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("guided", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("measures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["guidance_key"], ["guidance.key"], name="fk_item_guidance_key"),
        sa.PrimaryKeyConstraint("id", name="pk_item"),
        sa.UniqueConstraint("key", name="uq_item_key"),
    )
    op.create_index("ix_item_awaiting", "item", ["guidance_key"], sqlite_where=sa.text("measures = 0 AND guided = 1"))
    op.create_index("ix_item_guidance_key", "item", ["guidance_key"])

    op.create_table(
        "report",
        *_desk(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("guidance_key", sa.Text(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["guidance_key"], ["guidance.key"], name="fk_report_guidance_key"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("key", name="uq_report_key"),
    )
    op.create_index("ix_report_guidance_key", "report", ["guidance_key"])
    op.create_index("ix_report_sha256", "report", ["sha256"])

    op.create_table(
        "measure",
        *_desk(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["item_key"], ["item.key"], name="fk_measure_item_key"),
        sa.PrimaryKeyConstraint("id", name="pk_measure"),
        sa.UniqueConstraint("key", name="uq_measure_key"),
    )
    op.create_index("ix_measure_item_key", "measure", ["item_key"])

    op.create_table(
        "milestone",
        *_desk(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("measure_key", sa.Text(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_text", sa.String(), nullable=True),
        sa.Column("due_approx", sa.Boolean(), nullable=False),
        sa.Column("due_inferred", sa.Boolean(), nullable=False),
        sa.Column("original_due_on", sa.Date(), nullable=True),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("revised_days", sa.Integer(), nullable=False),
        sa.Column("recurrence", sa.String(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("quantity_done", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_by", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("entity_key", sa.Text(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("lane", sa.Integer(), sa.Computed(LANE, persisted=False), nullable=True),
        sa.Column("lane_on", sa.Text(), sa.Computed(LANE_ON, persisted=False), nullable=True),
        sa.CheckConstraint(
            "status = 'planned' OR status = 'in_progress' OR status = 'reported' OR status = 'verified' "
            "OR status = 'returned' OR status = 'withdrawn'",
            name=op.f("ck_milestone_status"),
        ),
        sa.ForeignKeyConstraint(["entity_key"], ["entity.key"], name="fk_milestone_entity_key"),
        sa.ForeignKeyConstraint(["measure_key"], ["measure.key"], name="fk_milestone_measure_key"),
        sa.PrimaryKeyConstraint("id", name="pk_milestone"),
        sa.UniqueConstraint("key", name="uq_milestone_key"),
    )
    op.create_index("ix_milestone_measure_key", "milestone", ["measure_key"])

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("milestone_key", sa.Text(), nullable=False),
        sa.Column("revised_on", sa.Date(), nullable=False),
        sa.Column("before_on", sa.Date(), nullable=True),
        sa.Column("after_on", sa.Date(), nullable=True),
        sa.Column("before_text", sa.String(), nullable=True),
        sa.Column("after_text", sa.String(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["milestone_key"], ["milestone.key"], name="fk_revision_milestone_key"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("key", name="uq_revision_key"),
    )
    op.create_index("ix_revision_milestone_key", "revision", ["milestone_key"])

    for statement in (*INDEXES, *TRIGGERS):
        op.execute(statement)
