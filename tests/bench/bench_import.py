"""How many rows a second of the city platform's table come in, beside the reading and the SQL that bound it."""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psycopg
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from app.founding.demo import furnish
from app.hotline.importing_models import ReadTable
from db.founding.upgrade import create
from db.store import open_store
from tests.bench.many_orders import SERVER
from tests.office import Office, Wall, copied, furnished_file
from tests.postgres import running_server

ROWS, ROUNDS = 20_000, 5
YEAR = 100_000  # rows of a year's export
LEAST = 8_000  # rows a second, all told
KINDS = ("sqlite", "postgresql")
TABLES = ("orders", "search_texts", "search_lots", "order_records", "segments", "order_claims")
OVER = 0.9  # of the rows are completed on the platform, as in a year's export
LENGTH = 60  # characters of the contents
HEADINGS = (
    "工单编号", "来源渠道", "诉求类型", "诉求人", "联系电话", "事发地点", "标题", "诉求内容", "来电时间",
    "派单时间", "到期时间", "主办单位", "工单状态", "经办人", "答复内容", "办理结果", "办结时间", "回访时间",
    "满意度", "网格编号",
)  # fmt: skip
LETTERS = (
    "的是在不了有和人这中大为上个国我以要他时来用们生到作地于"
    "出就分对成会可主发年动同工也能下过子说产种面而方后多"
)
WORDS = 3_000


def hotline_import() -> dict[str, object]:
    """Import the same rows into an empty office some times on both databases; the middle of all times."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "工单.xlsx"
        write(path, ROWS)
        bare = middle([timed(lambda: read_bare(path)) for _round in range(ROUNDS)])
        found = {kind: in_rounds(kind, path) for kind in KINDS}
    return {
        "rows": ROWS,
        "least_rows_a_second": LEAST,
        "bare_reading_rows_a_second": round(ROWS / bare["s"]),
        **found,
        "load": os.getloadavg()[0],
    }


def hotline_import_year() -> dict[str, object]:
    """Import 100,000 rows into an empty office in a file, once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "工单.xlsx"
        write(path, YEAR)
        bare = timed(lambda: read_bare(path))
        with an_office("sqlite") as office:
            steps = measured(office, path, YEAR)
    return {
        "rows": YEAR,
        "least_rows_a_second": LEAST,
        "bare_reading_rows_a_second": round(YEAR / bare["s"]),
        **steps,
        "load": os.getloadavg()[0],
    }


def in_rounds(kind: str, path: Path) -> dict[str, object]:
    rounds = []
    for _round in range(ROUNDS):
        with an_office(kind) as office:
            rounds.append(measured(office, path, ROWS))
    return {
        name: {part: round(median(each[name][part] for each in rounds), 2) for part in ("s", "cpu_s")}
        if isinstance(rounds[0][name], dict)
        else round(median(each[name] for each in rounds), 2)
        for name in rounds[0]
    }


def measured(office: Office, path: Path, rows: int) -> dict:
    """Rehearse, apply, and rehearse the same again, beside the same rows inserted plainly."""
    actor, room = office.actor("suhaiyun"), office.desk.hotline.importing
    room.read(actor, ReadTable(text="工单编号\t诉求类型\t诉求内容\nX-0\t咨询\t试"))
    rehearsed, applied, again = [], [], []
    rehearse = timed(lambda: rehearsed.append(room.read(actor, ReadTable(path=path))))
    apply = timed(lambda: applied.append(room.apply(actor, rehearsed[0])))
    once_more = timed(lambda: again.append(room.read(actor, ReadTable(path=path))))
    assert (applied[0].new, again[0].same) == (rows, rows)
    plain = insert_plainly(office)
    whole, cpu = rehearse["s"] + apply["s"], rehearse["cpu_s"] + apply["cpu_s"]
    return {
        "rehearse": rehearse,
        "apply": apply,
        "same_again": once_more,
        "plain_sql": plain,
        "rows_a_second": round(rows / whole),
        "rows_a_cpu_second": round(rows / cpu),
        "same_again_rows_a_second": round(rows / once_more["s"]),
        "plain_sql_rows_a_second": round(rows / plain["s"]),
        "apply_to_plain_sql": round(apply["cpu_s"] / plain["cpu_s"], 2),
    }


