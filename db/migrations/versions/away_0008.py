"""Indices that the figures of absences and first contacts are counted from."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDICES = {
    "ix_contacts_registered": (
        "contacts",
        ["registered_at", "division_id", "first_id", "outcome", "state", "handed_on"],
    ),
    "ix_contacts_handed": ("contacts", ["handed_on"]),
    "ix_segments_held": ("segments", ["staff_id", "due_on"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDICES.items():
        op.create_index(name, table, columns, unique=False)


def downgrade() -> None:
    for name, (table, _columns) in INDICES.items():
        op.drop_index(name, table)
