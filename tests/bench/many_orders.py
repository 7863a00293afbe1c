"""Makes an office with very many work orders: rows written as they lie in the archive, in bulk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Connection, insert, text

from app.founding.demo import furnish
from app.hotline.models import OrderState
from app.people.models import Division, DivisionKind, Grant, Role, Staff
from db.alongside import Alongside
from db.engine import writing
from db.founding.upgrade import create
from db.models.orders import order_rows
from db.models.search import text_rows
from db.models.tallies import so_far, tallies
from db.rows import contents
from db.search.index import Index, Kind
from db.search.pair_filing import file_many
from db.search.words import findable
from tests.office import START, Office, Wall
from tests.postgres import running_server

ORDERS = 1_000_000
OPEN = 5  # one order of so many is open: the newest
DIVISIONS, HANDLERS = 30, 4
SINCE = datetime.combine(START - timedelta(days=1096), time(), UTC)
TYPES = ("咨询", "求助", "建议", "投诉", "举报")
TOPICS = ("土地", "规划", "登记", "海洋", "矿产", "测绘", "执法", "其他")
STREETS = "滨海湖光文园云顶观日莲岳仙阁金尚后江嘉禾枋湖吕岭曾厝塘边祥店杏林集源同安翔安洪塘灌口马巷新店"
WHATS = (
    "夜间施工噪声", "违法占地建房", "不动产登记逾期", "规划公示内容有误", "围墙挡住通道", "养殖区界址不清",
    "采石扬尘", "测绘桩被移动", "产权证办不下来", "历史遗留用地", "小区配套未移交", "批后公布材料不全",
    "海域使用权续期", "临时用地未复垦", "加装电梯规划", "车位登记收费",
)  # fmt: skip
SAYS = (
    "来电反映多次联系未果希望尽快核实处理", "要求书面答复并说明办理依据", "称窗口人员解释不清请予解释",
    "认为影响采光请有关单位到现场查看", "希望公开审批结果并告知查询方式", "表示已等候三个月仍没有结果",
    "请求协调开发企业补齐资料", "反映相邻单位推诿请明确责任",
)  # fmt: skip
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文建国"
# Every order takes its texts by the remainder of its number.
TITLES = [f"{STREETS[i % 40 : i % 40 + 2]}路{WHATS[i % 16]}" for i in range(997)]
CONTENTS = [f"{SAYS[i % 8]}{STREETS[i % 37 : i % 37 + 3]}片区{WHATS[i * 7 % 16]}" for i in range(1009)]
PLACES = [f"{STREETS[i % 43 : i % 43 + 2]}路{i % 499 + 1}号" for i in range(1511)]
NAMES = [SURNAMES[i % 30] + GIVEN[i // 30 % 29] + (GIVEN[i % 27] if i % 3 else "") for i in range(2003)]
OPEN_STATES = ("办理中",) * 9 + ("待签收",) * 3 + ("待审核",) * 2 + ("待回访",) * 4 + ("待分派", "退单待核实")
SERVER = {"shared_buffers": "1GB"}  # as the help says: what is read all day, a million orders too, stays there
DONE_STATES = ("已归档",) * 17 + ("已办结", "已退回市热线中心", "已办结")
COLUMNS = (
    "id", "order_number", "order_type", "state", "title", "content", "division_id", "division_name",
    "arrived_at", "caller", "telephone", "address", "anonymous", "secrecy", "channel", "urgent", "place",
    "topic", "lead_id", "lead_name", "handler_id", "handler_name", "first_dispatched_at", "dispatched_at",
    "limit_days", "due_on", "provisional", "returns", "reworks", "supervisions", "batch", "version",
)  # fmt: skip
SEGMENT = (
    "subject", "open_key", "division_id", "staff_id", "why", "step", "title", "shown_number", "due_on",
    "provisional", "start_on", "unit_count", "unit", "since_at",
)  # fmt: skip
CALLER = ("order_id", "name", "telephone", "address", "anonymous")
SHARE = ("order_id", "division_id", "task", "due_on", "withdrawn", "version", "replied_at")


@contextmanager
def crowded(kind: str, orders: int = ORDERS, *, searchable: bool = False) -> Iterator[Office]:
    """Lend an office of 30 divisions with so many orders, on ``sqlite`` or ``postgresql``.

    One that was built before is lent instead where BENCH_SQLITE or BENCH_POSTGRESQL says its address.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        if built := os.environ.get(f"BENCH_{kind.upper()}", ""):
            office = Office(built, folder, Wall())
            stack.callback(office.close)
            yield office
            return
        url = f"sqlite:///{Path(folder) / 'office.sqlite'}"
        if kind == "sqlite":
            create(url)
        else:
            url = stack.enter_context(stack.enter_context(running_server(**SERVER)).fresh(create))
        office = Office(url, folder, Wall())
        stack.callback(office.close)
        fill(office, orders, searchable=searchable)
        yield office


