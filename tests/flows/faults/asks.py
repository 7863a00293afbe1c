"""What clients ask for while something breaks: real acts, each with a mark by which it is found again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.cases.commands import OpenCase
from app.cases.models import Case, Party, Situation
from app.contacts.commands import RegisterContact
from app.denials.commands import CheckDenial, DraftDenial, SubmitDenial
from app.denials.models import DenialClass, DenialQuery, DenialState, Ground, Opinion
from app.documents.first_contact_record.fields import OWN
from app.hotline.commands import DoOrder, RegisterOrder
from app.hotline.models import OrderState
from app.hotline.queue import QueueView
from app.register.commands import IssueDocument
from tests.app.denials.at_the_chain import REASONS
from tests.app.hotline.order_life import ARRIVED, LICENSING
from tests.app.register.test_register import sample
from tests.flows.day.acts import _step

PAPER = "one_time_notice"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing asked of the office: whom, what, and what the ledger enters of it."""

    acts: tuple[str, ...]
    room: str
    verb: str
    given: tuple[Any, ...]
    mark: str = ""


@dataclass(kw_only=True)
class Seat:
    """Somebody at his desk; ``opened`` are the cases he may still refuse."""

    login: str
    desk: Any
    actor: Any
    chance: random.Random
    birth: str  # tells this client from one that sat here before
    matter: Any = None
    divisions: tuple[str, ...] = (LICENSING,)
    opened: list[Case] = field(default_factory=list)
    told: int = 0

    def mark(self) -> str:
        """Return words that nothing else bears."""
        self.told += 1
        return f"{self.login}{self.birth}第{self.told}件"


def _notice(seat: Seat) -> Ask:
    mark = seat.mark()
    command = IssueDocument(type_key=PAPER, fields={**sample(PAPER), "applicant_name": mark})
    return Ask(acts=("issue_document",), room="register", verb="issue", given=(command,), mark=mark)


def _draft(seat: Seat) -> Ask:
    mark = seat.mark()
    fields = {**sample(PAPER), "applicant_name": mark}
    return Ask(acts=(), room="register", verb="save_draft", given=(PAPER, 0, fields), mark=mark)


def _case(seat: Seat) -> Ask:
    mark = seat.mark()
    seat.matter = seat.matter or seat.desk.catalogue.find(seat.actor, "gcgh")[0]
    party = Party(name=mark, telephone="13800001234", address="示例路1号")
    command = OpenCase(matter=seat.matter.id, applicant=party, application=True)
    return Ask(acts=("open_case",), room="counter", verb="open", given=(command,), mark=mark)


def _contact(seat: Seat) -> Ask:
    mark = seat.mark()
    given = {
        "visitor_name": mark, "telephone": "13800005678", "contact_kind": "咨询", "contact_channel": "来人",
        "content": "咨询不动产登记材料。", "outcome": OWN, "answer": "已当场查询并答复。",
    }  # fmt: skip
    command = RegisterContact(fields=given)
    return Ask(acts=("register_contact",), room="contacts", verb="register", given=(command,), mark=mark)


def _denial(seat: Seat) -> Ask | None:
    if not seat.opened:
        return None
    case = seat.opened.pop()
    command = DraftDenial(
        case=case.id, situation=Situation.UNQUALIFIED, ground=Ground.AGAINST_RULES, kind=DenialClass.POLICY,
        fields={"reasons": REASONS},
    )  # fmt: skip
    return Ask(acts=("draft_denial",), room="denials", verb="draft", given=(command,), mark=f"case {case.id}")


def _waiting(seat: Seat, state: DenialState) -> Any:
    found = seat.desk.denials.find(seat.actor, DenialQuery(states=(state,)), limit=1)
    return found[0] if found else None


def _submit(seat: Seat) -> Ask | None:
    denial = _waiting(seat, DenialState.DRAFT)
    if denial is None:
        return None
    command = SubmitDenial(denial=denial.id, version=denial.version)
    return Ask(acts=("submit_denial",), room="denials", verb="submit", given=(command,))


def _check(state: DenialState, *follows: str) -> Callable[[Seat], Ask | None]:
    def check(seat: Seat) -> Ask | None:
        denial = _waiting(seat, state)
        if denial is None:
            return None
        command = CheckDenial(denial=denial.id, version=denial.version, opinion=Opinion.AGREE)
        return Ask(acts=("check_denial", *follows), room="denials", verb="check", given=(command,))

    return check


def _arrived(seat: Seat) -> Ask:
    mark = f"XM{seat.birth}{seat.told:06}"
    seat.told += 1
    command = RegisterOrder(fields={**ARRIVED, "number": mark})
    return Ask(acts=("register_order",), room="orders", verb="register", given=(command,), mark=mark)


def _order(seat: Seat) -> Ask | None:
    """Claim the next order that waits for the person, and ask for what comes next."""
    orders = seat.desk.orders
    key = orders.claim_next(seat.actor, orders.query(seat.actor, QueueView.DIVISION))
    if key is None:
        return None
    view = orders.get(seat.actor, key)
    if view.claim is None or view.claim.staff != seat.actor.id:  # lost with the server: it waits for no disk
        return None
    step = _step(seat, view.order)
    signed = view.order.state is OrderState.HANDLING and view.order.handler != seat.actor.id
    if step is None or signed:  # by another, whose claim was lost
        orders.release(seat.actor, key)
        return None
    command = DoOrder(order=key, act=step[0], fields=step[1], version=view.order.version)
    return Ask(acts=(f"{step[0]}_order",), room="orders", verb="do", given=(command,))


_decide = _check(DenialState.LEADER, "issue_document")  # the form gets its number
OF = {
    "linxiaoyan": (_notice, _notice, _notice, _case, _case, _contact, _contact, _draft, _denial),
    "wuzhihong": (_order, _order, _submit, _notice, _notice),
    "xujianguo": (_order, _order, _check(DenialState.HEAD), _contact),
    "yangzhenhua": (_decide, _decide, _contact),
    "suhaiyun": (_arrived, _arrived, _order, _order),
}


def next_ask(seat: Seat) -> Ask | None:
    """Throw what the person asks for next; None where there is nothing to do."""
    return seat.chance.choice(OF[seat.login])(seat)


def was_answered(seat: Seat, ask: Ask, answer: Any) -> None:
    """Go on from an answer: a case may be refused later, an order is let go."""
    if isinstance(answer, Case):
        seat.opened.append(answer)
