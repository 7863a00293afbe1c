"""A demo office: invented people, the example matters, and a month of lived-in cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.calendar.shelf import CalendarShelf
from app.cases.acting import CaseActs
from app.cases.commands import (
    AnswerDeferred,
    ChangeCase,
    DeferAnswer,
    DoAct,
    IssueForCase,
    OpenCase,
    SecondGround,
)
from app.cases.counter import Counter
from app.cases.deferring import Deferring
from app.cases.models import Case, CaseId, CaseMaterial, CaseState, MaterialStatus, Party
from app.cases.papers import Papers
from app.cases.ports import CaseStore, CaseUnit
from app.cases.showing import tick_list
from app.cases.voiding import Voiding
from app.catalogue.models import Matter
from app.catalogue.starting import starting_matters
from app.clock import SHANGHAI, Clock, office_date
from app.founding.demo_people import BUREAU, DIVISIONS, PASSWORD, PEOPLE, natural_person, organisation
from app.founding.opening import founding_deed, lay_foundations
from app.ledger.entering import enter
from app.ledger.reading import LedgerReading
from app.office.models import OfficeSettings
from app.people.models import Actor, DivisionId, Grant, Role, Staff, StaffId
from app.people.passwords import hashed
from app.people.ports import PeopleUnit
from app.people.signing_in import actor_of
from app.register.commands import RecordPrint, RecordService, VoidDocument
from app.register.models import Document
from app.register.register import Register

DAYS = 31
SEED = 673
FRESH = 3  # days whose cases are still open


class _Wall:
    """A clock on the demo's wall: it stands where it was put and moves on a little with each look."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=2)
        return self.at

    def put(self, day: date, hour: int, minute: int) -> None:
        moment = datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)
        self.at = max(self.at, moment)


def found_demo(store: CaseStore, clock: Clock) -> None:
    """Set up the demo office as if it had been in use for a month before today."""
    today = office_date(clock())
    wall = _Wall()
    wall.at = datetime.combine(today - timedelta(days=DAYS), time(8), SHANGHAI).astimezone(UTC)
    furnish(store, wall)
    _Month(store, wall, clock()).live(today)
    LedgerReading(store, clock).seal()


def furnish(store: CaseStore, clock: Clock) -> None:
    """Set up the demo's people, divisions and example matters, and nothing done yet."""
    with store.begin() as unit:
        lay_foundations(unit, OfficeSettings(bureau=BUREAU, demo=True))
        divisions = {key: unit.people.add_division(each) for key, each in DIVISIONS.items()}
        _take_on(unit, divisions)
        for matter in starting_matters(divisions):
            unit.matters.add(matter)
        enter(unit.ledger, founding_deed(clock, "建立演示单位"))


def demo_people(unit: PeopleUnit) -> list[dict[str, str]]:
    """Return who may sign in to the demo office, as the command line tells it."""
    names = {division.id: division.name for division in unit.people.divisions()}
    return [
        {
            "login": staff.login,
            "name": staff.name,
            "role": staff.grants[0].role.value,
            "division": names[staff.division],
        }
        for staff in unit.people.staff()
    ]


def _take_on(unit: CaseUnit, divisions: Mapping[str, DivisionId]) -> None:
    digest = hashed(PASSWORD)
    for person in PEOPLE:
        division = unit.people.get_division(divisions[person.division])
        grant = Grant(role=person.role, division=None if person.wide else division.id)
        unit.people.add_staff(
            Staff(
                id=StaffId(0),
                login=person.login,
                name=person.name,
                division=division.id,
                grants=(grant,),
                counter=person.counter,
                password=digest,
            )
        )


