"""``case``: open one, list them, show one with its clocks, do an act of it, register a letter or a task."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from app.cases.acting import Offer
from app.cases.commands import DoAct, IssueForCase, OpenCase, RegisterAssignment, SecondGround
from app.cases.counter import CaseView
from app.cases.life import find_way
from app.cases.models import Case, CaseQuery, CaseState, Party
from app.catalogue.matters import rank_of
from app.catalogue.models import Matter
from app.custody.models import Segment
from app.errors import BadInput
from app.verbs.document import ready_folder, written
from app.verbs.terminal import Terminal, day_of, read_fields

MOST = 200


def opened(terminal: Terminal, options: Namespace) -> None:
    """Open a case for an applicant."""
    actor, desk = terminal.actor, terminal.desk
    matter = one_matter(desk.catalogue.find(actor, options.matter), options.matter)
    party = Party(
        name=options.applicant,
        kind="单位" if options.organisation else "自然人",
        certificate_type="统一社会信用代码" if options.organisation else "身份证",
        telephone=options.telephone,
        contact=options.contact,
    )
    case = desk.counter.open(
        actor, OpenCase(matter=matter.id, applicant=party, application=not options.enquiry)
    )
    text = f"已登记{case.number}：{case.matter_name}"
    terminal.answer({"number": case.number, "matter": case.matter_name, "state": case.state.value}, text)


def one_matter(found: tuple[Matter, ...], words: str) -> Matter:
    """Return the one matter that fits the words best; raises ``BadInput`` for none or several."""
    if not found or not words.strip():
        raise BadInput(f"事项目录中没有“{words}”，请用 matters list 查看目录。")
    best = rank_of(found[0], words)
    equals = [matter for matter in found if rank_of(matter, words) == best]
    if len(equals) > 1:
        raise BadInput(f"“{words}”可能是{'、'.join(matter.name for matter in equals)}，请写明事项编码或全称。")
    return equals[0]


def listed(terminal: Terminal, options: Namespace) -> None:
    """List the newest cases that fit the words and the state, applicants masked."""
    query = CaseQuery(words=options.words, state=_state(options.state))
    found = terminal.desk.counter.find(terminal.actor, query, limit=MOST)
    answer = [
        {
            "number": case.number,
            "matter": case.matter_name,
            "applicant": case.applicant.name,
            "state": case.state.value,
            "received_on": case.received_on.isoformat(),
        }
        for case in found
    ]
    lines = [f"{row['number']}　{row['state']}　{row['applicant']}　{row['matter']}" for row in answer]
    terminal.answer(answer, "\n".join(lines))


def _state(words: str) -> CaseState | None:
    if not words:
        return None
    for state in CaseState:
        if words.strip() in (state.value, state.name.lower()):
            return state
    known = "、".join(state.value for state in CaseState)
    raise BadInput(f"办件没有“{words[:20]}”这种状态，只能是：{known}。")


def show(terminal: Terminal, options: Namespace) -> None:
    """Show a case with its clocks and their holders, its papers, and what can be done now, by whom, why not."""
    actor, desk = terminal.actor, terminal.desk
    view = desk.counter.by_number(actor, options.number)
    offers = desk.acts.offers(actor, view.case.id)
    terminal.answer(_told(view, offers), "\n".join(_lines(view, offers)))


def _told(view: CaseView, offers: tuple[Offer, ...]) -> dict[str, object]:
    case, clock, holder = view.case, view.clock, view.holder
    return {
        "number": case.number,
        "matter": case.matter_name,
        "state": case.state.value,
        "closed_why": case.closed_why,
        "accepted_on": _day(case.accepted_on),
        "committed_limit": case.committed,
        "statutory_limit": case.statutory,
        "step": clock.what,
        "due": _day(clock.last_day),
        "statutory_due": _day(clock.outer_day),
        "provisional": clock.provisional,
        "consequence": clock.consequence,
        "result": case.result,
        "completed_on": _day(case.completed_on),
        "holder": _holder(holder) if holder else None,
        "clocks": [_clock(each) for each in view.clocks],
        "documents": [str(paper.number) for paper in view.papers],
        "acts": [
            {
                "key": offer.way.key,
                "title": offer.way.title,
                "by": offer.way.by,
                "needs": offer.way.needs,
                "paper": offer.way.paper,
                "closed": offer.closed,
            }
            for offer in offers
        ],
    }


def _clock(segment: Segment) -> dict[str, object]:
    holding = segment.holding
    return {
        "subject": holding.subject,
        "step": holding.step,
        "why": holding.why,
        "holder": _holder(segment),
        "due": _day(holding.due),
        "provisional": holding.provisional,
        "statutory_due": _day(holding.outer_due),
    }


def _holder(segment: Segment) -> str:
    return segment.staff_name or segment.division_name


def _lines(view: CaseView, offers: tuple[Offer, ...]) -> list[str]:
    case, clock = view.case, view.clock
    papers = "、".join(str(paper.number) for paper in view.papers) or "无"
    mark = "（暂定）" if clock.provisional else ""
    outer = f"　法定时限{clock.outer_day}" if clock.outer_day else ""
    ended = f"　{case.closed_why or case.result}" if case.closed_why or case.result else ""
    return [
        f"{case.number}　{case.matter_name}　{case.state.value}{ended}",
        f"{clock.what}：{clock.last_day or '无期限'}{mark}{outer}　{clock.consequence}",
        *(f"经手：{_holder(one)}　{one.holding.step}　{one.holding.due or '无期限'}" for one in view.clocks),
        f"文书：{papers}",
        *(f"可办：{each.way.key}（{each.way.title}）　{each.way.needs}" for each in offers if not each.closed),
        *(f"不可办：{each.way.key}（{each.way.title}）　{each.closed}" for each in offers if each.closed),
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def do(terminal: Terminal, options: Namespace) -> None:
    """Do an act of a case; one that is a paper is issued and written to ``--out``."""
    actor, desk = terminal.actor, terminal.desk
    entered = read_fields(options.fields) if options.fields else {}
    case = desk.counter.by_number(actor, options.number).case
    way = find_way(options.action)
    if way is None or not way.paper:
        desk.acts.do(actor, DoAct(case=case.id, act=options.action, fields=entered))
        made: dict[str, object] = {}
    else:
        made = _issued(terminal, options, case, entered)
    after = desk.counter.get(actor, case.id)
    due = _day(after.holder.holding.due) if after.holder else None
    answer = {"act": options.action, "state": after.case.state.value, "due": due, **made, "case": case.number}
    paper = f"，签发{made['number']}，存于{options.out}" if made else ""
    title = way.title if way is not None else options.action
    terminal.answer(answer, f"{case.number}已办“{title}”，现为“{after.case.state.value}”{paper}。")


def _issued(
    terminal: Terminal, options: Namespace, case: Case, entered: dict[str, object]
) -> dict[str, object]:
    if not options.out:
        raise BadInput(f"“{options.action}”是文书，请用 --out 指明存放PDF和DOCX的文件夹。")
    folder = ready_folder(options.out)
    document = terminal.desk.papers.issue(
        terminal.actor,
        IssueForCase(
            case=case.id,
            type_key=options.action,
            fields=entered,
            request_key=options.request,
            second=SecondGround(reason=options.reason, head=options.head) if options.reason else None,
        ),
    )
    return written(document, folder)


def assign(terminal: Terminal, options: Namespace) -> None:
    """Register a letter or a task from above with its limit."""
    command = RegisterAssignment(
        task=options.kind == "task",
        title=options.title,
        sender=options.sender,
        received_on=day_of(options.received, "--received"),
        handler=options.handler,
        leader=options.leader,
        reference=options.reference,
        due_on=day_of(options.due, "--due") if options.due else None,
        days=options.days,
        requirement=options.requirement,
    )
    case = terminal.desk.assigning.register(terminal.actor, command)
    view = terminal.desk.counter.get(terminal.actor, case.id)
    answer = {
        "number": case.number,
        "kind": case.kind.value,
        "title": case.matter_name,
        "state": case.state.value,
        "due": _day(view.clock.last_day),
        "provisional": view.clock.provisional,
    }
    terminal.answer(
        answer, f"已登记{case.kind.value}{case.number}：{case.matter_name}，{answer['due']}前办结。"
    )
