"""Tallies of work orders: how many there are of each kind, kept by the archive's own triggers.

A file's one writer counts on in place. On a server nobody waits for another's tally: every change is put down
beside it (``slot``), and folded in now and then by whoever comes by while no other folds.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Column, Index, Integer, SmallInteger, Table, Text
from sqlalchemy import text as sa_text

from db.models.columns import Day, Key, metadata

HEAD = 8  # characters with which an order's number begins
NO_MONTH = date(9999, 12, 1)  # of what has no day
BY_ORDER = ("order_tallies_added", "order_tallies_changed")  # the triggers that count orders themselves
_DELTA = sa_text("slot > 0")
_PARTS = (
    "tally", "on_day", "lead_id", "division_id", "share_id", "held_id", "order_type", "state", "topic", "whole",
)  # fmt: skip

# One row for each kind that occurs; 0, '' and 9999-12-31 stand where a part says nothing.
# all: every order. kind: also by type, state, topic. arrived, answer, sent: by month of arrival, of the
# day due, of dispatch. number: by how its number begins, kept as topic.
# held: what somebody holds, by division and state. due: by its day. supervised: what is under supervision.
# share_id counts the order once more for each co-handling division that is neither the lead nor the receiver.
tally_rows = Table(
    "order_tallies",
    metadata,
    Column("tally", Text, primary_key=True),
    Column("on_day", Day, primary_key=True),
    Column("lead_id", Key, primary_key=True, autoincrement=False),
    Column("division_id", Key, primary_key=True, autoincrement=False),
    Column("share_id", Key, primary_key=True, autoincrement=False),
    Column("held_id", Key, primary_key=True, autoincrement=False),
    Column("order_type", Text, primary_key=True),
    Column("state", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("whole", SmallInteger, primary_key=True, autoincrement=False),
    Column("slot", BigInteger, primary_key=True, autoincrement=False),
    Column("items", Integer, nullable=False),
    Index("ix_order_tallies_slot", "slot", sqlite_where=_DELTA, postgresql_where=_DELTA),
    sqlite_with_rowid=False,
)

_KINDS = " UNION ALL ".join(
    f"SELECT '{name}' AS tally"
    for name in ("all", "kind", "arrived", "answer", "sent", "number", "held", "due", "supervised")
)
_OF_ALL = "'all', 'kind', 'arrived', 'answer', 'sent', 'number'"
_AS_THEY_ARE = (
    "division_id", "lead_id", "held_division_id", "held_due_on", "state", "order_type", "topic", "secrecy",
    "supervisions",
)  # fmt: skip
_BY_MONTH = ("due_on", "arrived_at", "dispatched_at")
_CHANGES = (*_AS_THEY_ARE, *_BY_MONTH)
_SHARES = (
    "(SELECT 0 AS share_id UNION SELECT s.division_id FROM order_shares s WHERE s.order_id = {row}.id"
    " AND s.division_id <> {row}.division_id AND s.division_id <> coalesce({row}.lead_id, 0)) b"
)
_NEW_SHARE = (
    "r.id = NEW.order_id AND NEW.division_id <> r.division_id AND NEW.division_id <> coalesce(r.lead_id, 0)"
    " AND NOT EXISTS (SELECT 1 FROM order_shares s WHERE s.order_id = NEW.order_id"
    " AND s.division_id = NEW.division_id AND s.id < NEW.id)"
)
_MONTHS = {
    "sqlite": "(substr({}, 1, 7) || '-01')",
    "postgresql": "date_trunc('month', {}::timestamp)::date",
}
_INTO = f"({', '.join(_PARTS)}, slot, items) SELECT {', '.join(_PARTS)}"
_PUT_DOWN = f"INSERT INTO order_tallies {_INTO}"
_SUMMED = f"GROUP BY {', '.join(_PARTS)} HAVING sum(items) <> 0"
_ADD_UP = f"ON CONFLICT ({', '.join(_PARTS)}, slot) DO UPDATE SET items = order_tallies.items + excluded.items"
_FOLD = f"""IF mod(beside, 64) = 0 AND pg_try_advisory_xact_lock(1163225442, 1) THEN
    WITH gone AS (DELETE FROM order_tallies t WHERE t.slot > 0 RETURNING t.*)
    {_PUT_DOWN}, 0, sum(items) FROM gone {_SUMMED} {_ADD_UP};
  END IF"""  # noqa: S608 - nothing of it comes from outside


def tallies(dialect: str) -> tuple[str, ...]:
    """Return the statements that set up the triggers on ``sqlite`` or ``postgresql``."""
    return _in_file() if dialect == "sqlite" else _on_server()


def so_far(dialect: str) -> str:
    """Return the statement that counts anew what there is, where no tallies are kept yet."""
    beside = "(SELECT DISTINCT order_id, division_id AS share_id FROM order_shares) b"
    other = "b.order_id = r.id AND b.share_id <> r.division_id AND b.share_id <> coalesce(r.lead_id, 0)"
    every = _counted("r", 1, "orders r, (SELECT 0 AS share_id) b", month=_MONTHS[dialect])
    shared = _counted("r", 1, f"orders r, {beside}", month=_MONTHS[dialect], where=other)
    return f"{_PUT_DOWN}, 0, sum(items) FROM ({every} UNION ALL {shared}) x WHERE true {_SUMMED}"


def of_new(dialect: str) -> str:
    """Return the statement that counts the orders with a key beyond ``:last``, which have no shares yet."""
    rows = _alike("orders WHERE id > :last", month=_MONTHS[dialect])
    return f"{_PUT_DOWN}, 0, sum(items) FROM ({rows}) x WHERE true {_SUMMED} {_ADD_UP}"


def _alike(new: str, *, month: str) -> str:
    """Return SQL for the kinds of orders without shares; such as are alike in all that counts come together."""
    head = f"substr(order_number, 1, {HEAD}) AS order_number"
    alike = (*_AS_THEY_ARE, head, *(f"{month.format(name)} AS {name}" for name in _BY_MONTH))
    places = ", ".join(str(place + 1) for place in range(len(alike)))
    source = (
        f"(SELECT {', '.join(alike)}, count(*) AS many FROM {new} GROUP BY {places}) r,"  # noqa: S608 - nothing of it comes from outside
        " (SELECT 0 AS share_id) b"
    )
    return _counted("r", "r.many", source, month=month)


def _counted(row: str, sign: int | str, source: str, *, month: str, where: str = "") -> str:
    """Return SQL for the kinds that a row counts among, once for each ``b.share_id`` of the source."""
    return f"""SELECT k.tally, CASE k.tally
      WHEN 'arrived' THEN {month.format(f"{row}.arrived_at")}
      WHEN 'answer' THEN coalesce({month.format(f"{row}.due_on")}, {month.format("'9999-12-01'")})
      WHEN 'sent' THEN coalesce({month.format(f"{row}.dispatched_at")}, {month.format("'9999-12-01'")})
      WHEN 'due' THEN coalesce({row}.held_due_on, '9999-12-31') ELSE '9999-12-31' END AS on_day,
    coalesce({row}.lead_id, 0) AS lead_id, {row}.division_id, b.share_id,
    CASE k.tally WHEN 'held' THEN {row}.held_division_id ELSE 0 END AS held_id,
    CASE k.tally WHEN 'kind' THEN {row}.order_type ELSE '' END AS order_type,
    CASE WHEN k.tally IN ('kind', 'held') THEN {row}.state ELSE '' END AS state,
    CASE k.tally WHEN 'kind' THEN coalesce({row}.topic, '')
      WHEN 'number' THEN substr({row}.order_number, 1, {HEAD}) ELSE '' END AS topic,
    CASE {row}.secrecy WHEN '效能投诉保密' THEN 1 ELSE 0 END AS whole, {sign} AS items
    FROM ({_KINDS}) k, {source} WHERE {where or "true"} AND (k.tally IN ({_OF_ALL})
      OR {row}.held_division_id IS NOT NULL AND (k.tally <> 'supervised' OR {row}.supervisions > 0))"""  # noqa: S608 - nothing of it comes from outside


def _in_file() -> tuple[str, ...]:
    """Return the triggers that count on in place."""
    month = _MONTHS["sqlite"]

    def count(row: str, sign: int) -> str:
        return _counted(row, sign, _SHARES.format(row=row), month=month)

    shared = _counted("r", 1, "orders r, (SELECT NEW.division_id AS share_id) b", month=month, where=_NEW_SHARE)
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _CHANGES)
    triggers = (
        ("order_tallies_added", "INSERT ON orders FOR EACH ROW", count("NEW", 1)),
        (
            "order_tallies_changed",
            f"UPDATE ON orders FOR EACH ROW WHEN {changed}",
            f"{count('NEW', 1)} UNION ALL {count('OLD', -1)}",
        ),
        ("order_tallies_shared", "INSERT ON order_shares FOR EACH ROW", shared),
    )
    return tuple(
        f"CREATE TRIGGER {name} AFTER {event} BEGIN INSERT INTO order_tallies {_INTO}, 0, sum(items)"
        f" FROM ({rows}) WHERE true {_SUMMED} {_ADD_UP}; END"
        for name, event, rows in triggers
    )


def _on_server() -> tuple[str, ...]:
    """Return the triggers that put a statement's changes down beside, and fold some of them in."""
    month = _MONTHS["postgresql"]
    shares = f"CROSS JOIN LATERAL {_SHARES.format(row='r')}"
    fields = ", ".join(f"{{0}}.{name}" for name in _CHANGES)
    differs = f"ON o.id = r.id AND ({fields.format('o')}) IS DISTINCT FROM ({fields.format('r')})"
    added = _alike("after", month=month)
    changed = " UNION ALL ".join(
        _counted("r", sign, f"{now} r JOIN {then} o {differs} {shares}", month=month)
        for sign, now, then in ((1, "after", "before"), (-1, "before", "after"))
    )
    shared = _counted(
        "r",
        1,
        "orders r CROSS JOIN LATERAL (SELECT NEW.division_id AS share_id) b",
        month=month,
        where=_NEW_SHARE,
    )
    new, both = "REFERENCING NEW TABLE AS after", "REFERENCING OLD TABLE AS before NEW TABLE AS after"
    triggers = (
        ("order_tallies_added", f"INSERT ON orders {new} FOR EACH STATEMENT", added),
        ("order_tallies_changed", f"UPDATE ON orders {both} FOR EACH STATEMENT", changed),
        ("order_tallies_shared", "INSERT ON order_shares FOR EACH ROW", shared),
    )
    made = [
        statement
        for name, event, rows in triggers
        for statement in (
            f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE beside bigint := nextval('order_tally_slots');
BEGIN
  {_PUT_DOWN}, beside, sum(items) FROM ({rows}) x {_SUMMED};
  {_FOLD};
  RETURN NULL;
END $$""",
            f"CREATE TRIGGER {name} AFTER {event} EXECUTE FUNCTION {name}()",
        )
    ]
    return "CREATE SEQUENCE order_tally_slots", *made
