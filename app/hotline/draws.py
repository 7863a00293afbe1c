"""The draw of call-backs as an inspector reads it: every order completed in a period, its lot, drawn or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.calendar.shelf import CalendarShelf
from app.clock import Clock
from app.errors import BadInput, NotAllowed
from app.hotline.clocks import OrderRules
from app.hotline.models import OrderType, Record, RecordKind
from app.hotline.papers import rules_of
from app.hotline.papers_day import span_of
from app.hotline.ports import OrderStore, OrderUnit
from app.hotline.sampling import Lot, drawing, rule_in_words, terms_of
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of
from app.people.standing import standing

LONGEST = 3_700  # days, ten years


@dataclass(frozen=True, kw_only=True)
class DrawnOfType:
    """How many of a type were completed in the period, and how many of them are called back."""

    type: OrderType
    completed: int
    drawn: int


@dataclass(frozen=True, kw_only=True)
class Draw:
    """The draw of a period: its rule in words, and the lots in order of completion."""

    rule: str
    lots: tuple[Lot, ...]
    since: date
    until: date
    bureau: str

    @property
    def drawn(self) -> int:
        """How many are called back."""
        return sum(each.drawn for each in self.lots)

    @property
    def shares(self) -> tuple[DrawnOfType, ...]:
        """How many of each type there are, types without any left out."""
        of_type = {kind: [each for each in self.lots if each.type is kind] for kind in OrderType}
        return tuple(
            DrawnOfType(type=kind, completed=len(lots), drawn=sum(each.drawn for each in lots))
            for kind, lots in of_type.items()
            if lots
        )

    @property
    def differing(self) -> tuple[Lot, ...]:
        """The lots that come out otherwise when the draw is done again: somebody altered a record."""
        return tuple(each for each in self.lots if not each.holds)

    @property
    def found(self) -> str:
        """What doing the draw again found, in words."""
        told = f"完成{len(self.lots)}件，抽中{self.drawn}件"
        wrong = "、".join(each.number for each in self.differing)
        return f"{told}；按规则重新抽签，{f'与记录不一致的：{wrong}' if wrong else '与记录一致'}。"


class Draws:
    """Shows the draw to those who call back, supervise or read the figures."""

    def __init__(self, store: OrderStore, clock: Clock, shelf: CalendarShelf) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf

    def of_period(self, actor: Actor, since: date, until: date) -> Draw:
        """Return the draw of the orders completed in a period; raises ``BadInput``, ``NotAllowed``."""
        if not 0 <= (until - since).days <= LONGEST:
            raise BadInput(f"期间从{since}到{until}不对：结束不能早于开始，最长十年。")
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            reach = _reach(actor)
            rules = rules_of(unit, self._shelf)
            first, last = span_of(since)[0], span_of(until)[1]
            reviews = unit.course.records_of(RecordKind.REVIEW, since=first, until=last)
            lots = [
                _lot(unit, rules, each)
                for each in reviews
                if each.fields.get("verdict") == "通过" and (reach is None or each.division in reach)
            ]
            bureau = unit.office.settings().bureau
        return Draw(rule=rule_in_words(rules), lots=tuple(lots), since=since, until=until, bureau=bureau)


def _reach(actor: Actor) -> frozenset[int] | None:
    """Return the divisions whose draw the person reads, None for all."""
    if may(actor, Right.CALL_BACK_ORDER) or may(actor, Right.SUPERVISE_ORDER):
        return None
    reach = reach_of(actor, Right.SEE_STATISTICS)
    if reach is not None and not reach:
        raise NotAllowed(f"{actor.name}不能查看回访抽样：由信访中心、效能办、分管局领导和单位负责人查看。")
    return reach


def _lot(unit: OrderUnit, rules: OrderRules, record: Record) -> Lot:
    """Return the lot as the draw went when the order was completed, whatever was set since."""
    order = unit.orders.get(record.order)
    terms = terms_of(order.type, rules, record.fields)
    return drawing(order, terms, record.fields.get("drawn"), record.division_name)
