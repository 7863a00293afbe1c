"""Claims (领办) in the archive: who works on an order now; two people never hold one, and nobody waits.

A claim is a lease, no official act: signing for an order (签收) is one, with its ledger entry and its clock.
Who has an order open leaves no entry, and what he leaves open lapses. So a claim is one statement on one
narrow row, and a server may lose the last moment's where it falls: it does not wait for its disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy import (
    cast as sa_cast,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg

from app.hotline.models import OrderId
from app.hotline.queue import Claim, Footing, OrderQuery, OrderSort, QueueView
from app.office.models import OfficeSettings
from db.hotline.queue import chosen, sorted_by
from db.hotline.search import OrderIndex
from db.leases import Written, at_once, planned_anew
from db.models.columns import moment_text
from db.models.office import settings_rows
from db.models.orders import claim_rows, order_rows
from db.models.people import staff_rows
from db.people import IN_SERVICE
from db.plans import kept
from db.rows import INSERTS, AnyRow
from db.search.index import Match

_rows = claim_rows.c
_free = claim_rows.alias("free")
_ONE_ROW: Any = literal_column("1")  # written out: a plan that is kept knows it
_ASKED = "next order asked for"
_FILES = sqlite.dialect(paramstyle="named")
_SERVERS = cast("Any", psycopg.dialect)(paramstyle="numeric_dollar")
_LOOKED_AT, _SOONEST = "lapsed claims looked at", timedelta(seconds=1)
_NOBODY = {"staff_id": null(), "staff_name": null(), "since_at": null(), "until_at": null()}
_HELD = kept(
    select(claim_rows).where(
        _rows.order_id.in_(bindparam("orders", expanding=True)), _rows.until_at > bindparam("moment")
    )
)
_ONE = kept(select(claim_rows).where(_rows.order_id == bindparam("key")))
_RELEASE = kept(
    update(claim_rows)
    .where(_rows.order_id == bindparam("key"), _rows.staff_id == bindparam("staff"))
    .values(_NOBODY)
)
_LAPSED = (
    select(_free.c.order_id)
    .where(_free.c.staff_id.is_not(None), _free.c.until_at <= bindparam("moment"))
    .with_for_update(skip_locked=True)
)
_FREE_LAPSED = update(claim_rows).where(_rows.order_id.in_(_LAPSED)).values(_NOBODY)
# None stands in until a claim is known: the statement is written out before.
_TAKEN: dict[str, Any] = {
    "staff_id": bindparam("staff", None),
    "staff_name": bindparam("name", None),
    "since_at": bindparam("since", None),
    "until_at": bindparam("until", None),
}
_TAKEN_AS = frozenset({"staff", "name", "since", "until", "stood", "minutes"})
_CLAIMANT = exists().where(
    staff_rows.c.id == bindparam("staff", None), staff_rows.c.version == bindparam("stood", None), IN_SERVICE
)


class StoredClaims:
    """Claims over one connection; each is taken ``briefly``."""

    def __init__(
        self, connection: Connection, briefly: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        self._connection = connection
        self._briefly = briefly
        self._on_server = connection.dialect.name == "postgresql"

    def held(self, orders: Iterable[OrderId], at: datetime) -> Mapping[OrderId, Claim]:
        """Return the claims that hold at the moment."""
        rows = self._connection.execute(_HELD, {"orders": list(orders), "moment": at})
        return {OrderId(row.order_id): _claim(row) for row in rows}

    def claim(self, claim: Claim) -> Claim:
        """Take the order, or go on with it; return who holds it now, the claimant or another."""
        take, lease = _taking(self._connection.dialect.name), {"order": claim.order, **_lease(claim)}
        with self._briefly():
            while (taken := self._connection.execute(take, lease).first()) is None:
                held = self._connection.execute(_ONE, {"key": claim.order}).first()
                if held is not None and held.staff_id is not None:  # else it was let go meanwhile
                    return _claim(held)
            return replace(claim, since=taken.since_at)

    def claim_next(self, query: OrderQuery, claim: Claim, footing: Footing | None = None) -> OrderId | None:
        """Take the first that waits of a query and nobody holds (``claim.order`` ignored), never waiting.

        None too where the ``footing`` does not stand any more: it is looked at in the same statement.
        """
        take = self._next(query, footing)
        with self._briefly():
            looked_at = self._connection.info.get(_LOOKED_AT)
            if looked_at is None or abs(claim.since - looked_at) >= _SOONEST:
                self._free_lapsed(claim.since)
            taken = take(claim)
            if taken is None and self._free_lapsed(claim.since):
                taken = take(claim)
        return None if taken is None else OrderId(taken)

    def release(self, order: OrderId, staff: int) -> None:
        """Let an order go that the person held."""
        self._connection.execute(_RELEASE, {"key": order, "staff": staff})

    def _free_lapsed(self, at: datetime) -> int:
        """Put back what lapsed; return how many that were."""
        self._connection.info[_LOOKED_AT] = at
        return self._connection.execute(_FREE_LAPSED, {"moment": at}).rowcount

    def _next(self, query: OrderQuery, footing: Footing | None) -> Callable[[Claim], int | None]:
        """Return how the first order that is free is taken."""
        connection = self._connection
        stands = {} if footing is None else {"stood": footing.version, "minutes": footing.minutes}
        if not query.words.strip():
            written = self._written(query, footed=bool(stands))
            return lambda claim: at_once(connection, written, {**_lease_kept(claim), **stands})
        take = _taking_next(query, OrderIndex(connection).matching(query), on_server=self._on_server)
        take = _footed(take, on_server=self._on_server) if stands else take

        def taken(claim: Claim) -> int | None:
            with planned_anew(connection):
                return connection.execute(take, {**_lease(claim), **stands}).scalar()

        return taken

    def _written(self, query: OrderQuery, *, footed: bool) -> Written:
        """Return the statement as this connection asked it last, where it is the same query."""
        last, same, written = self._connection.info.get(_ASKED, (None, None, None))
        if last is query and same is footed and written is not None:
            return cast("Written", written)
        written = claim_written(query, on_server=self._on_server, footed=footed)
        self._connection.info[_ASKED] = query, footed, written
        return written


@lru_cache(maxsize=64)
def claim_written(query: OrderQuery, *, on_server: bool, footed: bool) -> Written:
    """Write the statement out, with what it knows of the query: the same serves every claim."""
    statement = _taking_next(query, Match(conditions=(), order=order_rows.c.id), on_server=on_server)
    statement = _footed(statement, on_server=on_server) if footed else statement
    dialect = _SERVERS if on_server else _FILES
    compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    known = _kept({name: value for name, value in compiled.params.items() if name not in _TAKEN_AS})
    if on_server:
        known = {name: str(value).encode() for name, value in known.items()}
    return Written(words=str(compiled), names=tuple(compiled.positiontup or ()), known=known)


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as they are kept where the driver is asked itself: days and moments are texts."""
    return {name: _text_of(each) for name, each in values.items()}


