"""What people do on the day, and how often: each act is one thing somebody asks of the office.

The mix is that of a bureau's busiest day: every second act opens a list or looks something up; of those that
save most are papers, drafts and first contacts at the counters, and steps of 12345 work orders. The petition
centre brings in tables of the city's platform; now and then a head plans an absence and a clerk hands over.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from app.clock import local, now
from app.contacts.commands import DoContact, RegisterContact
from app.contacts.models import ContactQuery
from app.custody.worklist import View
from app.documents.first_contact_record.fields import OTHER_POST, OWN
from app.hotline.commands import DoOrder
from app.hotline.importing_models import ReadTable
from app.hotline.models import OrderState
from app.hotline.queue import QueueView
from app.office.touching import Touched
from app.people.halves import end_of, start_of
from app.people.models import Role
from app.posts.commands import PlanAbsence, Stopgap
from app.posts.hand_commands import MakeHandover
from app.posts.models import Reason
from app.register.commands import IssueDocument
from app.register.models import Query
from tests.app.hotline.order_tables import a_row, pasted
from tests.app.register.test_register import sample
from tests.flows.day.people import Person
from ui.counting import rail_counts

RAIL = ("work_list", "contacts", "clocks", "denials", "posts", "hotline")
ROWS = 10  # orders in one table of the city's platform
PAGE = 50  # rows of a list
PAPER = "one_time_notice"
LIST, SAVE, LOOK = "opening the work list", "saving", "looking up"
# False: there was nothing to do, it was a look. What had to be opened first is saved by what is answered.
Done: TypeAlias = bool | Callable[[], bool]


@dataclass(kw_only=True)
class Seat:
    """A person at his desk, with what he knows meanwhile."""

    person: Person
    desk: Any
    actor: Any
    divisions: tuple[str, ...]
    chance: random.Random
    ids: Mapping[str, int]
    numbers: Any


@dataclass(frozen=True, kw_only=True)
class Act:
    """One kind of act: whose, how often among his, what it counts as."""

    name: str
    role: Role
    weight: int
    kind: str
    do: Callable[[Seat], Done]


def show_list(seat: Seat) -> bool:
    """Read the person's work list as its screen shows it."""
    read_list(seat)
    return True


def read_list(seat: Seat) -> object:
    """Return what the person's work list shows."""
    return seat.desk.work_list.opened(seat.actor, View.MINE, 0, PAGE)


def count_rail(seat: Seat, touched: Touched | None) -> dict[str, int]:
    """Return the numbers that the window shows beside its screens, after others touched something."""
    return rail_counts(seat.desk, seat.actor, RAIL, touched)


def _issue(seat: Seat) -> bool:
    fields = {**sample(PAPER), "applicant_name": f"示例公司{next(seat.numbers)}"}
    command = IssueDocument(
        type_key=PAPER, fields=fields, request_key=f"{seat.person.login}-{next(seat.numbers)}"
    )
    seat.desk.register.issue(seat.actor, command)
    return True


def _draft(seat: Seat) -> bool:
    fields = {**sample(PAPER), "applicant_name": f"草稿{next(seat.numbers)}"}
    return bool(seat.desk.register.save_draft(seat.actor, PAPER, 0, fields))


def _register(seat: Seat) -> bool:
    seat.desk.register.find(seat.actor, Query(), limit=PAGE)
    return True


def _contact(seat: Seat) -> bool:
    own = seat.chance.random() < 0.5
    where = {"outcome": OWN, "answer": "已当场查询并答复。"}
    if not own:
        where = {"outcome": OTHER_POST, "responsible": seat.chance.choice(seat.person.handlers)}
    given = {
        "visitor_name": "陈嘉禾", "telephone": "13800005678", "contact_kind": "咨询", "contact_channel": "来人",
        "content": f"咨询不动产登记材料，第{next(seat.numbers)}位。", **where,
    }  # fmt: skip
    seat.desk.contacts.register(seat.actor, RegisterContact(fields=given))
    return True


def _answer(seat: Seat) -> Done:
    """Take the oldest contact that was handed over, call the visitor, answer."""
    mine = seat.desk.contacts.find(seat.actor, ContactQuery(held_by=seat.actor.id), limit=1)
    if not mine:
        return False
    view = seat.desk.contacts.get(seat.actor, mine[0].contact.id)
    opened = {offer.way.key for offer in view.offers if not offer.closed}
    act = next((each for each in ("take", "called", "answer") if each in opened), None)
    if act is None:
        return False
    said = {
        "take": {},
        "called": {"call_words": "电话说明条件和材料", "answer": "按清单准备，受理后按承诺时限办结。"},
        "answer": {"answer": "已说明。", "result": "清楚"},
    }[act]
    command = DoContact(contact=view.contact.id, act=act, fields=said, version=view.contact.version)
    return lambda: bool(seat.desk.contacts.do(seat.actor, command))


def _contacts(seat: Seat) -> bool:
    seat.desk.contacts.find(seat.actor, ContactQuery(), limit=PAGE)
    return True


def _queue(seat: Seat) -> bool:
    seat.desk.orders.counts(seat.actor)
    seat.desk.orders.find(seat.actor, seat.desk.orders.query(seat.actor, QueueView.DIVISION), limit=PAGE)
    return True


