"""Random lives of work orders put into an archive, kept in memory to be counted by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from app.clock import office_date
from app.hotline.models import (
    Caller,
    OrderId,
    OrderState,
    OrderType,
    Record,
    RecordKind,
    Satisfaction,
    Secrecy,
    WorkOrder,
)
from app.hotline.steps import order_subject
from app.hotline.talks_models import Talk, TalkId, TalkState
from tests.db.things import a_clerk, a_division, a_holding

FIRST = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
K, S = RecordKind, OrderState
TOPICS = ("登记", "规划", " 执法 ", "")
PLACES = ("示例路18号", "示例大道1号", "")


@dataclass
class Life:
    """One order: where it stands, what is on record, and who had it from when."""

    order: WorkOrder
    records: list = field(default_factory=list)
    held: list = field(default_factory=list)  # (division, since); the last may be (None, end)


class Lives:
    """Orders of two divisions and a petition centre, every one with a random course."""

    def __init__(self, store, office, seed, count):
        self.chance = Random(seed)
        self.lives = []
        with store.begin() as unit:
            other = unit.people.add_division(a_division(code="02", name="行政审批处", mark="示资审"))
            centre = unit.people.add_division(a_division(code="03", name="信访中心", mark="示资访"))
            self.clerk = unit.people.add_staff(a_clerk(other, login=f"chen{seed}", name="陈审"))
            self.office, self.centre = office, centre
            self.divisions = (office.division, other)
            for number in range(count):
                self.lives.append(self.live(unit, number))
            self.talks = [self.talk(unit, number) for number in range(8)]

    def talk(self, unit, number):
        decided = FIRST + timedelta(minutes=self.chance.randrange(85 * 24 * 60))
        talk = Talk(
            id=TalkId(0), number=f"Y{number}", division=self.chance.choice(self.divisions),
            division_name="主办", office=self.centre, supervisions=(), orders=(),
            state=self.chance.choice(tuple(TalkState)), proposed_at=FIRST, decided_at=decided,
        )  # fmt: skip
        unit.talks.add(talk)
        return talk

    def live(self, unit, number):
        chance = self.chance
        at = FIRST + timedelta(minutes=chance.randrange(85 * 24 * 60))
        order = WorkOrder(
            id=OrderId(0),
            number=f"G{number}",
            type=chance.choice(tuple(OrderType)),
            state=S.ARRIVED,
            title=f"工单{number}",
            content="内容",
            division=self.centre,
            division_name="信访中心",
            arrived_at=at,
            caller=Caller(name="陈嘉禾"),
            secrecy=chance.choice(tuple(Secrecy)),
            topic=chance.choice(TOPICS),
            place=chance.choice(PLACES),
        )
        life = Life(order)
        self.now = at
        self.put(life, K.ARRIVAL, self.centre)
        life.held.append((self.centre, at))
        for step in range(chance.randrange(12)):
            if not self.go_on(life, step):
                break
        self.keep(unit, life)
        return life

    def pass_time(self):
        self.now += timedelta(minutes=self.chance.choice((3, 50, 400, 1500, 4000)))

    def put(self, life, kind, division, due=None, **fields):
        life.records.append((kind, self.now, division, due, fields))

    def hand(self, life, division):
        life.held.append((division, self.now))

    def day(self, most=4):
        return office_date(self.now) + timedelta(days=self.chance.randrange(most))

    def change(self, life, **changes):
        for name, value in changes.items():
            object.__setattr__(life.order, name, value)

    def dispatch(self, life, kind=K.DISPATCH, **fields):
        lead = self.chance.choice(self.divisions)
        self.change(life, state=S.TO_SIGN, lead=lead, lead_name="主办", due=self.day(9))
        self.put(life, kind, lead, self.day(), **fields)
        self.hand(life, lead)

    def go_on(self, life, step):
        """Take a step of a course; False once it has ended."""
        self.pass_time()
        state, lead, chance = life.order.state, life.order.lead, self.chance
        if chance.random() < 0.1 and state in (S.TO_SIGN, S.HANDLING):
            self.put(life, K.SUPERVISION, lead, way="电话", times=step, problem='"reached":true')
            return True
        if state is S.ARRIVED:
            way = chance.random()
            if way < 0.1:
                self.put(life, K.LINK, None, main="G0", reason="重复")
                self.change(life, state=S.MERGED)
            elif way < 0.15:
                self.put(life, K.VERDICT, None, verdict="退回市热线中心")
                self.change(life, state=S.SENT_BACK)
            else:
                self.dispatch(life)
                return True
            self.hand(life, None)
            return False
        return getattr(self, f"from_{state.name.lower()}")(life, lead)

    def from_to_sign(self, life, lead):
        way = self.chance.random()
        if way < 0.1:
            self.dispatch(life)
        elif way < 0.2:
            self.put(life, K.LINK, None, main="G0", reason="重复")
            self.change(life, state=S.MERGED)
            self.hand(life, None)
            return False
        elif way < 0.4:
            self.send_away(life, lead)
        else:
            self.put(life, K.SIGNED, lead)
            self.change(life, state=S.HANDLING, handler=self.clerk)
            self.hand(life, lead)
        return True

    def send_away(self, life, lead):
        disputed = self.chance.choice(("", "第二次退单"))
        self.put(life, K.RETURN, lead, reason='不属"disputed":""', disputed=disputed)
        self.change(life, state=S.RETURNING, returns=life.order.returns + 1)
        self.hand(life, self.centre)

    def from_returning(self, life, lead):
        if self.chance.random() < 0.6:
            self.dispatch(life, K.VERDICT, verdict="重新分派", opinion="属该处")
        else:
            self.put(life, K.VERDICT, lead, verdict="退单不成立")
            self.change(life, state=S.HANDLING)
            self.hand(life, lead)
        return True

    def from_handling(self, life, lead):
        if self.chance.random() < 0.15:
            self.send_away(life, lead)
        else:
            self.put(life, K.LINK, lead, merged="G9")
            self.put(life, K.REPLY, lead, content="答复")
            self.change(life, state=S.REVIEWING)
            self.hand(life, lead)
        return True

    def from_reviewing(self, life, lead):
        if self.chance.random() < 0.2:
            self.put(life, K.REVIEW, lead, verdict="退回修改")
            self.change(life, state=S.HANDLING)
            self.hand(life, lead)
            return True
        drawn = self.chance.choice(("", "签号3小于比例20"))
        self.put(life, K.REVIEW, lead, life.order.due, verdict="通过", late=False, drawn=drawn)
        self.change(life, state=S.TO_CALL_BACK if drawn else S.COMPLETED, completed_at=self.now)
        self.hand(life, self.centre if drawn else None)
        return bool(drawn) or self.chance.random() < 0.5

    def from_to_call_back(self, life, lead):
        way = self.chance.random()
        if way < 0.2:
            self.put(life, K.CALL_BACK, lead, reached=False, solved=True)
            return True
        if way < 0.35:
            return self.redo(life, lead, K.REWORK, reason="未解决")
        grade = self.chance.choice(tuple(Satisfaction))
        solved = self.chance.random() < 0.5
        fields = {"reached": True, "satisfaction": grade.value, "solved": solved}
        if not grade.is_good:
            return self.redo(life, lead, K.CALL_BACK, **fields)
        self.put(life, K.CALL_BACK, lead, **fields)
        self.change(life, state=S.ARCHIVED, archived_at=self.now)
        if life.held[-1][0] is not None:
            self.hand(life, None)
        return False

    from_completed = from_to_call_back

    def redo(self, life, lead, kind, **fields):
        self.put(life, kind, lead, **fields)
        self.change(life, state=S.HANDLING, completed_at=None, due=self.day(9), reworks=life.order.reworks + 1)
        self.hand(life, lead)
        return True

    def keep(self, unit, life):
        key = unit.orders.add(life.order)
        object.__setattr__(life.order, "id", key)
        for kind, at, division, due, fields in life.records:
            unit.course.record(
                Record(
                    order=key, kind=kind, at=at, division=division, division_name="", staff=self.clerk,
                    staff_name="陈审", due=due, fields=fields,
                )
            )  # fmt: skip
        about = order_subject(key)
        for place, (division, at) in enumerate(life.held):
            if place and life.held[place - 1][0] is not None:
                unit.custody.close(about, at)
            if division is not None:
                due = {"due": life.order.due}
                unit.custody.start(a_holding(self.office, about, division=division, staff=None, **due), at)

    def words(self):
        """Give of each order what its rows are told apart by."""
        for life in self.lives:
            order = life.order
            yield (
                life,
                {
                    "TYPE": order.type.value,
                    "TOPIC": order.topic.strip() or "~",
                    "PLACE": "~" if order.secrecy is Secrecy.WHOLE else order.place or "~",
                },
            )


def is_in(moment_or_day, since, until):
    day = moment_or_day if type(moment_or_day) is date else office_date(moment_or_day)
    return since <= day <= until
