"""Looks at a server before an office is made on it, joined or carried there: a line for each thing found."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import URL, Connection, inspect

from app.errors import Refusal, Unavailable
from app.office.findings import Finding, Standing
from app.office.wire import Wire
from db.access.fitness import findings
from db.engine import parse_url, revision_of
from db.lending import lent
from db.trouble import NO_SUCH_DATABASE, NOT_YOUR_DATABASE, SERVER_SIGN_IN
from db.wire import probe, wire_of


def knock(url: str) -> tuple[Finding, ...]:
    """Return what can be known of a server without signing in."""
    try:
        wire = probe(parse_url(url))
    except Unavailable as trouble:
        return (Finding(text=str(trouble), standing=Standing.LACKS),)
    return (Finding(text="连得上数据库服务器"), _of_wire(wire))


def examine(url: str) -> tuple[Finding, ...]:
    """Return what the owner's account finds in the database an office is to be made in."""
    before = knock(url)
    if before[-1].standing is Standing.LACKS:
        return before
    try:
        with lent(url) as engine:
            line, held = _of_wire(wire_of(engine)), revision_of(engine)
            with engine.connect() as connection:
                return (before[0], line, *findings(connection, roles=True), *_of_contents(connection, held))
    except (Unavailable, Refusal) as trouble:
        return (*before, _of_sign_in(str(trouble), parse_url(url)))


def _of_sign_in(trouble: str, url: URL) -> Finding:
    """Say what the account was refused, to the one who just typed it."""
    made = f"CREATE DATABASE {url.database} OWNER {url.username} TEMPLATE template0 ENCODING 'UTF8'"
    told = {
        NOT_YOUR_DATABASE: f"账号“{url.username}”不能打开数据库“{url.database}”：它归别的账号所有。"
        "请换一个空的数据库，或用它的所有者账号。",
        SERVER_SIGN_IN: f"服务器不接受账号“{url.username}”或它的密码。请返回上一步，核对账号和密码。",
        NO_SUCH_DATABASE: f"服务器上没有数据库“{url.database}”。请核对名称，或由数据库管理员建立：{made}。",
    }
    return Finding(text=told.get(trouble, trouble), standing=Standing.LACKS)


def _of_wire(wire: Wire) -> Finding:
    if wire.local:
        return Finding(text="数据库就在这台机器上，数据不经过网络")
    if wire.verified:
        return Finding(text="连接已加密，服务器的证书经根证书核验")
    return Finding(text=wire.explained, standing=Standing.WARNS)


def _of_contents(connection: Connection, held: str | None) -> Iterator[Finding]:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        yield Finding(text="数据库是空的")
    elif "moving" in tables:
        yield Finding(
            text="这里有一次没有搬完的数据",
            standing=Standing.WARNS,
            remedy="：搬的是同一个本机数据库时，从中断处接着搬；否则请清空后再搬。",
        )
    else:
        whose = "效能工作台的单位" if held else "别的程序的表"
        remedy = (
            "，没有改动它。加入这个单位请选“加入局域网”。" if held else "，没有改动它。请换一个空的数据库。"
        )
        yield Finding(text=f"这个数据库里已经有{whose}", standing=Standing.LACKS, remedy=remedy)
