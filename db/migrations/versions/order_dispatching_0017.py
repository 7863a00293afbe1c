"""An order that waits to be dispatched is due by the day of its dispatch, as the petition centre has it."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WAITS = (
    "UPDATE orders SET due_on = held_due_on"
    " WHERE state = '待分派' AND due_on IS NULL AND held_due_on IS NOT NULL"
)
PROVISIONAL = (
    "UPDATE orders SET provisional = true WHERE state = '待分派' AND id IN"
    " (SELECT CAST(substr(s.open_key, 7) AS INTEGER) FROM segments s"
    " WHERE substr(s.open_key, 1, 6) = 'order:' AND s.provisional)"
)


def upgrade() -> None:
    op.execute(WAITS)
    op.execute(PROVISIONAL)


def downgrade() -> None:
    """Leave the dates: an older program shows them and asks nothing of them."""
