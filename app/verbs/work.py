"""``work``: the work list, how the division stands, and giving an item to another."""

from __future__ import annotations

from argparse import Namespace

from app.custody.commands import Piece, Reassign
from app.custody.loads import PersonLoad
from app.custody.worklist import View, WorkItem
from app.errors import BadInput
from app.verbs.terminal import Terminal


def listed(terminal: Terminal, options: Namespace) -> None:
    """List a view of the work list, the most urgent first."""
    items = terminal.desk.work_list.items(terminal.actor, View[options.view.upper()])
    terminal.answer([_row(each) for each in items], "\n".join(map(_line, items)) or "没有待办。")


def load(terminal: Terminal, _options: Namespace) -> None:
    """Tell what each person of the division has, who is away, and what falls due meanwhile."""
    found = terminal.desk.heads.loads.read(terminal.actor)
    answer = {
        "until": found.until.isoformat(),
        "unheld": found.unheld,
        "alone": found.alone,
        "people": [_load(each) for each in found.people],
    }
    lines = [_load_line(each) for each in found.people]
    last = f"待分 {found.unheld} 件，离岗无人顶岗 {found.alone} 件。离岗看到{found.until}。"
    terminal.answer(answer, "\n".join((*lines, last)))


def assign(terminal: Terminal, options: Namespace) -> None:
    """Give the item of a number to another person of the division."""
    found = terminal.desk.heads.reassigning.find(terminal.actor, options.number)
    if len(found) > 1:
        choices = "\n".join(
            f"　{each.holding.subject}　{each.holding.step}　{each.staff_name or '待分'}" for each in found
        )
        raise BadInput(f"“{options.number}”有{len(found)}件待办，请写明是哪一件：\n{choices}")
    (segment,) = found
    piece = Piece(subject=segment.holding.subject, segment=segment.id)
    command = Reassign(items=(piece,), to=options.to, reason=options.reason)
    done = terminal.desk.heads.reassigning.reassign(terminal.actor, command)
    was = segment.staff_name or "待分"
    told = {"key": segment.holding.subject, "number": segment.holding.number, "was": was, "to": done.to_name}
    terminal.answer(told, f"已改派：{options.number}由{was}改为{done.to_name}办理。")


def _row(item: WorkItem) -> dict[str, object]:
    return {
        "key": item.subject,
        "number": item.number,
        "title": item.title,
        "party": item.party,
        "step": item.step,
        "why": item.why,
        "holder": item.holder,
        "away": item.away,
        "behalf": item.behalf or None,
        "reassigned": item.reassigned,
        "due": item.due.isoformat() if item.due else None,
        "provisional": item.provisional,
        "remaining": item.remaining if item.due else None,
        "light": item.light.value,
    }


def _line(item: WorkItem) -> str:
    due = f"{item.due}{'（暂定）' if item.provisional else ''}" if item.due else "无期限"
    holder = f"代{item.behalf}" if item.behalf else f"{item.holder}{'（离岗）' if item.away else ''}"
    named = item.number or item.subject
    parts = (due, item.light.value, named, item.title, item.party, item.step, holder)
    return "　".join(parts)


def _load(person: PersonLoad) -> dict[str, object]:
    return {
        "login": person.login,
        "name": person.name,
        "open": person.items,
        "today": person.today,
        "late": person.late,
        "behalf": person.behalf,
        "due_away": person.due_away,
        "away": [{"span": each.words, "now": each.now, "answers": each.answers} for each in person.away],
    }


def _load_line(person: PersonLoad) -> str:
    parts = [f"{person.name}　在办 {person.items}　今日到期 {person.today}　逾期 {person.late}"]
    if person.behalf:
        parts.append(f"代办 {person.behalf}")
    parts += [f"离岗 {each.words}{f'，由{each.answers}顶岗' if each.answers else ''}" for each in person.away]
    if person.due_away:
        parts.append(f"离岗期间到期 {person.due_away}")
    return "　".join(parts)
