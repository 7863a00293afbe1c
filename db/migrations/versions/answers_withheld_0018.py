"""What an efficiency complaint gave the knowledge base is withheld, with the words it is found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KIND = 7  # of answers among what is searched
OF_COMPLAINTS = (
    "SELECT a.id FROM answers a JOIN orders o ON o.order_number = a.order_number"
    " WHERE o.secrecy = '效能投诉保密'"
)


def upgrade() -> None:
    withheld: sa.Column[bool] = sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("answers", withheld)
    op.execute(f"UPDATE answers SET withheld = true WHERE id IN ({OF_COMPLAINTS})")  # noqa: S608 - nothing of it comes from outside
    which = f"kind = {KIND} AND id IN ({OF_COMPLAINTS})"
    op.execute(f"DELETE FROM search_pairs WHERE {which}")  # noqa: S608 - nothing of it comes from outside
    op.execute(f"UPDATE search_texts SET words = '', tails = '', initials = '' WHERE {which}")  # noqa: S608 - nothing of it comes from outside


def downgrade() -> None:
    op.drop_column("answers", "withheld")
