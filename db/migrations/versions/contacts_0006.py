"""First contacts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDICES = {
    "ix_contacts_division_id": ["division_id"],
    "ix_contacts_first_id": ["first_id"],
    "ix_contacts_responsible_id": ["responsible_id"],
    "ix_contacts_case_id": ["case_id"],
    "ix_contacts_list": ["resp_division_id", "state"],
}
SENTENCE = "首问登记不得删除"


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", KEY, sa.Identity(always=False), nullable=False),
        sa.Column("contact_number", sa.Text(), nullable=False),
        sa.Column("division_id", KEY, nullable=False),
        sa.Column("division_name", sa.Text(), nullable=True),
        sa.Column("first_id", KEY, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("visitor", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("responsible_id", KEY, nullable=True),
        sa.Column("responsible_name", sa.Text(), nullable=True),
        sa.Column("resp_division_id", KEY, nullable=True),
        sa.Column("resp_division_name", sa.Text(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("call_words", sa.Text(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("major", sa.Boolean(), nullable=False),
        sa.Column("leader_id", KEY, nullable=True),
        sa.Column("leader_name", sa.Text(), nullable=True),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.Column("leader_opinion", sa.Text(), nullable=True),
        sa.Column("outside_organ", sa.Text(), nullable=True),
        sa.Column("outside_telephone", sa.Text(), nullable=True),
        sa.Column("guidance", sa.Text(), nullable=True),
        sa.Column("notice_number", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("case_id", KEY, nullable=True),
        sa.Column("case_number", sa.Text(), nullable=True),
        sa.Column("record_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["division_id"], ["divisions.id"], name=op.f("fk_contacts_division_id")),
        sa.ForeignKeyConstraint(["first_id"], ["staff.id"], name=op.f("fk_contacts_first_id")),
        sa.ForeignKeyConstraint(["responsible_id"], ["staff.id"], name=op.f("fk_contacts_responsible_id")),
        sa.ForeignKeyConstraint(
            ["resp_division_id"], ["divisions.id"], name=op.f("fk_contacts_resp_division_id")
        ),
        sa.ForeignKeyConstraint(["leader_id"], ["staff.id"], name=op.f("fk_contacts_leader_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_contacts_case_id")),
        sa.ForeignKeyConstraint(["record_id"], ["documents.id"], name=op.f("fk_contacts_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("contact_number", name=op.f("uq_contacts_contact_number")),
    )
    for name, columns in INDICES.items():
        op.create_index(name, "contacts", columns, unique=False)
    guard = "CREATE TRIGGER contacts_delete BEFORE DELETE ON contacts FOR EACH ROW"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{guard} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END")
    else:
        op.execute(f"{guard} EXECUTE FUNCTION keep_as_it_is('{SENTENCE}')")


def downgrade() -> None:
    op.drop_table("contacts")
    op.execute("DELETE FROM search_pairs WHERE kind = 4")
    op.execute("DELETE FROM search_texts WHERE kind = 4")
