"""What is asked about an absence, and the command made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from app.clock import local, office_date
from app.errors import BadInput, Problem
from app.forms.fields import Field, Kind, Section
from app.people.halves import AFTERNOON, MORNING, from_words, half_of, span_words, until_words
from app.people.models import StaffId
from app.posts.commands import DecideAbsence, EnterSudden, PlanAbsence, ProlongAbsence, Stopgap
from app.posts.models import Absence, Post, Reason
from ui.dialogs.fields import FieldsQuestion

Names = Mapping[str, int]
_HALVES = (MORNING, AFTERNOON)
_REASONS = {each.value: each for each in Reason}
_STOPGAP_TEXT = "AB岗都不在时由负责人指定"


def plan_question(people: Names, substitutes: Names, me: str, now: datetime) -> FieldsQuestion:
    """Return what is asked to plan an absence: of oneself, or (``people`` more than one) of another."""
    tomorrow = (office_date(now) + timedelta(days=1)).isoformat()
    others = len(people) > 1
    whom = (_choice("staff", "离岗人", people), _reason()) if others else (_reason(12),)
    text = (
        "为他人安排的，即时批准；本人的须由批准人批准。"
        if others
        else "提交后由单位负责人批准；批准后由B岗顶岗。"
    )
    return FieldsQuestion(
        title="安排离岗" if others else "申请离岗",
        text=text,
        confirm="提交",
        sections=_sections(*whom, *_span(), _note(), *(_stopgap(substitutes) if others else ())),
        values={
            "staff": me,
            "reason": Reason.LEAVE.value,
            "starts": tomorrow,
            "starts_half": MORNING,
            "ends": tomorrow,
            "ends_half": AFTERNOON,
        },
    )


def plan_of(values: Mapping[str, Any], people: Names, substitutes: Names, me: int) -> PlanAbsence:
    """Return the command; one's own is planned as one's own."""
    staff = people.get(str(values.get("staff")), me)
    return PlanAbsence(
        staff=None if staff == me else StaffId(staff),
        reason=_REASONS[values["reason"]],
        starts=_starts(values),
        ends=_need_end(values),
        note=str(values.get("note") or ""),
        stopgap=stopgap_of(values, substitutes),
    )


def sudden_question(people: Names, substitutes: Names, now: datetime) -> FieldsQuestion:
    """Return what is asked to enter that somebody is away now; substitutes are asked where there are any."""
    half = local(half_of(now))
    return FieldsQuestion(
        title="登记临时离岗",
        text="本人来不及申请的，由同处室的人或负责人登记，登记后立即顶岗。不知道何时返岗的，结束日期留空。",
        confirm="登记",
        sections=_sections(
            _choice("staff", "离岗人", people),
            _reason(),
            *_span(open_end=True),
            _note(),
            *(_stopgap(substitutes) if substitutes else ()),
        ),
        values={
            "reason": Reason.SICK.value,
            "starts": half.date().isoformat(),
            "starts_half": AFTERNOON if half.hour else MORNING,
            "ends_half": AFTERNOON,
        },
    )


def sudden_of(values: Mapping[str, Any], people: Names, substitutes: Names) -> EnterSudden:
    """Return the command."""
    return EnterSudden(
        staff=StaffId(people[str(values["staff"])]),
        reason=_REASONS[values["reason"]],
        starts=_starts(values),
        ends=_ends(values),
        note=str(values.get("note") or ""),
        stopgap=stopgap_of(values, substitutes),
    )


def agree_question(absence: Absence, posts: Iterable[Post], substitutes: Names) -> FieldsQuestion:
    """Return what is asked to approve, with who then stands in on which of the ``posts``."""
    opinion = Field(key="opinion", label="意见", longest=500)
    return FieldsQuestion(
        title=f"批准{absence.staff_name}离岗",
        text=f"{told_of(absence)}。{_stand_ins(absence, posts)}",
        confirm="批准",
        sections=_sections(opinion, *_stopgap(substitutes)),
        values={"opinion": "同意"},
    )


def _stand_ins(absence: Absence, posts: Iterable[Post]) -> str:
    first = office_date(absence.starts)
    last = office_date(absence.until - timedelta(microseconds=1)) if absence.until else date.max
    own = (each for each in posts if each.a == absence.staff and each.stands_within(first, last))
    told = "，".join(f"{each.name}由{each.b_name}顶岗" for each in own)
    return f"其间{told}。" if told else ""


def agreement_of(values: Mapping[str, Any], absence: Absence, substitutes: Names) -> DecideAbsence:
    """Return the command."""
    return DecideAbsence(
        absence=absence.id,
        version=absence.version,
        agree=True,
        opinion=str(values.get("opinion") or ""),
        stopgap=stopgap_of(values, substitutes),
    )


def prolong_question(absence: Absence, substitutes: Names) -> FieldsQuestion:
    """Return what is asked to let it last longer."""
    last = local((absence.ends or absence.starts) - timedelta(seconds=1))
    day = last.date() if absence.ends else local(absence.starts).date()
    return FieldsQuestion(
        title=f"延长{absence.staff_name}的离岗",
        text=f"{told_of(absence)}。不知道何时返岗的，结束日期留空。",
        confirm="延长",
        sections=_sections(*_span(open_end=True)[2:], *_stopgap(substitutes)),
        values={"ends": (day + timedelta(days=1)).isoformat(), "ends_half": AFTERNOON},
    )


def prolonging_of(values: Mapping[str, Any], absence: Absence, substitutes: Names) -> ProlongAbsence:
    """Return the command."""
    return ProlongAbsence(
        absence=absence.id,
        version=absence.version,
        ends=_ends(values),
        stopgap=stopgap_of(values, substitutes),
    )


def told_of(absence: Absence) -> str:
    """Return an absence in a sentence."""
    note = f"（{absence.note}）" if absence.note else ""
    return f"{absence.staff_name}{absence.reason.value}{note}，{span_words(absence.starts, absence.until)}"


def stopgap_of(values: Mapping[str, Any], substitutes: Names) -> Stopgap | None:
    """Return the temporary substitute; raises ``BadInput`` for a ground without a person."""
    named, ground = str(values.get("substitute") or ""), str(values.get("ground") or "")
    if named:
        return Stopgap(staff=StaffId(substitutes[named]), ground=ground)
    if ground:
        raise BadInput.listing((Problem("substitute", "写了理由，还没有选定临时替代人。"),))
    return None


def _starts(values: Mapping[str, Any]) -> datetime:
    return from_words(f"{values['starts']}{values['starts_half']}")


def _ends(values: Mapping[str, Any]) -> datetime | None:
    return until_words(f"{values['ends']}{values['ends_half']}") if values.get("ends") else None


def _need_end(values: Mapping[str, Any]) -> datetime:
    ends = _ends(values)
    assert ends is not None
    return ends


def _sections(*fields: Field) -> tuple[Section, ...]:
    return (Section(title="离岗", fields=fields),)


def _choice(
    key: str, label: str, names: Iterable[str], *, required: bool = True, help_text: str = "", width: int = 6
) -> Field:
    choices = tuple(names)
    return Field(
        key=key, label=label, kind=Kind.CHOICE, required=required, choices=choices, width=width, help=help_text
    )


def _reason(width: int = 6) -> Field:
    return _choice("reason", "原因", _REASONS, width=width)


def _span(*, open_end: bool = False) -> tuple[Field, ...]:
    needed = not open_end
    return (
        Field(key="starts", label="开始日期", kind=Kind.DATE, required=True, width=6),
        _choice("starts_half", "开始于", _HALVES),
        Field(key="ends", label="结束日期", kind=Kind.DATE, required=needed, width=6, help="当日计入"),
        _choice("ends_half", "结束于", _HALVES),
    )


def _note() -> Field:
    return Field(key="note", label="说明", longest=500)


def _stopgap(substitutes: Names) -> tuple[Field, ...]:
    return (
        _choice("substitute", "临时替代人", substitutes, required=False, help_text=_STOPGAP_TEXT),
        Field(key="ground", label="指定理由", width=6, longest=500),
    )
