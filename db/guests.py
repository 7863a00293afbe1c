"""Who else is connected to an office on a server, by name as far as the staff's list knows them."""

from __future__ import annotations

from sqlalchemy import Connection, text

from app.errors import Refusal
from app.office.copying import Guest, OthersConnected, Owner
from db.engine import SEAT, parse_url
from db.lending import lent

# Of other people's connections an ordinary owner sees no more than who and with what program.
_CONNECTED = text(
    "SELECT usename, coalesce(host(client_addr), '') AS place, application_name"
    " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND usename IS NOT NULL AND leader_pid IS NULL AND application_name <> :mine ORDER BY usename, pid"
)
_PARTS = 3
_NAMES = text("SELECT login, name FROM staff")
_OWNER = """SELECT pg_get_userbyid(d.datdba) AS owner, current_user AS login,
  pg_has_role(current_user, d.datdba, 'MEMBER') AS owns
  FROM pg_database d WHERE d.datname = current_database()"""


def address_as(url: str, owner: Owner | None) -> str:
    """Return the address by which the owner connects (None: as it is)."""
    if owner is None:
        return url
    named = parse_url(url).set(username=owner.login, password=owner.password)
    return named.render_as_string(hide_password=False)


def guests_of(url: str) -> tuple[Guest, ...]:
    """Return the connections that are not this program's; none for a file, which does not tell."""
    if parse_url(url).get_backend_name() == "sqlite":
        return ()
    with lent(url) as engine, engine.connect() as connection:
        return _guests(connection)


def refuse_guests(url: str) -> None:
    """Raise ``OthersConnected`` naming everybody else who is."""
    if guests := guests_of(url):
        raise OthersConnected(guests)


def owner_needed(url: str) -> str:
    """Return the owner's account where the one of the address may not keep the house, "" where it may."""
    if parse_url(url).get_backend_name() == "sqlite":
        return ""
    with lent(url) as engine, engine.connect() as connection:
        found = connection.exec_driver_sql(_OWNER).one()
    return "" if found.owns else str(found.owner)


def refuse_other_than_owner(url: str) -> None:
    """Raise ``Refusal`` where the account of the address is not the database's owner."""
    if owner := owner_needed(url):
        login = parse_url(url).username
        raise Refusal(f"账号“{login}”不是这个数据库的所有者，读不全数据。请用所有者“{owner}”的账号。")


def machine_of(program: str) -> str:
    """Return the machine's name, which a window of ours says with its own; "" for other programs."""
    parts = program.split(" ")
    return parts[1] if parts[0] == SEAT.split(" ", maxsplit=1)[0] and len(parts) == _PARTS else ""


def _guests(connection: Connection) -> tuple[Guest, ...]:
    known = connection.exec_driver_sql("SELECT to_regclass('public.staff') IS NOT NULL").scalar_one()
    names = {row.login: row.name for row in connection.execute(_NAMES)} if known else {}
    mine = connection.exec_driver_sql("SHOW application_name").scalar_one()
    return tuple(
        Guest(
            login=row.usename or "",
            name=names.get(row.usename, ""),
            place=row.place or machine_of(row.application_name),
            program=row.application_name,
        )
        for row in connection.execute(_CONNECTED, {"mine": mine})
    )
