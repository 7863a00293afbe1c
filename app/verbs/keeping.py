"""``ledger verify`` and ``doctor``: whether an office and its machine are sound."""

from __future__ import annotations

import platform
from argparse import Namespace

from app.errors import NotAllowed, Refusal
from app.people.permissions import Right, require, verifies
from app.press import face_report
from app.verbs.terminal import Terminal


class LedgerBroken(Refusal):
    """The ledger is not as it was entered."""


def verify(terminal: Terminal, _options: Namespace) -> None:
    """Read the whole ledger, and every issued paper against its entry."""
    if terminal.login:
        require(terminal.actor, Right.VERIFY_LEDGER)
        if not verifies(terminal.actor):
            raise NotAllowed("台账是全局的一本账，须由管理全局的系统管理员或效能办核验。")
    verdict = terminal.desk.ledger.verify()
    papers = terminal.desk.checking.all_papers()
    faults = [{"seq": fault.seq, "text": fault.text} for fault in (*verdict.faults, *papers)]
    answer = {
        "ok": not faults,
        "entries": verdict.entries,
        "seals": verdict.seals,
        "faults": faults,
    }
    if not faults:
        terminal.answer(answer, f"台账完整：{verdict.entries}笔，日封{verdict.seals}个，文书与台账一致。")
        return
    if terminal.as_json:
        terminal.answer(answer, "")
    raise LedgerBroken("\n".join(str(fault["text"]) for fault in faults))


def doctor(terminal: Terminal, _options: Namespace) -> None:
    """Tell how this machine stands: faces, database, calendar."""
    faces = [
        {"role": line.role, "wanted": line.wanted, "used": line.used, "characters": line.with_fallback}
        for line in face_report()
    ]
    has_office = terminal.url_given or terminal.archive.exists(terminal.url)
    calendar = terminal.calendar
    answer = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "database": terminal.shown_url,
        "office": has_office,
        "calendar_years": list(calendar.known_years),
        "faces": faces,
    }
    lines = [
        f"Python {answer['python']}，{answer['system']}",
        f"数据库：{terminal.shown_url}（{'已建立' if has_office else '尚未建立'}）",
        f"已载入年份：{'、'.join(map(str, calendar.known_years))}",
        *(f"{face['role']}：{face['used']}" for face in faces),
    ]
    terminal.answer(answer, "\n".join(lines))
