"""``handover``: show, make, take over and give back the work of one who is away."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta
from pathlib import Path

from app.clock import office_date
from app.errors import BadInput
from app.people.halves import span_words
from app.people.models import StaffId
from app.posts.hand_commands import GiveBack, MakeHandover, SignHandover, TakeOver
from app.posts.hand_papers import Paper
from app.posts.hand_signing import Signature
from app.posts.handed import Handover, HandoverItem
from app.posts.handing_over import HandoverView
from app.posts.models import Absence, AbsenceId, AbsenceState
from app.register.models import DocumentId
from app.verbs.document import ready_folder, written
from app.verbs.terminal import Terminal, read_fields

_YEAR = timedelta(days=366)


def show(terminal: Terminal, options: Namespace) -> None:
    """Show the handover of the absence that runs, or comes next, or was the last."""
    absence = _absence(terminal, options.login)
    _tell(terminal, terminal.desk.handovers.of_absence(terminal.actor, absence.id))


def make(terminal: Terminal, options: Namespace) -> None:
    """Issue the handover sheet of the absence that runs or comes next."""
    folder = ready_folder(options.out) if options.out else None
    command = MakeHandover(absence=_absence(terminal, options.login).id, fields=_fields(options))
    made = terminal.desk.handovers.make(terminal.actor, command)
    _finish(terminal, made, made.sheet, folder)


def take(terminal: Terminal, options: Namespace) -> None:
    """Take over all that waits or one item, or object to one; a sudden absence gets its sheet first."""
    if options.objection and not options.item:
        raise BadInput("提出异议（--objection）须用 --item 写明是哪一项。")
    folder = ready_folder(options.out) if options.out else None
    handover = _standing(terminal, _absence(terminal, options.login))
    keys = (_key(handover, options.item),) if options.item else None
    objections = {keys[0]: options.objection} if keys and options.objection else {}
    command = TakeOver(
        handover=handover.id,
        version=handover.version,
        items=() if objections else keys,
        objections=objections,
    )
    taken = terminal.desk.handovers.take(terminal.actor, command)
    _finish(terminal, taken, taken.sheet, folder)


def give_back(terminal: Terminal, options: Namespace) -> None:
    """Issue the return sheet of the last absence that is over."""
    folder = ready_folder(options.out) if options.out else None
    absence = _absence(terminal, options.login, over=True)
    command = GiveBack(absence=absence.id, fields=_fields(options))
    done = terminal.desk.handovers.give_back(terminal.actor, command)
    _finish(terminal, done, done.return_sheet, folder)


def sign(terminal: Terminal, options: Namespace) -> None:
    """Sign the paper that waits for this person: the sheet first, else the return sheet."""
    absence = _absence(terminal, options.login)
    line = terminal.desk.handovers.overview.line(terminal.actor, absence.id)
    if line.handover is None:
        raise BadInput(f"{absence.staff_name}的这次离岗还没有工作交接单，没有可以签字的。")
    waits = any(each.hand is line.hand and each.at is None for each in line.sheet_signed)
    paper = Paper.SHEET if waits or not line.return_signed else Paper.RETURN
    terminal.desk.handovers.sign(terminal.actor, SignHandover(handover=line.handover.id, paper=paper))
    _tell(terminal, terminal.desk.handovers.of_absence(terminal.actor, absence.id))


def _fields(options: Namespace) -> dict[str, object]:
    return read_fields(options.fields) if options.fields else {}


def _absence(terminal: Terminal, login: str, *, over: bool = False) -> Absence:
    """Return the absence that runs or comes next, else the last; with ``over`` the last that is over."""
    actor, staff, now = terminal.actor, _staff(terminal, login), terminal.clock()
    today = office_date(now)
    found = [
        each
        for each in terminal.desk.absences.away(actor, today - _YEAR, today + _YEAR)
        if each.staff == staff and (each.holds or each.state is AbsenceState.ASKED)
    ]
    past = [each for each in found if each.until is not None and each.until <= now]
    ahead = [] if over else [each for each in found if each not in past]
    chosen = ahead[:1] or past[-1:]
    if not chosen:
        raise BadInput(f"“{login}”没有{'已经结束的' if over else ''}离岗记录。")
    return chosen[0]


def _staff(terminal: Terminal, login: str) -> StaffId:
    with terminal.store.read() as unit:
        found = unit.people.find_by_login(login.strip())
    if found is None:
        raise BadInput(f"没有登录名为“{login.strip()[:60]}”的人员。")
    return found.id


def _standing(terminal: Terminal, absence: Absence) -> Handover:
    """Return the absence's handover; one of a sudden absence is made from the record."""
    view = terminal.desk.handovers.of_absence(terminal.actor, absence.id)
    if view.handover is not None:
        return view.handover
    if not absence.sudden:
        raise BadInput(f"{absence.staff_name}的这次离岗还没有工作交接单，请先出具（handover make）。")
    return terminal.desk.handovers.make(terminal.actor, MakeHandover(absence=absence.id))


