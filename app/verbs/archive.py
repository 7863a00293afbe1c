"""``archive``: how long papers are kept, what is due, packages, and destruction by two people."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.documents.catalogue import get_type
from app.errors import BadInput
from app.retention.commands import Decide, Destroy, ExportDue, LiftHold, PlaceHold, Propose, SetTerm
from app.retention.left import counted
from app.retention.models import BARE, Chosen, Disposal, DisposalId, Group
from app.retention.unpacking import Package, read_package
from app.verbs.document import ready_folder, written
from app.verbs.terminal import Terminal, day_of


def due(terminal: Terminal, options: Namespace) -> None:
    """Count what is past its time, and why some of it is kept."""
    chosen = _chosen(options)
    groups = [
        each for each in terminal.desk.old_papers.retention.groups(terminal.actor) if _is_in(each, chosen)
    ]
    told = [_group_told(each) for each in groups]
    lines = [_group_line(each) for each in groups]
    terminal.answer(told, "\n".join(lines) or "没有保管期满的文书。")


def terms(terminal: Terminal, _options: Namespace) -> None:
    """Tell how long each type is kept."""
    found = terminal.desk.old_papers.retention.terms(terminal.actor)
    told = [
        {
            "type": each.type_key,
            "title": each.title,
            "own": each.own,
            "now": each.now,
            "rules": [
                {"from": rule.effective_from.isoformat(), "term": rule.term, "basis": rule.basis}
                for rule in each.rules
            ],
        }
        for each in found
    ]
    terminal.answer(told, "\n".join(f"{each.now:<6}{each.title}（{each.type_key}）" for each in found))


def set_term(terminal: Terminal, options: Namespace) -> None:
    """Let a period hold for papers issued from a day on."""
    command = SetTerm(
        type_key=options.type,
        term=options.term,
        effective_from=day_of(options.since, "--from"),
        basis=options.basis,
    )
    terminal.desk.old_papers.retention.set_term(terminal.actor, command)
    title = get_type(options.type).title
    terminal.answer(
        {"type": options.type, "term": options.term}, f"《{title}》自{options.since}起保管{options.term}。"
    )


def hold(terminal: Terminal, options: Namespace) -> None:
    """Keep the papers of a number from being destroyed."""
    command = PlaceHold(number=options.number, reason=options.reason)
    made = terminal.desk.old_papers.retention.place_hold(terminal.actor, command)
    terminal.answer({"hold": made, "number": options.number}, f"已暂缓销毁{options.number}。")


def lift(terminal: Terminal, options: Namespace) -> None:
    """Lift every hold on a number."""
    room = terminal.desk.old_papers.retention
    found = [each for each in room.holds(terminal.actor) if each.number == options.number]
    if not found:
        raise BadInput(f"“{options.number}”没有暂缓销毁。")
    for each in found:
        room.lift_hold(terminal.actor, LiftHold(hold=each.id, why=options.reason))
    terminal.answer({"lifted": len(found), "number": options.number}, f"已解除{options.number}的暂缓销毁。")


def export(terminal: Terminal, options: Namespace) -> None:
    """Write what may be destroyed into a package, and prove it."""
    command = ExportDue(chosen=_chosen(options), path=Path(options.file))
    package = terminal.desk.old_papers.packages.export(terminal.actor, command)
    said = f"已导出{len(package.papers)}件{_with(package)}到“{package.name}”，读回核对无误。"
    terminal.answer(_package_told(package), said)


def verify(terminal: Terminal, options: Namespace) -> None:
    """Prove a package without a database."""
    package = read_package(Path(options.file))
    of = f"{package.bureau}，{len(package.papers)}件{_with(package)}，{package.by}导出"
    said = f"档案包完好：{of}，校验值{package.digest}。"
    terminal.answer(_package_told(package), said)


def propose(terminal: Terminal, options: Namespace) -> None:
    """Propose to destroy what a package holds."""
    command = Propose(package=Path(options.file), opinion=options.opinion)
    made = terminal.desk.old_papers.disposals.propose(terminal.actor, command)
    also = f"，连同{made.left.said}的资料" if made.left.things else ""
    terminal.answer(_told(made), f"已提请销毁第{made.id}批，{made.items}件{also}，待分管局领导审批。")


def listed(terminal: Terminal, _options: Namespace) -> None:
    """List the disposals."""
    found = terminal.desk.old_papers.disposals.all(terminal.actor)
    lines = [
        f"第{each.id}批  {each.state.value}  {each.items}件  已销毁{each.destroyed}件  {each.proposed_by_name}"
        for each in found
    ]
    terminal.answer([_told(each) for each in found], "\n".join(lines) or "没有销毁批次。")


def approve(terminal: Terminal, options: Namespace) -> None:
    """Agree to a disposal, and write its register."""
    folder = ready_folder(options.out)
    decided = _decided(terminal, options, agreed=True)
    assert decided.register is not None
    document = terminal.desk.register.get(terminal.actor, decided.register)
    files = written(document, folder)
    terminal.answer(
        {**_told(decided), **files}, f"已同意，销毁清册{decided.register_number}存于{options.out}。"
    )


def decline(terminal: Terminal, options: Namespace) -> None:
    """Do not agree to a disposal."""
    decided = _decided(terminal, options, agreed=False)
    terminal.answer(_told(decided), f"第{decided.id}批未批准。")


def withdraw(terminal: Terminal, options: Namespace) -> None:
    """Take back one's own proposal."""
    room, batch = terminal.desk.old_papers.disposals, DisposalId(options.batch)
    room.withdraw(terminal.actor, batch, room.get(terminal.actor, batch).version)
    terminal.answer({"batch": options.batch}, f"已撤回第{options.batch}批。")


