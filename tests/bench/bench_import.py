"""How many rows a second of the city platform's table come in, beside the bare reading of its file."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from pathlib import Path

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from app.hotline.importing_models import ReadTable
from tests.office import copied, furnished_file

ROWS = 100_000
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
    """Rehearse and apply the import of 100,000 rows into an empty office in a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "工单.xlsx"
        write(path)
        office = copied(furnished_file(folder), folder)
        actor, room = office.actor("suhaiyun"), office.desk.hotline.importing
        bare, _rows = timed(lambda: read_bare(path))
        rehearse, rehearsal = timed(lambda: room.read(actor, ReadTable(path=path)))
        apply, outcome = timed(lambda: room.apply(actor, rehearsal))
        again, same = timed(lambda: room.read(actor, ReadTable(path=path)))
        plain, _kept = timed(lambda: insert_plainly(Path(folder) / "office.sqlite", Path(folder)))
        office.close()
    return {
        "rows": ROWS,
        "new": outcome.new,
        "same_again": same.same,
        "rehearse_s": round(rehearse, 2),
        "apply_s": round(apply, 2),
        "again_s": round(again, 2),
        "rows_a_second": round(ROWS / (rehearse + apply)),
        "least_rows_a_second": 8_000,
        "bare_reading_rows_a_second": round(ROWS / bare),
        "plain_sql_s": round(plain, 2),
    }


def read_bare(path: Path) -> int:
    """Read the file and do nothing with it."""
    book = CalamineWorkbook.from_path(str(path))
    return len(book.get_sheet_by_index(0).to_python())


def insert_plainly(path: Path, folder: Path) -> int:
    """Insert the same orders, texts and pairs once more into bare tables: what the archive alone takes."""
    bare = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("ATTACH ? AS kept", (str(path),))
    for table in ("orders", "search_texts", "search_pairs", "order_records", "segments"):
        (made,) = bare.execute(
            "SELECT sql FROM kept.sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
        bare.execute(made)
        bare.execute(f"INSERT INTO main.{table} SELECT * FROM kept.{table}")
    (count,) = bare.execute("SELECT count(*) FROM main.orders").fetchone()
    bare.close()
    return int(count)


def write(path: Path) -> None:
    """Write the table, the same every time."""
    chance = random.Random(12345)
    words = ["".join(chance.choices(LETTERS, k=chance.choice((2, 2, 2, 3, 4)))) for _ in range(WORDS)]
    weights = [1 / (rank + 5) for rank in range(WORDS)]
    pool = "".join(chance.choices(words, weights, k=200_000))
    book = Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("工单")
    sheet.write_row(0, 0, HEADINGS)
    for number in range(ROWS):
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


def timed(work) -> tuple:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


CASES = {"hotline_import": hotline_import}