def _key(handover: Handover, words: str) -> str:
    found = [each.key for each in handover.items if words.strip() in (each.key, each.number)]
    if len(found) != 1:
        known = "、".join(each.key for each in handover.items) or "无"
        raise BadInput(f"交接单上没有“{words.strip()[:60]}”这一项，或不止一项。现有：{known}。")
    return found[0]


def _finish(terminal: Terminal, handover: Handover, paper: int, folder: Path | None) -> None:
    """Write the paper where it was asked for, and tell how the handover stands."""
    view = terminal.desk.handovers.of_absence(terminal.actor, AbsenceId(handover.absence))
    files: dict[str, object] = {}
    if folder is not None and paper:
        files = written(terminal.desk.register.get(terminal.actor, DocumentId(paper)), folder)
    _tell(terminal, view, files)


def _tell(terminal: Terminal, view: HandoverView, files: dict[str, object] | None = None) -> None:
    handover = view.handover
    line = terminal.desk.handovers.overview.line(terminal.actor, view.absence.id)
    signed = (*line.sheet_signed, *line.return_signed)
    answer = {
        "absence": int(view.absence.id),
        "staff": view.absence.staff_name,
        "from": view.absence.starts.isoformat(),
        "until": view.absence.until.isoformat() if view.absence.until else None,
        "receiver": handover.receiver_name if handover else "",
        "sheet": str(view.sheet.number) if view.sheet else "",
        "return_sheet": str(view.return_sheet.number) if view.return_sheet else "",
        "state": line.standing.step.value,
        "waits": line.standing.waits,
        "signatures": [_place(each) for each in signed],
        "items": [_row(each) for each in view.items],
        **({"files": files} if files else {}),
    }
    papers = [f"《{each.title}》{each.number}" for each in (view.sheet, view.return_sheet) if each]
    span = span_words(view.absence.starts, view.absence.until)
    head = (
        f"{view.absence.staff_name}{view.absence.reason.value}（{span}）：{'、'.join(papers) or '还没有交接单'}"
    )
    stands = "：".join(filter(None, (line.standing.step.value, line.standing.waits)))
    told = [stands, *(["，".join(each.words for each in signed)] if signed else ())]
    terminal.answer(answer, "\n".join([head, *told, *map(_line, view.items)]))


def _place(signature: Signature) -> dict[str, object]:
    return {
        "place": signature.place,
        "expected": signature.expected,
        "signed_by": signature.name,
        "signed_at": signature.at.isoformat() if signature.at else None,
    }


def _row(item: HandoverItem) -> dict[str, object]:
    return {
        "key": item.key,
        "kind": item.kind,
        "number": item.number,
        "title": item.title,
        "step": item.step,
        "due": item.due.isoformat() if item.due else None,
        "next_act": item.next_act,
        "stage": item.stage.value,
        "taken_by": item.taken_by_name,
        "objection": item.objection,
    }


def _line(item: HandoverItem) -> str:
    due = item.due.isoformat() if item.due else "无期限"
    objection = f"（{item.objection}）" if item.objection else ""
    number = f"　{item.number}" if item.number else ""
    return f"{item.key}　{item.kind}{number}　{item.title}　{due}　{item.step}　{item.stage.value}{objection}"