def _order(seat: Seat) -> Done:
    """Take the next order that waits for the person, do with it what comes next, and let it go."""
    orders = seat.desk.orders
    key = orders.claim_next(seat.actor, orders.query(seat.actor, QueueView.DIVISION))
    if key is None:
        return False
    view = orders.get(seat.actor, key)
    step = _step(seat, view.order)
    if step is None:
        orders.release(seat.actor, key)
        return False

    def save() -> bool:
        try:
            orders.do(seat.actor, DoOrder(order=key, act=step[0], fields=step[1], version=view.order.version))
        finally:
            orders.release(seat.actor, key)
        return True

    return save


def _step(seat: Seat, order) -> tuple[str, dict[str, Any]] | None:
    basis = "《环境噪声污染防治法》第四十三条"
    if order.state is OrderState.HANDLING and order.contacted_at is None:
        return "call", {"words": "已了解施工时段"}
    return {
        OrderState.ARRIVED: (
            "dispatch",
            {"type": order.type.value, "lead": seat.chance.choice(seat.divisions)},
        ),
        OrderState.TO_SIGN: ("sign", {}),
        OrderState.HANDLING: ("reply", {"content": "已责令整改。", "basis": basis, "result": "解决"}),
        OrderState.REVIEWING: ("approve", {}),
        OrderState.TO_CALL_BACK: ("call_back", {"satisfaction": "满意", "solved": True}),
    }.get(order.state)


def _import(seat: Seat) -> Done:
    numbers = [f"XM{seat.person.login}{next(seat.numbers):06}" for _ in range(ROWS)]
    text = pasted(*(a_row(number) for number in numbers))
    importing = seat.desk.hotline.importing
    rehearsal = importing.read(seat.actor, ReadTable(text=text))
    return lambda: bool(importing.apply(seat.actor, rehearsal).new == ROWS)


def _absence(seat: Seat) -> bool:
    """Plan that a clerk is away on a day to come, and who stands in."""
    clerks = [login for login in seat.ids if login.startswith(seat.person.login[:-1] + "c")]
    clerk, other = seat.chance.sample(clerks, 2)
    day = local(now()).date() + timedelta(days=7 + next(seat.numbers) % 350)
    stopgap = Stopgap(staff=seat.ids[other], ground="同岗人员顶岗")
    command = PlanAbsence(
        reason=Reason.LEAVE, starts=start_of(day), ends=end_of(day), staff=seat.ids[clerk], stopgap=stopgap
    )
    seat.desk.absences.plan(seat.actor, command)
    return True


def _hand_over(seat: Seat) -> bool:
    """Hand over for the next absence that has no sheet yet."""
    day = local(now()).date()
    away = seat.desk.absences.away(seat.actor, day, day + timedelta(days=400))
    for absence in away:
        if absence.staff == seat.actor.id:
            view = seat.desk.handovers.of_absence(seat.actor, absence.id)
            if view.handover is None:
                seat.desk.handovers.make(seat.actor, MakeHandover(absence=absence.id, fields={}))
                return True
    return False


def _of(role: Role, *acts: tuple[str, int, str, Callable[[Seat], Done]]) -> tuple[Act, ...]:
    return tuple(Act(name=name, role=role, weight=weight, kind=kind, do=do) for name, weight, kind, do in acts)


ACTS = (
    *_of(
        Role.COUNTER_CLERK,
        ("work list", 25, LIST, show_list),
        ("paper issued", 20, SAVE, _issue),
        ("draft kept", 25, SAVE, _draft),
        ("contact registered", 12, SAVE, _contact),
        ("register", 12, LOOK, _register),
        ("contacts", 5, LOOK, _contacts),
        ("handover", 1, SAVE, _hand_over),
    ),
    *_of(
        Role.HANDLER,
        ("work list", 30, LIST, show_list),
        ("order's next step", 35, SAVE, _order),
        ("queue", 15, LOOK, _queue),
        ("contact answered", 20, SAVE, _answer),
    ),
    *_of(
        Role.DIVISION_HEAD,
        ("work list", 35, LIST, show_list),
        ("order's next step", 40, SAVE, _order),
        ("queue", 22, LOOK, _queue),
        ("absence planned", 3, SAVE, _absence),
    ),
    *_of(
        Role.PETITION_CENTRE,
        ("work list", 20, LIST, show_list),
        ("table imported", 5, SAVE, _import),
        ("order's next step", 55, SAVE, _order),
        ("queue", 20, LOOK, _queue),
    ),
)
OF_ROLE = {role: tuple(act for act in ACTS if act.role is role) for role in Role}


def thrown(role: Role, chance: random.Random) -> Act:
    """Throw what somebody of a role does next."""
    acts = OF_ROLE[role]
    return chance.choices(acts, weights=[act.weight for act in acts])[0]


def moments(people: tuple[Person, ...], acts: int, seconds: float, seed: int) -> dict[str, list[float]]:
    """Throw when each person does something, at any moment of the day."""
    chance, times = random.Random(seed), {person.login: [] for person in people}
    for at in sorted(chance.uniform(0, seconds) for _ in range(acts)):
        times[chance.choice(people).login].append(at)
    return times
