"""``case``: open one, list them, show one with its clock."""

from __future__ import annotations

from argparse import Namespace

from app.cases.commands import OpenCase
from app.cases.models import CaseQuery, Party
from app.catalogue.matters import rank_of
from app.catalogue.models import Matter
from app.errors import BadInput
from app.verbs.terminal import Terminal

MOST = 200


def opened(terminal: Terminal, options: Namespace) -> None:
    """Open a case for an applicant."""
    actor, desk = terminal.actor, terminal.desk
    matter = _matter(desk.catalogue.find(actor, options.matter), options.matter)
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


def _matter(found: tuple[Matter, ...], words: str) -> Matter:
    """Return the one matter that fits the words best; raises ``BadInput`` for none or several."""
    if not found or not words.strip():
        raise BadInput(f"事项目录中没有“{words}”，请用 matters list 查看目录。")
    best = rank_of(found[0], words)
    equals = [matter for matter in found if rank_of(matter, words) == best]
    if len(equals) > 1:
        raise BadInput(f"“{words}”可能是{'、'.join(matter.name for matter in equals)}，请写明事项编码或全称。")
    return equals[0]


def listed(terminal: Terminal, options: Namespace) -> None:
    """List the newest cases that fit the words, applicants masked."""
    found = terminal.desk.counter.find(terminal.actor, CaseQuery(words=options.words), limit=MOST)
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


def show(terminal: Terminal, options: Namespace) -> None:
    """Show a case with its clock, its holder and its papers."""
    view = terminal.desk.counter.by_number(terminal.actor, options.number)
    clock, holder = view.clock, view.holder
    due = clock.last_day.isoformat() if clock.last_day else None
    answer = {
        "number": view.case.number,
        "matter": view.case.matter_name,
        "state": view.case.state.value,
        "step": clock.what,
        "due": due,
        "provisional": clock.provisional,
        "consequence": clock.consequence,
        "holder": (holder.staff_name or holder.division_name) if holder else None,
        "documents": [str(paper.number) for paper in view.papers],
    }
    papers = "、".join(str(paper.number) for paper in view.papers) or "无"
    mark = "（暂定）" if clock.provisional else ""
    lines = (
        f"{answer['number']}　{answer['matter']}　{answer['state']}",
        f"{clock.what}：{due or '无期限'}{mark}　{clock.consequence}",
        f"经手：{answer['holder'] or '无'}　文书：{papers}",
    )
    terminal.answer(answer, "\n".join(lines))
