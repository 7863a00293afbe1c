"""Questions answered later are destroyed as papers are: the rules laid down with this upgrade clear them."""

from __future__ import annotations

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change no table: the rules of a server are laid down anew with every upgrade."""


def downgrade() -> None:
    """Leave the tables as they are."""
