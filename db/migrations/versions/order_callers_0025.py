"""Who called in a confidential order lies apart from it, with what the search knows of him and what changed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PARTS = {
    "name": "caller", "telephone": "telephone", "certificate": "certificate", "address": "address",
    "anonymous": "anonymous", "extra": "extra",
}  # fmt: skip
CONFIDENTIAL = "secrecy <> '不保密'"
# Of what a table corrects, these tell nobody who called; columns of others may.
TELLS_NOBODY = {
    "工单编号", "平台流水号", "查询码", "来源渠道", "诉求类型", "紧急程度", "是否匿名", "是否保密", "事发地点",
    "标题", "诉求内容", "诉求目的", "业务分类", "来电时间", "市中心派单时间", "市中心要求时限", "工单状态",
    "主办单位", "分派时间", "办理时限", "签收时间", "经办人", "首次联系诉求人时间", "答复内容", "处理依据",
    "办理结果", "办结时间", "回访时间", "满意度", "是否解决",
}  # fmt: skip
UNTOLD = "（按规定保密）"
KEPT = "工单的办理记录不得改动或删除"
CORRECTED = sa.text(
    "SELECT id, order_id, fields FROM order_records WHERE kind = '更正' AND fields LIKE '%\"changes\":%'"
)
LOT = 2000
SPAN = 20_000
END = "\n"
SHIFT = 21
RUNS_FROM = -200 << SHIFT
RUNS = re.compile(r"(?=([0-9]{2}.))", re.DOTALL)
SHORTEST_TAIL = 4
TWO_DIGITS = re.compile(r"[0-9]{2}")
BETWEEN_TELEPHONES = re.compile(r"[^0-9()+\-]+")
TEXT = "SELECT kind, id, words, tails, initials FROM search_texts"
HIDDEN = sa.text(
    "SELECT o.id, o.secrecy, o.handler_name, c.name, c.telephone FROM orders o"
    " JOIN order_callers c ON c.order_id = o.id WHERE o.id > :after ORDER BY o.id LIMIT :lot"
)
THESE = sa.text(f"{TEXT} WHERE kind IN (5, 6, 8) AND id BETWEEN :first AND :last")
SET_TEXT = sa.text(
    "UPDATE search_texts SET words = :words, tails = :tails, initials = :initials WHERE kind = 5 AND id = :id"
)
ADD_TEXT = sa.text(
    "INSERT INTO search_texts (kind, id, words, tails, initials) VALUES (8, :id, :words, :tails, :initials)"
)
FILE = sa.text("INSERT INTO search_pairs (kind, pair, id) VALUES (:kind, :pair, :id) ON CONFLICT DO NOTHING")
UNFILE = sa.text("DELETE FROM search_pairs WHERE kind = 5 AND pair = :pair AND id = :id")
LEAVE_LOT = sa.text(
    "UPDATE search_lots SET places = replace(places, ',' || (:id - first) || ',', ','), many = many - 1"
    " WHERE kind = 5 AND pair = :pair AND first BETWEEN :id - :span AND :id"
    " AND places LIKE '%,' || (:id - first) || ',%'"
)
OF_SECRETS = (
    'DELETE FROM requests WHERE answer LIKE \'%app.hotline.models:Secrecy","is":"CALLER%\''
    ' OR answer LIKE \'%app.hotline.models:Secrecy","is":"WHOLE%\''
)


class Text(NamedTuple):
    words: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()

    def pairs(self) -> set[int]:
        words, initials = ended(self.words), ended(self.initials)
        two = {one + other for said in (words, initials) for one, other in pairwise(said)}
        two = {pair for pair in two if pair[0] != END and not TWO_DIGITS.fullmatch(pair)}
        runs = (RUNS_FROM + (int(run[:2]) << SHIFT) + ord(run[2]) for run in RUNS.findall(words + initials))
        ends = (-1 - int(tail[-4:]) for tail in self.tails if len(tail) >= SHORTEST_TAIL)
        return {ord(pair[0]) << SHIFT | ord(pair[1]) for pair in two} | {*runs} | {*ends}

    def row(self, key: int) -> dict[str, Any]:
        return {"id": key} | {name: ended(said) for name, said in self._asdict().items()}


def ended(pieces: Iterable[str]) -> str:
    return "".join(piece + END for piece in pieces)


def text_of(row: Any) -> Text:
    return Text(*(tuple((said or "").split(END)[:-1]) for said in (row.words, row.tails, row.initials)))


def folded(text: str | None) -> str:
    said = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text or "").casefold())
    for bracket, plain in (("〔", "["), ("【", "["), ("〕", "]"), ("】", "]")):
        said = said.replace(bracket, plain)
    return " ".join(said.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").split())


def without(pieces: tuple[str, ...], gone: Iterable[str]) -> tuple[str, ...]:
    left_out = set(gone)
    return tuple(piece for piece in pieces if piece not in left_out)


def parted(order: Any, every: Text, hidden: Text) -> tuple[Text, Text]:
    """Return what an order is found by without its caller, and what by him."""
    name = folded(order.name)
    numbers = {re.sub("[^0-9]", "", each) for each in BETWEEN_TELEPHONES.split(folded(order.telephone))}
    of_name = tuple(piece for piece in every.words if piece == name)
    tails = tuple(each for each in every.tails if each in numbers)
    if order.secrecy == "诉求人信息保密":
        initials = without(every.initials, hidden.initials) or (every.initials if of_name else ())
        return hidden, Text(of_name, tails, initials)
    words = every.words if name == folded(order.handler_name) else without(every.words, of_name)
    return Text(words, without(every.tails, tails)), Text(of_name, tails, every.initials)


def filed(kind: int, key: int, pairs: Iterable[int]) -> list[dict[str, int]]:
    return [{"kind": kind, "id": key, "pair": pair} for pair in sorted(pairs)]


def upgrade() -> None:
    make_tables()
    names, columns = ", ".join(PARTS), ", ".join(PARTS.values())
    op.execute(
        f"INSERT INTO order_callers (order_id, {names}) SELECT id, {columns} FROM orders WHERE {CONFIDENTIAL}"  # noqa: S608 - nothing of it comes from outside
    )
    op.execute(
        "UPDATE orders SET caller = '', telephone = '', certificate = '', address = '', anonymous = false,"  # noqa: S608 - nothing of it comes from outside
        f" extra = NULL WHERE {CONFIDENTIAL}"
    )
    op.execute(sa.text(OF_SECRETS.replace(":", r"\:")))
    let_go("order_records_update", "order_records")
    lay_changes_apart()
    guard("order_records_update", "UPDATE ON order_records")
    guard("order_changes_update", "UPDATE ON order_changes")
    guard("order_changes_delete", "DELETE ON order_changes")
    each_hidden(lay_apart)


def guard(name: str, event: str) -> None:
    refused = {
        "sqlite": f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
        "postgresql": f"EXECUTE FUNCTION keep_as_it_is('{KEPT}')",
    }[op.get_bind().dialect.name]
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW {refused}")


def let_go(name: str, table: str) -> None:
    of_table = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER {name}{of_table}")


def each_hidden(done: Any) -> None:
    connection, after = op.get_bind(), 0
    while orders := connection.execute(HIDDEN, {"after": after, "lot": LOT}).all():
        after = orders[-1].id
        rows = connection.execute(THESE, {"first": orders[0].id, "last": after})
        texts = {(row.kind, row.id): text_of(row) for row in rows}
        for order in orders:
            if (5, order.id) in texts:
                done(order, texts)


def lay_apart(order: Any, texts: dict[tuple[int, int], Text]) -> None:
    connection, every = op.get_bind(), texts[5, order.id]
    left, caller = parted(order, every, texts.get((6, order.id), Text()))
    connection.execute(SET_TEXT, left.row(order.id))
    connection.execute(ADD_TEXT, caller.row(order.id))
    gone = [{"id": order.id, "pair": pair, "span": SPAN} for pair in sorted(every.pairs() - left.pairs())]
    if gone:
        connection.execute(UNFILE, gone)
        connection.execute(LEAVE_LOT, gone)
    if pairs := filed(8, order.id, caller.pairs()):
        connection.execute(FILE, pairs)


def put_together(order: Any, texts: dict[tuple[int, int], Text]) -> None:
    connection, left = op.get_bind(), texts[5, order.id]
    caller = texts.get((8, order.id), Text())
    words, tails, initials = (
        tuple(dict.fromkeys((*mine, *others))) for mine, others in zip(caller, left, strict=True)
    )
    every = Text(words, tails, tuple(sorted(initials)))
    connection.execute(SET_TEXT, every.row(order.id))
    if pairs := filed(5, order.id, every.pairs() - left.pairs()):
        connection.execute(FILE, pairs)


def as_kept(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lay_changes_apart() -> None:
    connection = op.get_bind()
    for row in connection.execute(CORRECTED).all():
        fields = json.loads(row.fields)
        changes = fields["changes"]
        told = [
            each if each["field"] in TELLS_NOBODY else {**each, "before": UNTOLD, "after": UNTOLD}
            for each in changes
        ]
        if told == changes:
            continue
        kept = {"key": row.id, "of_order": row.order_id, "changes": as_kept(changes)}
        connection.execute(sa.text("INSERT INTO order_changes VALUES (:key, :of_order, :changes)"), kept)
        set_fields(row.id, {**fields, "changes": told})


def put_changes_back() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT r.id, r.fields, c.changes FROM order_records r JOIN order_changes c ON c.record_id = r.id"
        )
    )
    for row in rows.all():
        set_fields(row.id, {**json.loads(row.fields), "changes": json.loads(row.changes)})


def set_fields(key: int, fields: dict[str, Any]) -> None:
    words = {"key": key, "fields": as_kept(fields)}
    op.get_bind().execute(sa.text("UPDATE order_records SET fields = :fields WHERE id = :key"), words)


def make_tables() -> None:
    op.create_table(
        "order_callers",
        sa.Column("order_id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("certificate", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_callers_order_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_order_callers")),
    )
    op.create_index(op.f("ix_order_callers_name"), "order_callers", ["name"], unique=False)
    op.create_index(op.f("ix_order_callers_telephone"), "order_callers", ["telephone"], unique=False)
    op.create_table(
        "order_changes",
        sa.Column("record_id", KEY, autoincrement=False, nullable=False),
        sa.Column("order_id", KEY, nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["order_records.id"], name=op.f("fk_order_changes_record_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_changes_order_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_order_changes")),
    )
    op.create_index(op.f("ix_order_changes_order_id"), "order_changes", ["order_id"], unique=False)


def downgrade() -> None:
    each_hidden(put_together)
    op.execute("DELETE FROM search_pairs WHERE kind = 8")
    op.execute("DELETE FROM search_texts WHERE kind = 8")
    let_go("order_records_update", "order_records")
    put_changes_back()
    guard("order_records_update", "UPDATE ON order_records")
    back = ", ".join(
        f"{column} = (SELECT c.{name} FROM order_callers c WHERE c.order_id = orders.id)"  # noqa: S608 - nothing of it comes from outside
        for name, column in PARTS.items()
    )
    op.execute(f"UPDATE orders SET {back} WHERE id IN (SELECT order_id FROM order_callers)")  # noqa: S608 - nothing of it comes from outside
    op.drop_table("order_changes")
    op.drop_table("order_callers")
