"""The knowledge base (知识库): settled answers with their legal basis and date, none with personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, NewType

from app.clock import chinese_date, office_date
from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from app.hotline.filling import LONGEST, TOPICS
from app.hotline.models import Caller, WorkOrder

AnswerId = NewType("AnswerId", int)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(?:\(?0\d{2,3}[)\- ]?)?[2-8]\d{6,7}(?!\d)")
_CERTIFICATE = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_ADDRESSED = re.compile(r"[\u4e00-\u9fff](?:先生|女士|小姐)")
_DIGITS = re.compile(r"\D")
_SHORTEST_NAME = 2
_SHORTEST_ADDRESS = 6


class AnswerState(Enum):
    """How far an answer of the knowledge base is; the value is what users read."""

    PROPOSED = "待审定"
    APPROVED = "已审定"
    RETIRED = "已停用"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A settled answer: to which question, on what basis, of which day, until when it may be cited.

    ``division`` answers for it, ``order`` is the number of the order it came from, ``dated`` the day that
    order was completed; ``approved_by_name`` is empty until somebody approved it. One is ``withheld`` once its
    order is an efficiency complaint: who may not know of the complaint does not find it (条例 第三十四条).
    """

    id: AnswerId
    question: str
    content: str
    basis: str
    dated: date
    valid_until: date
    division: int
    division_name: str
    order: str
    proposed_by: int
    proposed_by_name: str
    proposed_at: datetime
    topic: str = ""
    state: AnswerState = AnswerState.PROPOSED
    approved_by_name: str = ""
    approved_at: datetime | None = None
    withheld: bool = False
    version: int = 1

    def may_be_cited(self, day: date) -> bool:
        """Tell whether a reply may rest on it."""
        return self.state is AnswerState.APPROVED and not self.withheld and day <= self.valid_until

    def standing(self, day: date) -> str:
        """Return how it stands in words: approved until a day, to be reviewed again, waiting, out of use."""
        if self.withheld:
            return "已保密"
        if self.state is not AnswerState.APPROVED:
            return str(self.state.value)
        return f"有效至{self.valid_until}" if day <= self.valid_until else "须复核"


@dataclass(frozen=True, kw_only=True)
class AnswerQuery:
    """What is looked for in the knowledge base; ``citable_on`` leaves those that may be cited on a day.

    ``secret`` says whether those that are withheld may be found.
    """

    words: str = ""
    secret: bool = False
    citable_on: date | None = None
    states: tuple[AnswerState, ...] = ()


ANSWER = (
    Section(
        title="知识库条目",
        fields=(
            Field(
                key="question", label="问题", required=True, longest=200, help="群众会怎么问；不写人名、电话"
            ),
            Field(key="content", label="答复", kind=Kind.LONG, required=True, lines=6, longest=LONGEST),
            Field(
                key="basis",
                label="依据",
                kind=Kind.LONG,
                required=True,
                lines=2,
                longest=LONGEST,
                help="文件名称、文号和条款",
            ),
            Field(key="topic", label="业务分类", kind=Kind.CHOICE, choices=TOPICS),
            Field(
                key="valid_until", label="有效期至", kind=Kind.DATE, required=True, help="过后须复核才能再引用"
            ),
        ),
    ),
)


def typed_answer(answer: Answer) -> dict[str, Any]:
    """Return the answer as the form shows it."""
    values = {
        "question": answer.question,
        "content": answer.content,
        "basis": answer.basis,
        "topic": answer.topic,
        "valid_until": answer.valid_until.isoformat(),
    }
    return {key: value for key, value in values.items() if value}


def begun_from(order: WorkOrder, valid_until: date) -> dict[str, Any]:
    """Return what the form of a new answer begins with: the order's title and its reply."""
    values = {
        "question": order.title,
        "content": order.reply.content,
        "basis": order.reply.basis,
        "topic": order.topic,
        "valid_until": valid_until.isoformat(),
    }
    return {key: value for key, value in values.items() if value}


def filled_answer(answer: Answer, values: dict[str, Any]) -> Answer:
    """Return the answer with what was filled in."""
    return replace(
        answer,
        question=values["question"].strip(),
        content=values["content"].strip(),
        basis=values["basis"].strip(),
        topic=values.get("topic") or "",
        valid_until=date.fromisoformat(values["valid_until"]),
    )


def citation_of(answer: Answer) -> str:
    """Return how a reply names the answer that it rests on: basis, entry and day."""
    day = office_date(answer.approved_at) if answer.approved_at else answer.dated
    return f"{answer.basis}（知识库第{answer.id}号，{chinese_date(day)}审定）"


def cited(answer: Answer, content: str, basis: str) -> dict[str, str]:
    """Return contents and basis of a reply with the answer put in below what stands there already."""
    citation = citation_of(answer)
    return {
        "content": _below(content, answer.content),
        "basis": basis if citation in basis else _below(basis, citation),
    }


def personal_problems(answer: Answer, caller: Caller, public: Iterable[str]) -> tuple[Problem, ...]:
    """Return where an answer says who somebody is.

    Refused are the caller's name, telephone, certificate and address, any mobile and certificate number, a
    person addressed by surname, and any telephone but the ``public`` ones of the office.
    """
    known = {_DIGITS.sub("", each)[-7:] for text in public for each in text.split("、") if each}
    problems = []
    for key, label, text in (
        ("question", "问题", answer.question),
        ("content", "答复", answer.content),
        ("basis", "依据", answer.basis),
    ):
        problems += [
            Problem(key, f"“{label}”中有个人信息“{each}”，知识库不能写，请删去或改写。")
            for each in dict.fromkeys(_personal(text, caller, known))
        ]
    return tuple(problems)


def _personal(text: str, caller: Caller, public: set[str]) -> Iterator[str]:
    if len(caller.name) >= _SHORTEST_NAME and caller.name in text:
        yield caller.name
    if len(caller.address) >= _SHORTEST_ADDRESS and caller.address in text:
        yield caller.address
    for number in filter(None, (caller.certificate, caller.telephone)):
        if number in text:
            yield number
    for pattern in (_CERTIFICATE, _MOBILE, _ADDRESSED):
        yield from pattern.findall(text)
    for found in _LANDLINE.findall(_CERTIFICATE.sub("", _MOBILE.sub("", text))):
        if _DIGITS.sub("", found)[-7:] not in public:
            yield found


def _below(before: str, text: str) -> str:
    return f"{before.rstrip()}\n{text}" if before.strip() else text