class _Month:
    """A month at the demo's counters, the same for the same today."""

    def __init__(self, store: CaseStore, wall: _Wall, end: datetime) -> None:
        shelf = CalendarShelf()
        self._end = end
        self._wall = wall
        self._chance = Random(SEED)  # noqa: S311 - invented lives, no secret
        self._counter = Counter(store, wall, shelf)
        self._papers = Papers(store, wall, shelf)
        self._acts = CaseActs(store, wall, shelf, self._papers)
        self._deferring = Deferring(store, wall, shelf)
        self._register = Register(store, wall, Voiding(store, wall, shelf))
        self._waiting: dict[CaseId, tuple[Actor, date]] = {}
        with store.read() as unit:
            self._calendar = shelf.current(unit.calendars)
            self._matters = unit.matters.all()
            self._clerks = _of_role(unit, Role.COUNTER_CLERK)
            self._handlers = {actor.division: actor for actor in _of_role(unit, Role.HANDLER)}

    def live(self, today: date) -> None:
        """Open, answer, print and serve, day by day; the last days' cases stay open."""
        for back in range(DAYS, -1, -1):
            day = today - timedelta(days=back)
            if self._calendar.is_workday(day):
                self._follow_up(day)
                self._work(day, last=back <= FRESH)

    def _work(self, day: date, *, last: bool) -> None:
        for number, clerk in enumerate(self._clerks):
            self._wall.put(day, 9 + number, self._chance.randint(0, 50))
            if self._wall.at >= self._end - timedelta(minutes=30):
                return
            self._one(clerk, day, last=last)

    def _follow_up(self, day: date) -> None:
        """Let what is due by tomorrow be done, all but one in a while."""
        tomorrow = self._calendar.workday_after(day, 1)
        for case, (clerk, due) in list(self._waiting.items()):
            if due > tomorrow:
                continue
            self._wall.put(day, 8, 30)
            if self._wall.at >= self._end - timedelta(minutes=30):
                return
            del self._waiting[case]
            if self._chance.random() < 0.9:  # noqa: PLR2004 - one in ten is forgotten
                self._do_next(clerk, case)

    def _do_next(self, clerk: Actor, case: CaseId) -> None:
        view = self._counter.get(clerk, case)
        if view.case.state is CaseState.ACCEPTED:
            handler = self._handlers[clerk.division]
            self._acts.do(handler, DoAct(case=case, act="complete", fields={"result": "已办理完成"}))
            served = {"served_on": office_date(self._wall.at).isoformat(), "manner": "窗口领取"}
            self._acts.do(clerk, DoAct(case=case, act="serve_result", fields=served))
            return
        brought = tuple(self._ticked(each, wanting=False) for each in view.case.materials)
        changed = self._counter.change(
            clerk,
            ChangeCase(case=case, version=view.case.version, applicant=view.case.applicant, materials=brought),
        )
        self._issue(clerk, changed, "acceptance_receipt")

    def _one(self, clerk: Actor, day: date, *, last: bool) -> None:
        matter = self._chance.choice([m for m in self._matters if m.division == clerk.division])
        kind = self._chance.choices(("ask", "correct", "accept", "defer"), (5, 3, 3, 1))[0]
        if kind == "defer":
            self._defer(clerk, matter, day, answered=not last)
            return
        case = self._open(clerk, matter, application=kind != "ask", complete=kind == "accept")
        if last and self._chance.random() < 0.5:  # noqa: PLR2004 - every second one waits
            return
        paper = self._issue(clerk, case, _PAPER[kind])
        if kind == "correct" and self._chance.random() < 0.25:  # noqa: PLR2004 - a few are corrected twice
            self._again(clerk, case, paper)

    def _open(self, clerk: Actor, matter: Matter, *, application: bool, complete: bool) -> Case:
        invent = organisation if self._chance.random() < 0.4 else natural_person  # noqa: PLR2004
        return self._counter.open(
            clerk,
            OpenCase(
                matter=matter.id,
                applicant=Party(**invent(self._chance)),
                application=application,
                channel=self._chance.choice(("窗口", "窗口", "窗口", "电话", "网上")),
                materials=self._materials(matter, complete=complete),
            ),
        )

    def _materials(self, matter: Matter, *, complete: bool) -> tuple[CaseMaterial, ...]:
        listed = tick_list(matter)
        wanting = [] if complete else self._chance.sample(range(len(listed)), 2)
        return tuple(self._ticked(each, wanting=place in wanting) for place, each in enumerate(listed))

    def _ticked(self, material: CaseMaterial, *, wanting: bool) -> CaseMaterial:
        if not wanting:
            shared = material.status is MaterialStatus.SHARED
            return material if shared else replace(material, status=MaterialStatus.PRESENT)
        if self._chance.random() < 0.5:  # noqa: PLR2004 - half are missing, half are faulty
            return replace(material, status=MaterialStatus.MISSING, standard="按办事指南提交，内容完整")
        return replace(
            material,
            status=MaterialStatus.FAULTY,
            standard="须加盖公章或由申请人签名，日期齐全",
            fault="未签名盖章，或日期缺漏",
        )

    def _issue(self, clerk: Actor, case: Case, type_key: str) -> Document:
        paper = self._papers.issue(clerk, IssueForCase(case=case.id, type_key=type_key, fields={}))
        holder = self._counter.get(clerk, case.id).holder
        if holder is not None and holder.holding.due is not None:
            self._waiting[case.id] = (clerk, holder.holding.due)
        self._register.record_print(clerk, RecordPrint(document=paper.id, copies=2, printer="窗口打印机"))
        fate = self._chance.random()
        if fate < 0.7:  # noqa: PLR2004 - most are handed over at once
            day = office_date(self._wall.at)
            self._register.record_service(clerk, RecordService(documents=(paper.id,), served_on=day))
        elif fate > 0.97:  # noqa: PLR2004 - one in a while is spoilt
            self._register.void(
                clerk,
                VoidDocument(
                    document=paper.id, version=paper.version, reason="打印后发现联系电话有误，重新出具"
                ),
            )
        return paper

    def _again(self, clerk: Actor, case: Case, paper: Document) -> None:
        rows = [dict(row) for row in paper.fields.get("corrections", ())]
        rows.append(
            {**rows[0], "name": "代理人身份证明和委托手续", "standard": "委托人签名", "fault": "未提交"}
        )
        self._papers.issue(
            clerk,
            IssueForCase(
                case=case.id,
                type_key="correction_notice",
                fields={"corrections": rows},
                second=SecondGround(reason="申请人改由代理人办理，须补充委托手续"),
            ),
        )

    def _defer(self, clerk: Actor, matter: Matter, day: date, *, answered: bool) -> None:
        person = natural_person(self._chance)
        promised = datetime.combine(self._calendar.workday_after(day, 2), time(17), SHANGHAI)
        made = self._deferring.record(
            clerk,
            DeferAnswer(
                party=person["name"],
                telephone=person["telephone"],
                question=f"{matter.name}：历史档案中的地址与现门牌不一致，应由哪个部门出具证明？",
                promised_at=promised.astimezone(UTC),
                matter_name=matter.name,
            ),
        )
        if answered:
            text = "由属地派出所出具门牌变更证明；已与档案核对，现有证明可以使用。"
            self._deferring.answer(clerk, AnswerDeferred(answer=made, version=1, text=text))


def _of_role(unit: CaseUnit, role: Role) -> list[Actor]:
    people = unit.people
    return [actor_of(people, staff) for staff in people.staff() if staff.grants[0].role is role]


_PAPER = {"ask": "one_time_notice", "correct": "correction_notice", "accept": "acceptance_receipt"}
