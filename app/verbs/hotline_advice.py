"""``hotline``: advice on an order, the knowledge base, and the responsibility directory."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from app.clock import office_date
from app.errors import BadInput
from app.hotline.advising_models import Advice
from app.hotline.directory import DirectoryEntry, typed_entry
from app.hotline.directory_sheet import write_directory
from app.hotline.knowledge import Answer, AnswerId, AnswerQuery
from app.hotline.knowledge_keeping import ApproveAnswer, ProposeAnswer
from app.verbs.terminal import Terminal, read_fields


def advise(terminal: Terminal, options: Namespace) -> None:
    """Show what is suggested for an order, with the reasons."""
    order = terminal.desk.orders.by_number(terminal.actor, options.number).order
    found = terminal.desk.hotline.advising.advise(terminal.actor, order.id)
    terminal.answer(_advice(found), "\n".join(_advice_lines(found)) or "没有建议。")


def answers(terminal: Terminal, options: Namespace) -> None:
    """List the answers of the knowledge base that contain every word."""
    today = _today(terminal)
    query = AnswerQuery(words=options.words, citable_on=today if options.citable else None)
    found = terminal.desk.hotline.knowledge.find(terminal.actor, query)
    for each in found:
        terminal.answer(_answer(each, today), _answer_line(each, today))
    if not found and not terminal.as_json:
        terminal.write("知识库中没有找到。")


def answer_save(terminal: Terminal, options: Namespace) -> None:
    """Propose a completed order's reply as an answer."""
    fields = read_fields(options.fields) if options.fields else {}
    command = ProposeAnswer(number=options.number, fields=fields)
    made = terminal.desk.hotline.knowledge.propose(terminal.actor, command)
    text = f"已提出知识库第{made.id}号“{made.question}”，待{made.division_name}负责人或信访中心审定。"
    terminal.answer(_answer(made, _today(terminal)), text)


def answer_approve(terminal: Terminal, options: Namespace) -> None:
    """Approve an answer, or confirm one that was to be reviewed."""
    fields = read_fields(options.fields) if options.fields else {}
    command = ApproveAnswer(answer=AnswerId(options.answer), fields=fields)
    kept = terminal.desk.hotline.knowledge.approve(terminal.actor, command)
    terminal.answer(_answer(kept, _today(terminal)), f"已审定知识库第{kept.id}号，有效至{kept.valid_until}。")


def answer_retire(terminal: Terminal, options: Namespace) -> None:
    """Put an answer out of use."""
    gone = terminal.desk.hotline.knowledge.retire(terminal.actor, AnswerId(options.answer), options.reason)
    terminal.answer(_answer(gone, _today(terminal)), f"已停用知识库第{gone.id}号。")


def directory(terminal: Terminal, options: Namespace) -> None:
    """List the directory, take over a sheet, or write it as one."""
    keeping = terminal.desk.hotline.directory
    if options.source and options.target:
        raise BadInput("--import 和 --export 一次只能用一个。")
    if options.source:
        report = keeping.import_sheet(terminal.actor, Path(options.source))
        told = f"导入职责目录：新增{report.new}条，修改{report.changed}条，未变{report.same}条。"
        counts = {"new": report.new, "changed": report.changed, "same": report.same}
        lines = [told, *(f"未导入：{fault}" for fault in report.faults)]
        terminal.answer({**counts, "faults": list(report.faults)}, "\n".join(lines))
        return
    entries = keeping.all(terminal.actor)
    if options.target:
        write_directory(Path(options.target), entries)
        terminal.answer({"file": options.target, "lines": len(entries)}, f"已导出{len(entries)}条职责目录。")
        return
    for each in entries:
        terminal.answer({"id": each.id, **typed_entry(each)}, _entry_line(each, _today(terminal)))
    if not entries and not terminal.as_json:
        terminal.write("职责目录还是空的。")


def _advice(found: Advice) -> dict[str, object]:
    return {
        "scope": [{"item": each.item, "words": list(each.words)} for each in found.scope],
        "duplicates": [
            {"number": each.order.number, "state": each.order.state.value, "reasons": list(each.reasons)}
            for each in found.duplicates
        ],
        "leads": [
            {"division": each.name, "reasons": list(each.reasons), "co_handling": each.co_handling}
            for each in found.leads
        ],
    }


def _advice_lines(found: Advice) -> list[str]:
    lines = [each.said for each in found.scope]
    lines += [
        f"疑似重复：{each.order.number}　{each.order.state.value}　{each.order.title}（{each.said}）"
        for each in found.duplicates
    ]
    for place, each in enumerate(found.leads, start=1):
        also = f"；协办建议：{each.co_handling}" if each.co_handling else ""
        lines.append(f"建议主办{place}：{each.name}（{each.said}{also}）")
    return lines


def _answer(answer: Answer, today: date) -> dict[str, object]:
    return {
        "id": answer.id,
        "question": answer.question,
        "content": answer.content,
        "basis": answer.basis,
        "topic": answer.topic,
        "division": answer.division_name,
        "order": answer.order,
        "dated": answer.dated.isoformat(),
        "valid_until": answer.valid_until.isoformat(),
        "state": answer.standing(today),
    }


def _answer_line(answer: Answer, today: date) -> str:
    parts = (f"第{answer.id}号", answer.standing(today), answer.division_name, answer.question, answer.basis)
    return "　".join(parts)


def _entry_line(entry: DirectoryEntry, today: date) -> str:
    until = f"至{entry.effective_until}" if entry.effective_until else "起"
    words = "兜底" if entry.fallback else "、".join(entry.keywords) or "按业务分类"
    held = "" if entry.in_force(today) else "（不在有效期内）"
    return f"{entry.topic}　→　{entry.lead_name}　{words}　{entry.effective_from}{until}{held}"


def _today(terminal: Terminal) -> date:
    return office_date(terminal.clock())
