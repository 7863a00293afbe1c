"""Two digits are filed with what follows them: there are too few pairs of digits to tell numbers apart."""

from __future__ import annotations

import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SHIFT = 21  # bits of a character
RUNS_FROM = -200 << SHIFT
RUNS = re.compile(r"(?=([0-9]{2}.))", re.DOTALL)
PAIRS = re.compile(r"(?=([0-9]{2}))")
LOT = 2000
TEXTS = sa.text(
    "SELECT kind, id, words, initials FROM search_texts WHERE (kind, id) > (:kind, :id)"
    " ORDER BY kind, id LIMIT :lot"
)
FILE = sa.text("INSERT INTO search_pairs (kind, pair, id) VALUES (:kind, :pair, :id) ON CONFLICT DO NOTHING")
KINDS = "SELECT DISTINCT kind FROM search_texts"
DROP = sa.text("DELETE FROM search_pairs WHERE kind = :kind AND pair = :pair")
DROP_RUNS = sa.text("DELETE FROM search_pairs WHERE kind = :kind AND pair BETWEEN :first AND :last")


def run_key(run: str) -> int:
    return RUNS_FROM + (int(run[:2]) << SHIFT) + ord(run[2])


def pair_key(pair: str) -> int:
    return ord(pair[0]) << SHIFT | ord(pair[1])


def file_anew(found: re.Pattern[str], key_of: Callable[[str], int]) -> None:
    connection, after = op.get_bind(), {"kind": -1, "id": 0}
    while rows := connection.execute(TEXTS, {**after, "lot": LOT}).all():
        filed = [
            {"kind": row.kind, "pair": pair, "id": row.id}
            for row in rows
            for pair in sorted(set(map(key_of, found.findall((row.words or "") + (row.initials or "")))))
        ]
        if filed:
            connection.execute(FILE, filed)
        after = {"kind": rows[-1].kind, "id": rows[-1].id}


def upgrade() -> None:
    connection = op.get_bind()
    two = [pair_key(f"{number:02}") for number in range(100)]
    gone = [
        {"kind": kind, "pair": pair} for kind in connection.execute(sa.text(KINDS)).scalars() for pair in two
    ]
    if gone:
        connection.execute(DROP, gone)
    file_anew(RUNS, run_key)


def downgrade() -> None:
    connection = op.get_bind()
    for kind in connection.execute(sa.text(KINDS)).scalars().all():
        connection.execute(DROP_RUNS, {"kind": kind, "first": RUNS_FROM, "last": RUNS_FROM + (100 << SHIFT)})
    file_anew(PAIRS, pair_key)
