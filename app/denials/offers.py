"""What may be done with a denial now, by this person, and why the rest is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.denials.acts import Act, stood_in
from app.denials.commands import OnePersonOneStation
from app.denials.models import CHECKING, Complaint, ComplaintState, Denial, DenialState, Station
from app.denials.ports import DenialUnit
from app.denials.stations import RIGHTS, STATIONS, check_person
from app.denials.undoing import notice_of
from app.people.models import ROLE_NAMES, Role
from app.people.permissions import ROLES, Right, may
from app.register.models import Document, DocumentState

_D = DenialState


@dataclass(frozen=True, kw_only=True)
class DenialOffer:
    """An act as the window offers it: ``closed`` says why it cannot be taken now, "" when it can."""

    key: str
    title: str
    closed: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A denial as somebody looks at it: with its notice and complaints."""

    unit: DenialUnit
    act: Act
    notice: Document | None
    complaints: tuple[Complaint, ...]

    @property
    def state(self) -> DenialState:
        """Where the denial stands."""
        return self.act.denial.state

    @property
    def open_complaint(self) -> Complaint | None:
        """The complaint that waits for its answer."""
        return next((each for each in self.complaints if each.state is ComplaintState.OPEN), None)


def offers_of(stands: Standing) -> tuple[DenialOffer, ...]:
    """Return every act with why it is closed to this person now."""
    stood = stood_in(stands.unit, stands.act.denial)
    return tuple(
        DenialOffer(key=key, title=title, closed=closed(stands, stood)) for key, title, closed in _ACTS
    )


Closed = Callable[[Standing, dict[int, Station]], str]


def _in(*states: DenialState) -> Closed:
    def closed(stands: Standing, _stood: dict[int, Station]) -> str:
        return "" if stands.state in states else f"现为“{stands.state.value}”。"

    return closed


def _by(*rights: Right) -> Closed:
    def closed(stands: Standing, _stood: dict[int, Station]) -> str:
        return next(filter(None, (_not_by(stands, right) for right in rights)), "")

    return closed


def _not_by(stands: Standing, right: Right) -> str:
    if may(stands.act.actor, right, stands.act.denial.division):
        return ""
    needed = "、".join(ROLE_NAMES[role] for role in Role if role in ROLES[right])
    return f"须由{needed}办理。"


def _all(*tests: Closed) -> Closed:
    def closed(stands: Standing, stood: dict[int, Station]) -> str:
        return next(filter(None, (test(stands, stood) for test in tests)), "")

    return closed


def _no_checker(stands: Standing, stood: dict[int, Station]) -> str:
    return _person(stands, Station.DRAFT, stood)


def _person(stands: Standing, station: Station, stood: dict[int, Station]) -> str:
    try:
        check_person(stands.act.actor, station, stood)
    except OnePersonOneStation as refusal:
        return str(refusal)
    return ""


def _checker(stands: Standing, stood: dict[int, Station]) -> str:
    if stands.state not in CHECKING:
        return f"现为“{stands.state.value}”。"
    station = STATIONS[stands.state]
    return _not_by(stands, RIGHTS[station]) or _person(stands, station, stood)


def _give_up(stands: Standing, _stood: dict[int, Station]) -> str:
    if stands.act.denial.after:
        return "通知书已经告知申请人，补报不能撤回。"
    right = Right.DRAFT_DENIAL if stands.state is _D.DRAFT else Right.SUBMIT_DENIAL
    return _not_by(stands, right)


def _notice(stands: Standing, _stood: dict[int, Station]) -> str:
    if stands.state is _D.FILED:
        return ""
    if stands.state in (_D.DRAFT, *CHECKING):
        return "单位负责人和分管局领导核查同意后，才能出具不予受理通知书。"
    return f"现为“{stands.state.value}”。"


def is_told(denial: Denial) -> bool:
    """Tell whether the applicant was told, so that there is something to complain of."""
    told_first = denial.after and denial.state in (_D.DRAFT, *CHECKING)
    return told_first or denial.state in (_D.TOLD, _D.ARCHIVED)


def still_refused(denial: Denial) -> bool:
    """Tell whether the refusal still stands, so that it can be overturned."""
    return denial.state is _D.FILED or is_told(denial)


def took_part(unit: DenialUnit, act: Act) -> bool:
    """Tell whether the person stood in the chain, or told the applicant."""
    notice = notice_of(act.facts, act.denial.notice)
    told = notice is not None and notice.issued_by == act.actor.id
    return told or act.actor.id in stood_in(unit, act.denial)


def _complain(stands: Standing, _stood: dict[int, Station]) -> str:
    if not is_told(stands.act.denial):
        return f"现为“{stands.state.value}”。"
    return "上一件投诉还在复核。" if stands.open_complaint else ""


def _answer(stands: Standing, _stood: dict[int, Station]) -> str:
    if stands.open_complaint is None:
        return "没有复核中的投诉。"
    if took_part(stands.unit, stands.act):
        return "参与过这份否定报备的人不得答复投诉，请换一人。"
    return ""


def archive_closed(stands: Standing) -> str:
    """Return why the denial cannot be archived now, "" when it can."""
    if stands.state is not _D.TOLD:
        return f"现为“{stands.state.value}”，告知申请人后才能归档。"
    if stands.open_complaint is not None:
        return "投诉还在复核，答复后再归档。"
    if stands.notice is None or not served(stands.notice, stands.act.facts.standing):
        return "不予受理通知书还没有送达：请登记送达日期，或出具送达回证（拒收的写明拒收事由）。"
    return ""


def served(notice: Document, papers: tuple[Document, ...]) -> bool:
    """Tell whether the notice was served, or its delivery refused as a standing proof of service says."""
    if notice.state is DocumentState.VOID:
        return False
    return notice.served_on is not None or any(
        proof.fields.get("refusal_reason") and str(notice.number) in numbers_in(proof)
        for proof in papers
        if proof.type_key == "proof_of_service"
    )


def numbers_in(proof: Document) -> Iterator[str]:
    """Yield the numbers of the papers that a proof of service lists."""
    for row in proof.fields.get("documents", ()):
        yield str(row.get("number", ""))


def _archive(stands: Standing, _stood: dict[int, Station]) -> str:
    return archive_closed(stands)


def _bundle(stands: Standing, _stood: dict[int, Station]) -> str:
    return "" if stands.act.denial.form else "报备完成后才有归档件。"


_ACTS: tuple[tuple[str, str, Closed], ...] = (
    ("change", "修改", _all(_in(_D.DRAFT), _by(Right.DRAFT_DENIAL), _no_checker)),
    ("submit", "提交", _all(_in(_D.DRAFT), _by(Right.DRAFT_DENIAL, Right.SUBMIT_DENIAL), _no_checker)),
    ("agree", "同意", _checker),
    ("back", "退回修改", _checker),
    ("down", "不同意", _checker),
    ("give_up", "撤回", _all(_in(_D.DRAFT, *CHECKING), _give_up)),
    ("attach", "添加附件", _all(_in(_D.DRAFT), _by(Right.DRAFT_DENIAL))),
    ("notice", "出具不予受理通知书", _all(_notice, _by(Right.REFUSE))),
    ("complain", "登记投诉", _all(_complain, _by(Right.REEXAMINE))),
    ("answer", "答复投诉", _all(_answer, _by(Right.REEXAMINE))),
    ("archive", "归档", _all(_archive, _by(Right.ARCHIVE))),
    ("bundle", "导出归档件", _all(_bundle, _by(Right.ARCHIVE))),
)
