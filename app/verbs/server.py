"""``office status``, ``office upgrade``, ``office move``: how an office stands, and carrying it to a server."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from app.errors import BadInput
from app.office.handing_out import sheet_at, write_passwords
from app.office.health import Health
from app.office.judging import Care, judged
from app.people.permissions import Right, require
from app.verbs.terminal import Terminal, password_of


def status(terminal: Terminal, _options: Namespace) -> None:
    """Tell which database it is, in which form, who is connected, and when it was last written to."""
    if not terminal.archive.exists(terminal.seat):
        raise BadInput(f"{terminal.shown_url}还不是效能工作台的数据库；请先用 office init 建立。")
    health = terminal.archive.health(terminal.seat)
    terminal.answer(health.told(), "\n".join(_lines(terminal, health)))


def upgrade(terminal: Terminal, _options: Namespace) -> None:
    """Bring an older office up to this program's form, after a backup."""
    kept = terminal.archive.upgrade(terminal.url)
    text = "数据库已是当前版本，没有改动。" if kept is None else f"已升级；升级前的备份在“{kept}”。"
    terminal.answer({"upgraded": kept is not None, "backup": kept and str(kept)}, text)


def move(terminal: Terminal, options: Namespace) -> None:
    """Carry the office of this machine's file to a server; the file stays as it is and is marked moved."""
    if not terminal.url.startswith("sqlite") or options.to.startswith("sqlite"):
        raise BadInput("office move 把本机的数据库文件（--db sqlite:///…）搬到服务器（--to postgresql://…）。")
    if terminal.login:
        keeper = terminal.desk.people.recognise(terminal.login, password_of(terminal.login))
        require(keeper, Right.KEEP_BACKUPS)
    terminal.close()
    moved = terminal.archive.move(terminal.url, options.to, _progress)
    sheet = Path(options.passwords) if options.passwords else sheet_at(terminal.clock())
    write_passwords(sheet, moved.passwords)
    count = sum(moved.rows.values())
    text = (
        f"已搬到服务器：{len(moved.rows)}张表、{count}行，逐行核对一致（{moved.digest[:16]}）。\n"
        f"原文件没有改动，已标记为“已搬走”。每人的首次密码在“{sheet}”，发放后请删除。"
    )
    answer = {"rows": moved.rows, "total": count, "sha256": moved.digest, "passwords": str(sheet)}
    terminal.answer(answer, text)


def _progress(what: str, done: int, whole: int) -> None:
    sys.stderr.write(f"{what}　{done}/{whole}\n" if whole else f"{what}\n")


def _lines(terminal: Terminal, health: Health) -> tuple[str, ...]:
    """Return a line for each thing that was looked at, with what to do where it needs care."""
    lines = []
    for each in judged(health, terminal.clock()):
        care = "" if each.care is Care.GOOD else f"【{each.care.value}】"
        advice = f"。{each.advice}" if each.advice else ""
        lines.append(f"{each.title}：{care}{each.said}{advice}")
    slow = [f"　{each.milliseconds:,.0f}毫秒×{each.calls}　{each.text[:120]}" for each in health.pace.slow]
    return (*lines, *slow)
