"""Lists of work name no visitor of a confidential order any more; complaints are found by their handlers."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from alembic import op
from pypinyin import Style, pinyin

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

UNTOLD = "（按规定保密）"
END = "\n"
SHIFT = 21
VISITS = (
    "SELECT 'contact:' || c.id FROM contacts c JOIN orders o ON o.id = c.order_id WHERE o.secrecy <> '不保密'"
)
HUSH = f"UPDATE segments SET party = '{UNTOLD}' WHERE subject IN ({VISITS})"  # noqa: S608 - nothing of it comes from outside
TELL = (
    "UPDATE segments SET party = (SELECT c.visitor FROM contacts c WHERE 'contact:' || c.id = segments.subject)"  # noqa: S608 - nothing of it comes from outside
    f" WHERE party = '{UNTOLD}' AND subject IN ({VISITS})"
)
COMPLAINTS = sa.text(
    "SELECT o.id, o.handler_name, mine.initials, apart.initials AS every FROM orders o"
    " JOIN search_texts mine ON mine.kind = 5 AND mine.id = o.id"
    " JOIN search_texts apart ON apart.kind = 8 AND apart.id = o.id"
    " WHERE o.secrecy = '效能投诉保密' AND coalesce(o.handler_name, '') <> '' ORDER BY o.id"
)
SET_INITIALS = sa.text("UPDATE search_texts SET initials = :initials WHERE kind = 5 AND id = :id")
FILE = sa.text("INSERT INTO search_pairs (kind, pair, id) VALUES (5, :pair, :id) ON CONFLICT DO NOTHING")


def pieces(said: str | None) -> list[str]:
    return [piece for piece in (said or "").split(END) if piece]


def readings(name: str) -> list[set[str]]:
    """Return for each character of a name the first letters it may be read with."""
    read = pinyin(name, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return [{letter[:1] for letter in letters} for letters in read]


def of_handler(complaint: Any) -> list[str]:
    """Return the initials among those of handler and caller together that are read from the handler's name."""
    read = readings(complaint.handler_name)
    return [
        piece
        for piece in pieces(complaint.every)
        if len(piece) == len(read)
        and all(letter in letters for letter, letters in zip(piece, read, strict=True))
    ]


def upgrade() -> None:
    op.execute(HUSH)
    connection = op.get_bind()
    for complaint in connection.execute(COMPLAINTS).all():
        found = [*pieces(complaint.initials), *of_handler(complaint)]
        initials = "".join(piece + END for piece in sorted(dict.fromkeys(found)))
        if initials == (complaint.initials or ""):
            continue
        connection.execute(SET_INITIALS, {"id": complaint.id, "initials": initials})
        pairs = {ord(a) << SHIFT | ord(b) for a, b in pairwise(initials) if a != END}
        connection.execute(FILE, [{"id": complaint.id, "pair": pair} for pair in sorted(pairs)])


def downgrade() -> None:
    op.execute(TELL)