def purge(terminal: Terminal, options: Namespace) -> None:
    """Destroy the papers of an agreed disposal."""
    command = Destroy(disposal=DisposalId(options.batch), package=Path(options.package))
    result = terminal.desk.old_papers.destroying.destroy(terminal.actor, command)
    stays = "".join(f"\n保留{number}：{why}" for number, why in result.stays)
    answer = {
        **_told(result.disposal),
        "now": result.now,
        "left": result.left.said,
        "stays": dict(result.stays),
    }
    also = f"，连同{result.left.said}的资料" if result.left.things else ""
    terminal.answer(answer, f"已销毁{result.now}件{also}，不能恢复；{result.disposal.state.value}。{stays}")


def _decided(terminal: Terminal, options: Namespace, *, agreed: bool) -> Disposal:
    room, batch = terminal.desk.old_papers.disposals, DisposalId(options.batch)
    version = room.get(terminal.actor, batch).version
    command = Decide(disposal=batch, version=version, agreed=agreed, opinion=options.opinion)
    return room.decide(terminal.actor, command)


def _chosen(options: Namespace) -> Chosen:
    for key in options.type:
        if key not in BARE:
            get_type(key)
    return Chosen(types=frozenset(options.type), years=frozenset(options.year))


def _is_in(group: Group, chosen: Chosen) -> bool:
    of_type = not chosen.types or group.type_key in chosen.types
    return of_type and (not chosen.years or group.year in chosen.years)


def _group_told(group: Group) -> dict[str, Any]:
    kept = {why.value: count for why, count in group.kept}
    return {**asdict(group), "kept": kept, "all": group.all}


def _group_line(group: Group) -> str:
    kept = "".join(f"，{why.value}{count}件" for why, count in group.kept)
    return f"{group.year}年  {group.title}  保管{group.term}  到期{group.due}件{kept}"


def _with(package: Package) -> str:
    return f"，连同{counted(package.left).said}的资料" if package.left else ""


def _package_told(package: Package) -> dict[str, Any]:
    return {
        "file": package.name,
        "digest": package.digest,
        "bureau": package.bureau,
        "by": package.by,
        "papers": [each.number for each in package.papers],
        "left": [f"{each.word}{each.number}" for each in package.left],
    }


def _told(disposal: Disposal) -> dict[str, Any]:
    return {
        "batch": disposal.id,
        "state": disposal.state.value,
        "items": disposal.items,
        "destroyed": disposal.destroyed,
        "left": disposal.left.said,
        "package": disposal.package,
        "digest": disposal.digest,
        "proposed_by": disposal.proposed_by_name,
        "decided_by": disposal.decided_by_name,
        "register": disposal.register_number,
    }
