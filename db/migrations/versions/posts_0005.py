"""Posts with A and B, and absences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Name, table, and the sentence.
GUARDS = (
    ("posts_delete", "posts", "岗位不得删除，只能停用"),
    ("absences_delete", "absences", "离岗记录不得删除"),
)


def upgrade() -> None:
    op.create_table(
        "posts",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("section_duties", sa.Text(), nullable=True),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("a_id", KEY, nullable=False),
        sa.Column("b_id", KEY, nullable=False),
        sa.Column("second_b_id", KEY, nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("approved_by_name", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "a_id <> b_id AND a_id <> second_b_id AND b_id <> second_b_id", name=op.f("ck_posts_once")
        ),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_posts_division_id")),
        sa.ForeignKeyConstraint(["a_id"], ["staff.id"], name=op.f("fk_posts_a_id")),
        sa.ForeignKeyConstraint(["b_id"], ["staff.id"], name=op.f("fk_posts_b_id")),
        sa.ForeignKeyConstraint(["second_b_id"], ["staff.id"], name=op.f("fk_posts_second_b_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    for column in ("division_id", "a_id", "b_id"):
        op.create_index(op.f(f"ix_posts_{column}"), "posts", [column], unique=False)
    op.create_table(
        "absences",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("staff_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sudden", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("until_at", sa.DateTime(), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("entered_by_id", KEY, nullable=False),
        sa.Column("entered_by_name", sa.Text(), nullable=True),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", KEY, nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("substitute_id", KEY, nullable=True),
        sa.Column("substitute_ground", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("substitute_id <> staff_id", name=op.f("ck_absences_other")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_absences_staff_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["staff.id"], name=op.f("fk_absences_entered_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_absences_decided_by_id")),
        sa.ForeignKeyConstraint(["substitute_id"], ["staff.id"], name=op.f("fk_absences_substitute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index("ix_absences_span", "absences", ["until_at", "starts_at"], unique=False)
    op.create_index("ix_absences_staff", "absences", ["staff_id", "starts_at"], unique=False)
    for name, table, sentence in GUARDS:
        if op.get_bind().dialect.name == "sqlite":
            body = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        else:
            body = f"EXECUTE FUNCTION keep_as_it_is('{sentence}')"
        op.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW {body}")


def downgrade() -> None:
    op.drop_table("absences")  # a table takes its triggers with it
    op.drop_table("posts")