@contextmanager
def an_office(kind: str) -> Iterator[Office]:
    """Lend an office with people and no orders."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            office = copied(furnished_file(folder), folder)
            yield office
            office.close()
            return
        with running_server(**SERVER) as server, server.fresh(create) as url:
            store = open_store(url)
            furnish(store, Wall())
            store.close()
            office = Office(url, folder)
            yield office
            office.close()


def read_bare(path: Path) -> int:
    """Read the file and do nothing with it."""
    book = CalamineWorkbook.from_path(str(path))
    return len(book.get_sheet_by_index(0).to_python())


def insert_plainly(office: Office) -> dict[str, float]:
    """Insert the same rows once more, in the order of their keys, where no trigger counts."""
    if office.url.startswith("postgresql"):
        with psycopg.connect(office.url.replace("+psycopg", ""), autocommit=True) as server:
            for table in TABLES:
                server.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING INDEXES)")
            return timed(
                lambda: [server.execute(f"INSERT INTO bare_{each} SELECT * FROM {each}") for each in TABLES]
            )
    path = Path(office.url.removeprefix("sqlite:///"))
    bare = sqlite3.connect(path.with_name("bare.sqlite"), isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("ATTACH ? AS kept", (str(path),))
    for table in TABLES:
        found = (
            "SELECT sql FROM kept.sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type <> 'trigger'"
        )
        for (made,) in bare.execute(f"{found} ORDER BY type DESC", (table,)).fetchall():
            bare.execute(made)
    keys = {"search_texts": "kind, id", "search_lots": "kind, pair, first", "order_claims": "order_id"}

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        for table in TABLES:  # put in order, so that they are inserted one by one
            bare.execute(
                f"INSERT INTO main.{table} SELECT * FROM kept.{table} ORDER BY {keys.get(table, 'id')}"
            )
        bare.execute("COMMIT")

    found = timed(insert)
    bare.close()
    return found


def write(path: Path, rows: int) -> None:
    """Write the table, the same every time."""
    chance = random.Random(12345)
    words = ["".join(chance.choices(LETTERS, k=chance.choice((2, 2, 2, 3, 4)))) for _ in range(WORDS)]
    weights = [1 / (rank + 5) for rank in range(WORDS)]
    pool = "".join(chance.choices(words, weights, k=200_000))
    book = Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("工单")
    sheet.write_row(0, 0, HEADINGS)
    for number in range(rows):
        for place, cell in enumerate(a_row(number, chance, pool)):
            if cell:
                sheet.write_string(number + 1, place, cell)
    book.close()


def a_row(number: int, chance: random.Random, pool: str) -> tuple[str, ...]:
    def text(length: int) -> str:
        start = chance.randrange(len(pool) - length)
        return pool[start : start + length]

    over = chance.random() < OVER
    day = f"2026-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
    plain = (
        f"XM2026{number:08}", "电话", chance.choice(["咨询", "求助", "建议", "投诉"]), f"陈{text(2)}",
        f"138{chance.randrange(10**8):08}", text(8), text(12), text(LENGTH), f"{day} 09:30:00",
        f"{day} 10:30:00", "2026-10-09", "行政审批处",
    )  # fmt: skip
    if not over:
        return (*plain, "处理中", "", "", "", "", "", "", str(number % 700))
    ended = ("已办结", "吴志宏", text(40), "解决", "2026-10-12 16:00:00", "2026-10-13 10:00", "满意")
    return (*plain, *ended, str(number % 700))


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Return for how long the clock on the wall ran, and how long the machine worked for us and our server."""
    began, worked = time.perf_counter(), cpu()
    work()
    return {"s": time.perf_counter() - began, "cpu_s": cpu() - worked}


def middle(times: list[dict[str, float]]) -> dict[str, float]:
    return {part: median(each[part] for each in times) for part in times[0]}


def cpu() -> float:
    """Return for how many seconds this program and the servers that it started have worked."""
    ticks, ours = 0, {os.getpid()}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda each: int(each.name)):
        try:
            parts = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(parts[1]) in ours:
            ours.add(int(folder.name))
            ticks += sum(map(int, parts[11:15]))
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


CASES = {"hotline_import": hotline_import, "hotline_import_year": hotline_import_year}