def fill(office: Office, orders: int, *, searchable: bool = False) -> None:
    """Fill an empty office."""
    furnish(office.store, office.wall)
    petition = office.actor("suhaiyun").division
    with office.store.begin() as unit:
        leads = [_division(unit, number) for number in range(DIVISIONS)]
    with writing(office.store.engine) as connection, _unwatched(connection):
        _write(connection, "orders", COLUMNS, _orders(orders, petition, leads))
        _write(connection, "order_callers", CALLER, _callers(orders))
        _write(connection, "segments", SEGMENT, _segments(orders, petition, leads))
        _write(connection, "order_shares", SHARE, _shares(orders, leads))
        if searchable:
            _make_findable(connection, orders, leads)
    _settle(office)


@contextmanager
def _unwatched(connection: Connection) -> Iterator[None]:
    """Leave out indices and tallies while rows are written, and make them good at the end."""
    kept = list(order_rows.indexes)
    stopped = [trigger for trigger in tallies(connection.dialect.name) if trigger.startswith("CREATE TRIGGER")]
    for index in kept:
        index.drop(connection)
    for trigger in stopped:
        table = "order_shares" if " ON order_shares" in trigger else "orders"
        on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
        connection.exec_driver_sql(f"DROP TRIGGER {trigger.split()[2]}{on}")
    yield
    connection.exec_driver_sql(so_far(connection.dialect.name))
    for trigger in stopped:
        connection.exec_driver_sql(trigger)
    for index in kept:
        index.create(connection)


def _settle(office: Office) -> None:
    """Do what a server does by itself in a quiet minute."""
    if office.store.engine.dialect.name == "postgresql":
        with office.store.engine.connect() as connection:
            at_once = connection.execution_options(isolation_level="AUTOCOMMIT")
            at_once.execute(
                text("SELECT setval(pg_get_serial_sequence('orders', 'id'), (SELECT max(id) FROM orders))")
            )
            at_once.execute(text("SET statement_timeout = 0"))
            at_once.execute(text("VACUUM ANALYZE"))


def _division(unit, number: int) -> tuple[int, str, list[int]]:
    """Add a division with its head and handlers."""
    name = f"第{number:02}承办单位"
    made = Division(id=0, code=f"L{number:02}", name=name, kind=DivisionKind.OFFICE, mark=f"示{number}")
    division = unit.people.add_division(made)
    people = []
    for place, role in enumerate((Role.DIVISION_HEAD, *(Role.HANDLER for _ in range(HANDLERS)))):
        grants = (Grant(role=role, division=division),)
        login = f"l{number:02}p{place}"
        person = Staff(id=0, login=login, name=f"员{number}之{place}", division=division, grants=grants)
        people.append(unit.people.add_staff(person))
    return division, name, people


def _write(connection: Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple]) -> None:
    """Write rows in bulk, as the driver does it best."""
    driver = connection.connection.driver_connection
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        driver.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def thrown(number: int, salt: int, many: int) -> int:
    """Return a number below ``many`` that looks thrown."""
    return (number + salt) * 2654435761 % 4294967296 // 64 % many


def is_open(number: int, orders: int) -> bool:
    """Tell whether the order is one of the open ones."""
    return number > orders - orders // OPEN


def state_of(number: int, orders: int) -> str:
    """Return where the order stands."""
    states = OPEN_STATES if is_open(number, orders) else DONE_STATES
    return states[thrown(number, 3, len(states))]


def due_of(number: int, orders: int) -> str:
    """Return the order's day, 20 before to 24 after today where it is open."""
    if is_open(number, orders):
        return str(START + timedelta(days=thrown(number, 5, 45) - 20))
    return str((_arrived(number, orders) + timedelta(days=2 + thrown(number, 6, 9))).date())


def _arrived(number: int, orders: int) -> datetime:
    return SINCE + timedelta(days=1095) * (number / orders)


