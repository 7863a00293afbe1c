"""How quickly it is known who answers for every open item, with many posts and many away."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import insert, select

from app.custody.models import Holding
from app.custody.worklist import View
from app.ledger.models import subject
from app.people.acting import actor_of
from app.people.models import Division, DivisionKind, Grant, Role, Staff
from app.people.rota import holders_of
from app.posts.models import Absence, AbsenceState, Post, Reason
from db.custody import segment_row
from db.engine import writing
from db.models.custody import segment_rows
from tests.office import START, copied, furnished_file

ITEMS, POSTS, AWAY, DIVISIONS, ROUNDS = 100_000, 500, 200, 30, 7
_OPEN = select(segment_rows.c.staff_id, segment_rows.c.division_id).where(segment_rows.c.open_key.is_not(None))


def holders_100k() -> dict[str, object]:
    """Resolve the holders of 100,000 open items; also with the reading of rota and items from the archive."""
    with tempfile.TemporaryDirectory() as folder:
        office = crowded(folder)
        at = office.wall()
        with office.store.read() as unit:
            rota = unit.people.rota(at)
        items = _items(office)
        one_by_one = _median_ms(lambda: _each(rota, items, at))
        absent = rota.away[0].staff
        division = next(each.division for each in rota.postings if each.a == absent)
        answering = holders_of(rota, [(absent, division)], at)[absent, division].staff
        with office.store.read() as unit:
            substitute = actor_of(unit.people, unit.people.get_staff(answering))
        found = {
            "items": len(items),
            "posts": len(rota.postings),
            "away": len(rota.away),
            "covered": sum(not each.uncovered for each in holders_of(rota, items, at).values()),
            "kinds": len(set(items)),
            "resolve_ms": one_by_one,
            "limit_ms": 100,
            "rota_read_ms": _median_ms(lambda: _rota(office, at)),
            "standing_in_ms": _median_ms(lambda: office.desk.people.standing_in(substitute)),
            "behalf_view_ms": _median_ms(lambda: office.desk.work_list.page(substitute, View.BEHALF, 0, 200)),
        }
        office.close()
    return found


def _each(rota, items, at):
    """Answer for every single item."""
    found = holders_of(rota, items, at)
    return [found[each] for each in items]


def _rota(office, at):
    with office.store.read() as unit:
        return unit.people.rota(at)


def _items(office) -> list[tuple[int | None, int]]:
    with office.store.engine.connect() as connection:
        return [(staff, division) for staff, division in connection.execute(_OPEN)]


def _median_ms(work: Callable[[], object]) -> float:
    def once() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return round(statistics.median(once() for _ in range(ROUNDS)) * 1e3, 1)


def crowded(folder: str):
    """Return an office of 500 people in 30 divisions, each A of a post, 200 of them away."""
    office, chance = copied(furnished_file(folder), folder), random.Random(673)
    with office.store.begin() as unit:
        divisions = [each.id for each in unit.people.divisions()]
        for number in range(len(divisions), DIVISIONS):
            made = Division(
                id=0, code=f"D{number}", name=f"第{number}处", kind=DivisionKind.OFFICE, mark=f"示{number}"
            )
            divisions.append(unit.people.add_division(made))
        staff = [_hire(unit, number, divisions) for number in range(POSTS)]
        for number, (person, division) in enumerate(staff):
            b, second = (staff[(number + step) % POSTS][0] for step in (DIVISIONS, 2 * DIVISIONS))
            unit.posts.add(
                Post(
                    id=0, division=division, name=f"岗{number}", duties="办理", a=person, b=b, second_b=second,
                    effective_from=date(2026, 1, 1),
                )
            )  # fmt: skip
        for person, _ in chance.sample(staff, AWAY):
            unit.absences.add(_leave(office, person))
    now = office.wall()
    rows = [segment_row(_holding(key, *chance.choice(staff)), now) for key in range(ITEMS)]
    with writing(office.store.engine) as connection:
        connection.execute(insert(segment_rows), rows)
    return office


def _hire(unit, number, divisions) -> tuple[int, int]:
    division = divisions[number % len(divisions)]
    role = Role.DIVISION_HEAD if number < len(divisions) else Role.HANDLER
    grants = (Grant(role=role, division=division),)
    person = Staff(id=0, login=f"new{number}", name=f"人{number}", division=division, grants=grants)
    return unit.people.add_staff(person), division


def _leave(office, person) -> Absence:
    now = office.wall.at
    return Absence(
        id=0, staff=person, reason=Reason.LEAVE, sudden=False, starts=now - timedelta(days=1),
        ends=now + timedelta(days=1), state=AbsenceState.APPROVED, entered_by=person, entered_by_name="人",
        entered_at=now,
    )  # fmt: skip


def _holding(key, staff, division) -> Holding:
    return Holding(
        subject=subject("case", 1_000_000 + key), division=division, staff=staff, why="窗口收件",
        step="审查材料", title="建设工程规划许可证核发", party="陈大文", number=f"SP-2026-{key:06}",
        due=START + timedelta(days=key % 20), start=START, count=5, unit="workday",
    )  # fmt: skip


CASES = {"holders_100k": holders_100k}
