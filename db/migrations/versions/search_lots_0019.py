"""Of orders that came together, all that have a pair of characters are filed in one row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

APART = {
    "sqlite": (
        "INSERT INTO search_pairs (kind, pair, id) SELECT l.kind, l.pair, l.first + p.value"
        " FROM search_lots l, json_each('[' || trim(l.places, ',') || ']') p"
    ),
    "postgresql": (
        "INSERT INTO search_pairs (kind, pair, id) SELECT l.kind, l.pair, l.first + p.place"
        " FROM search_lots l, unnest(string_to_array(trim(l.places, ','), ',')::bigint[]) AS p (place)"
    ),
}


def upgrade() -> None:
    op.create_table(
        "search_lots",
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pair", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "first", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "pair", "first", name=op.f("pk_search_lots")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """File every order by itself again."""
    connection = op.get_bind()
    connection.exec_driver_sql(APART[connection.dialect.name])
    op.drop_table("search_lots")