def _kept(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def number_of(number: int) -> str:
    """Return the order's number."""
    return f"XM{20230000000 + number * 13}"


def telephone_of(number: int) -> str:
    """Return the caller's telephone."""
    return f"13{thrown(number, 8, 10**9):09}"


def _orders(orders: int, petition: int, leads) -> Iterator[tuple]:
    for i in range(1, orders + 1):
        state, arrived = state_of(i, orders), _arrived(i, orders)
        lead = (None, None, [None] * 5) if state == "待分派" else leads[thrown(i, 1, DIVISIONS)]
        who = 1 + thrown(i, 2, HANDLERS)
        sent = None if lead[0] is None else _kept(arrived + timedelta(hours=1))
        secrecy = secrecy_of(i)
        caller = ("", "", "") if secrecy else (NAMES[i % 2003], telephone_of(i), PLACES[i % 1511])
        yield (
            i, number_of(i), TYPES[thrown(i, 7, 5)], state, TITLES[i % 997], CONTENTS[i % 1009], petition,
            "信访中心", _kept(arrived), *caller, 0, secrecy or "不保密", "电话", 0,
            PLACES[i % 1511], TOPICS[thrown(i, 10, 8)], lead[0], lead[1], lead[2][who],
            lead[0] and f"员{thrown(i, 1, DIVISIONS)}之{who}", sent, sent, 3,
            lead[0] and due_of(i, orders), 0, 0, 0, int(thrown(i, 11, 40) == 0), 0, 1,
        )  # fmt: skip


def secrecy_of(number: int) -> str:
    """Return how secret the order is, "" for one that is not."""
    secrecy = thrown(number, 9, 1000)
    return "效能投诉保密" if secrecy == 0 else "诉求人信息保密" if secrecy < 20 else ""


def _callers(orders: int) -> Iterator[tuple]:
    return (
        (i, NAMES[i % 2003], telephone_of(i), PLACES[i % 1511], 0)
        for i in range(1, orders + 1)
        if secrecy_of(i)
    )


def _segments(orders: int, petition: int, leads) -> Iterator[tuple]:
    at_lead = {each.value for each in (OrderState.TO_SIGN, OrderState.HANDLING, OrderState.REVIEWING)}
    for i in range(orders - orders // OPEN + 1, orders + 1):
        state = state_of(i, orders)
        lead = leads[thrown(i, 1, DIVISIONS)]
        division = lead[0] if state in at_lead else petition
        staff = lead[2][1 + thrown(i, 2, HANDLERS)] if state == "办理中" else None
        yield (
            f"order:{i}", f"order:{i}", division, staff, "派单", state, TITLES[i % 997], number_of(i),
            due_of(i, orders), 0, str(START), 3, "workday", _kept(_arrived(i, orders)),
        )  # fmt: skip


def _shares(orders: int, leads) -> Iterator[tuple]:
    """Yield a part of every fiftieth order, which was answered where the order is done with."""
    for i in range(7, orders, 50):
        answered = _kept(_arrived(i, orders)) if i <= orders - orders // OPEN else None
        yield i, leads[thrown(i, 12, DIVISIONS)][0], "协助核实", str(START), 0, 1, answered


def _make_findable(connection: Connection, orders: int, leads) -> None:
    """File the orders under what they are found by, as if they had come in by imports."""
    with Alongside() as archive:
        file_many(archive, connection, 5, ((i, found_by(i, orders, leads)) for i in range(1, orders + 1)))
    hidden, callers = Kind.HIDDEN_ORDER, Index(connection, Kind.CALLER)
    for i in filter(secrecy_of, range(1, orders + 1)):
        whole = secrecy_of(i) == "效能投诉保密"
        open_part = findable(texts=[number_of(i)], names=()) if whole else found_by(i, orders, leads)
        row = {"kind": int(hidden), "id": i, **contents(open_part)}
        connection.execute(insert(text_rows), row)
        callers.add(i, findable(texts=(), names=[NAMES[i % 2003]], telephones=[telephone_of(i)]))


def found_by(i: int, orders: int, leads):
    """Return what an order is found by; who called in a confidential one is filed apart."""
    lead, who = thrown(i, 1, DIVISIONS), 1 + thrown(i, 2, HANDLERS)
    known = state_of(i, orders) != "待分派"
    names = ["" if secrecy_of(i) else NAMES[i % 2003], f"员{lead}之{who}" if known else ""]
    telephones = [] if secrecy_of(i) else [telephone_of(i)]
    texts = [number_of(i), TITLES[i % 997], CONTENTS[i % 1009], PLACES[i % 1511], TOPICS[thrown(i, 10, 8)]]
    return findable(texts=[*texts, leads[lead][1] if known else ""], names=names, telephones=telephones)