def _text_of(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _taking_next(query: OrderQuery, match: Match, *, on_server: bool) -> Any:
    """Return the one statement that finds the first order that is free, and takes it."""
    first = _first_free(query, match)
    if on_server:
        first = first.with_for_update(skip_locked=True, of=_free)
    take = update(claim_rows).where(_rows.order_id == first.scalar_subquery()).values(_TAKEN)
    return take.returning(_rows.order_id)


def _footed(take: Any, *, on_server: bool) -> Any:
    """Bind a statement to what the claim stands on: who is locked, or changed since, takes nothing."""
    kept, name = settings_rows.c.settings, "claim_minutes"
    if on_server:
        read: Any = sa_cast(func.json_extract_path_text(sa_cast(kept, postgresql.JSON), name), Integer)
    else:
        read = func.json_extract(kept, f"$.{name}")
    told = select(read).where(settings_rows.c.id == 1).scalar_subquery()
    minutes = func.coalesce(told, literal_column(str(OfficeSettings().claim_minutes)))
    return take.where(_CLAIMANT, minutes == bindparam("minutes", None, Integer))


def _first_free(query: OrderQuery, match: Match) -> Select[Any]:
    waiting = select(_free.c.order_id).join(order_rows, order_rows.c.id == _free.c.order_id)
    waiting = waiting.where(_free.c.staff_id.is_(None), _free.c.held_division_id.is_not(None))
    if query.view is QueueView.DIVISION and query.divisions is not None:
        waiting = waiting.where(_free.c.held_division_id.in_(query.divisions))
    by_day = query.sort is OrderSort.DUE
    column = _free.c.held_due_on if by_day else sorted_by(query)
    last = _free.c.order_id if by_day else order_rows.c.id
    ways = (each.desc() if query.descending else each.asc() for each in (column, last))
    day, key = ways
    return chosen(waiting, query, match).order_by(day.nulls_last(), key).limit(_ONE_ROW).correlate(None)


@lru_cache(maxsize=2)
def _taking(dialect: str) -> Any:
    """Return the statement that takes an order by its key where it is free, one's own or lapsed."""
    row = {**_TAKEN, "order_id": bindparam("order")}
    take = INSERTS[dialect](claim_rows).values(row)
    own = _rows.staff_id == take.excluded.staff_id
    held = and_(own, _rows.until_at > take.excluded.since_at)
    lapsed = _rows.until_at <= take.excluded.since_at
    if dialect == "postgresql":  # the server lets another have it by its own clock
        lapsed = and_(lapsed, _rows.until_at <= func.rules.moment())
    since = case((held, _rows.since_at), else_=take.excluded.since_at)
    lease = {name: take.excluded[name] for name in ("staff_id", "staff_name", "until_at")}
    taken = take.on_conflict_do_update(
        index_elements=["order_id"],
        set_={**lease, "since_at": since},
        where=or_(_rows.staff_id.is_(None), own, lapsed),
    )
    return taken.returning(_rows.order_id, _rows.since_at)


def _lease(claim: Claim) -> dict[str, Any]:
    return {"staff": claim.staff, "name": claim.staff_name, "since": claim.since, "until": claim.until}


def _lease_kept(claim: Claim) -> dict[str, Any]:
    """Return the same as it is kept where the driver is asked itself."""
    return {**_lease(claim), "since": moment_text(claim.since), "until": moment_text(claim.until)}


def _claim(row: AnyRow) -> Claim:
    return Claim(
        order=OrderId(row.order_id),
        staff=row.staff_id,
        staff_name=row.staff_name or "",
        since=row.since_at,
        until=row.until_at,
    )
