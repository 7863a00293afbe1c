"""How quick the work list is with 200,000 open clocks in one division, and how quickly all are dated anew."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import insert

from app.calendar.dues import Suspension, Unit
from app.calendar.engine import WorkCalendar
from app.custody.models import Holding
from app.custody.worklist import View
from app.ledger.models import subject
from db.custody import segment_row
from db.engine import writing
from db.models.custody import segment_rows
from tests.office import START, copied, furnished_file

CLOCKS = 200_000
PASSED = 4  # every fourth item was somebody else's before
UNHELD = 0.05  # of the items
ROUNDS = 7
LIMITS = ((3, "workday"), (5, "workday"), (10, "workday"), (15, "workday"), (20, "workday"), (30, "day"))
STEPS = ("审查材料", "一次性告知", "受理", "限时办结", "送达办理结果")


def work_list_200k() -> dict[str, object]:
    """Open the work list (its counts and first 200 rows) of a division with 200,000 open clocks."""
    with tempfile.TemporaryDirectory() as folder:
        office = crowded(folder, oldest=60)
        listed, head = office.desk.work_list, office.head
        opened = {
            f"open_{view.name.lower()}_ms": _median_ms(lambda view=view: _open(listed, head, view))
            for view in View
        }
        found = {
            "clocks": listed.counts(head)[View.DIVISION],
            **opened,
            "open_bureau_ms": _median_ms(lambda: _open(listed, office.actor("luguoqiang"), View.DIVISION)),
            "last_page_ms": _median_ms(lambda: listed.page(head, View.DIVISION, CLOCKS - 200, 200)),
            "lights_ms": _median_ms(lambda: listed.lights(head)),
            "of_one_person_ms": _median_ms(lambda: _open_person(listed, head, office.clerk.id)),
            "load_ms": _median_ms(lambda: office.desk.heads.loads.read(head)),
            "rail_ms": _median_ms(lambda: listed.waiting_for_me(head)),
            "limit_ms": 150,
        }
        office.close()
    return found


def redate_200k() -> dict[str, object]:
    """Date 200,000 clocks anew when the office is closed for a day (natural days stay), and take it back."""
    with tempfile.TemporaryDirectory() as folder:
        office = crowded(folder, oldest=0)
        keeping, boss = office.desk.calendar, office.administrator
        day = START + timedelta(days=1)
        rehearse, closing = _timed(lambda: keeping.rehearse_closure(day, day, "台风停工", "市防指通知"))
        apply, moved = _timed(lambda: keeping.apply(boss, closing))
        opening = keeping.rehearse_undo()
        undo, back = _timed(lambda: keeping.apply(boss, opening))
        office.close()
    return {
        "clocks": CLOCKS,
        "moved": moved.items,
        "moved_back": back.items,
        "rehearse_s": round(rehearse, 2),
        "apply_s": round(apply, 2),
        "undo_s": round(undo, 2),
        "limit_s": 5,
    }


def _open(listed, actor, view: View) -> None:
    listed.opened(actor, view, 0, 200)


def _open_person(listed, actor, holder: int) -> None:
    listed.opened_of(actor, holder, 0, 200)


def _timed(work: Callable) -> tuple:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def _median_ms(work: Callable[[], object]) -> float:
    return round(statistics.median(_timed(work)[0] for _ in range(ROUNDS)) * 1e3, 1)


def crowded(folder: str, *, oldest: int):
    """Return an office with 200,000 clocks in one division, begun up to so many days before today."""
    office = copied(furnished_file(folder), folder)
    division = office.head.division
    with office.store.read() as unit:
        holders = [each.id for each in unit.people.staff() if each.division == division]
    calendar, chance = office.desk.calendar.current(), random.Random(673)
    rows = [
        segment_row(_holding(key, chance, calendar, division, holders, oldest), office.wall())
        for key in range(CLOCKS)
    ]
    before = [_passed(row, chance.choice(holders)) for row in rows[::PASSED]]
    with writing(office.store.engine) as connection:
        connection.execute(insert(segment_rows), before)
        connection.execute(insert(segment_rows), rows)
    with office.store.engine.connect() as connection:  # an archive at rest, not one still being filled
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return office


def _passed(row: dict, holder: int) -> dict:
    """Return the segment of an item before its open one: it came from somebody else."""
    return {**row, "open_key": None, "staff_id": holder, "until_at": row["since_at"]}


def _holding(key, chance, calendar: WorkCalendar, division, holders, oldest) -> Holding:
    start = START - timedelta(days=chance.randint(0, oldest))
    count, unit = chance.choice(LIMITS)
    pauses = _pauses(chance, start) if unit == "workday" else ()
    due = calendar.due_with_suspensions(start, count, pauses, Unit(unit))
    return Holding(
        subject=subject("case", 1_000_000 + key),
        division=division,
        staff=None if chance.random() < UNHELD else chance.choice(holders),
        why="窗口收件",
        step=chance.choice(STEPS),
        title="建设工程规划许可证核发",
        party="陈大文",
        number=f"SP-2026-{key:06}",
        due=due.due,
        provisional=due.provisional,
        start=start,
        count=count,
        unit=unit,
        pauses=pauses,
        outer_count=count * 2,
        outer_due=calendar.due_with_suspensions(start, count * 2, pauses, Unit(unit)).due,
    )


def _pauses(chance, start: date) -> tuple[Suspension, ...]:
    """Return a special step for every twentieth clock."""
    if chance.random() > 0.05:
        return ()
    since = start + timedelta(days=chance.randint(0, 3))
    return (Suspension(since, since + timedelta(days=chance.randint(1, 9)), "现场勘验"),)


CASES = {"work_list_200k": work_list_200k, "redate_200k": redate_200k}
