"""``office status``, ``office upgrade``, ``office move``: how an office stands, and carrying it to a server."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from app.clock import chinese_moment
from app.errors import BadInput
from app.office.health import Health
from app.people.permissions import Right, require
from app.verbs.terminal import Terminal, write_file


def status(terminal: Terminal, _options: Namespace) -> None:
    """Tell which database it is, in which form, who is connected, and when it was last written to."""
    if not terminal.archive.exists(terminal.seat):
        raise BadInput(f"{terminal.shown_url}还不是效能工作台的数据库；请先用 office init 建立。")
    health = terminal.archive.health(terminal.seat)
    terminal.answer(health.told(), "\n".join(_lines(health)))


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
        require(terminal.actor, Right.KEEP_BACKUPS)
    terminal.close()
    moved = terminal.archive.move(terminal.url, options.to, _progress)
    sheet = Path(options.passwords or f"首次密码-{terminal.clock():%Y%m%d%H%M%S}.csv")
    lines = [f"{login},{password}" for login, password in moved.passwords.items()]
    write_file(sheet, "\r\n".join(("登录名,首次密码", *lines, "")).encode("utf-8-sig"))
    sheet.chmod(0o600)
    count = sum(moved.rows.values())
    text = (
        f"已搬到服务器：{len(moved.rows)}张表、{count}行，逐行核对一致（{moved.digest[:16]}）。\n"
        f"原文件没有改动，已标记为“已搬走”。每人的首次密码在“{sheet}”，发放后请删除。"
    )
    answer = {"rows": moved.rows, "total": count, "sha256": moved.digest, "passwords": str(sheet)}
    terminal.answer(answer, text)


def _progress(what: str, done: int, whole: int) -> None:
    sys.stderr.write(f"{what}　{done}/{whole}\n" if whole else f"{what}\n")


def _lines(health: Health) -> tuple[str, ...]:
    written = chinese_moment(health.last_entry) if health.last_entry else "没有"
    form = "与本机程序一致" if health.fits else f"是{health.form}，本机程序是{health.program_form}"
    lines = [
        f"数据库：{health.kind} {health.version}，{health.encoding}，{health.size // 1_048_576} MB",
        f"数据库版本：{form}",
        f"台账：{health.entries}笔，最近一笔 {written}",
    ]
    if health.on_server:
        open_wire = "否（数据在网上明传，请在服务器上启用TLS）"
        lines += [
            f"各人自己的数据库账号：{'有' if health.roles else '没有'}",
            f"加密连接：{'是' if health.encrypted else open_wire}",
            f"连接：{health.connections}个，最多{health.most_connections}个；备用服务器：{health.replicas}台",
            f"输错密码后等待：{'是' if health.slows_guessing else '否（请在服务器上启用 auth_delay）'}",
            f"记录每次连接：{'是' if health.logs_connections else '否（请在服务器上设 log_connections = on）'}",
        ]
    return tuple(lines)
