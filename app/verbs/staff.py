"""``staff add``, ``lock``, ``unlock``, ``reset``, ``list``: who works here, and lets himself in."""

from __future__ import annotations

import os
from argparse import Namespace

from app.errors import BadInput
from app.people.models import ROLE_NAMES, Division, DivisionId, Grant, Role, Staff
from app.people.passwords import first_password
from app.people.staffing import AddStaff
from app.verbs.terminal import Terminal

NEW_PASSWORD = "WORKBENCH_NEW_PASSWORD"  # noqa: S105 - the name of the variable


def add(terminal: Terminal, options: Namespace) -> None:
    """Take on a member of staff with a first password, made up where none is given."""
    password = _new_password()
    division = _division(terminal, options.division)
    command = AddStaff(
        login=options.login,
        name=options.name,
        division=division.id,
        grants=tuple(_grant(each, division.id, wide=options.wide) for each in options.role),
        password=password,
        counter=options.counter,
    )
    terminal.desk.staffing.add(terminal.actor, command)
    text = f"已新增{command.name}（{command.login}）。首次密码：{password}，请本人登录后修改。"
    terminal.answer({"login": command.login, "name": command.name, "password": password}, text)


def reset(terminal: Terminal, options: Namespace) -> None:
    """Give a new password, and lift a lock."""
    password, found = _new_password(), _found(terminal, options.login)
    terminal.desk.staffing.reset_password(terminal.actor, found.id, password)
    text = f"已重置{found.name}（{found.login}）的密码：{password}，请本人登录后修改。"
    terminal.answer({"login": found.login, "password": password}, text)


def lock(terminal: Terminal, options: Namespace) -> None:
    """Keep somebody out until it is lifted."""
    found = _found(terminal, options.login)
    terminal.desk.staffing.lock(terminal.actor, found.id)
    terminal.answer({"login": found.login, "locked": True}, f"已锁定{found.name}（{found.login}）的账号。")


def unlock(terminal: Terminal, options: Namespace) -> None:
    """Let somebody in again."""
    found = _found(terminal, options.login)
    terminal.desk.staffing.unlock(terminal.actor, found.id)
    terminal.answer({"login": found.login, "locked": False}, f"已解除{found.name}（{found.login}）的锁定。")


def listed(terminal: Terminal, _options: Namespace) -> None:
    """List everybody with roles and standing."""
    names = {each.id: each.name for each in terminal.desk.staffing.divisions()}
    rows = [
        {
            "login": each.login,
            "name": each.name,
            "division": names[each.division],
            "roles": "、".join(ROLE_NAMES[grant.role] for grant in each.grants),
            "active": each.active,
        }
        for each in terminal.desk.staffing.staff(terminal.actor)
    ]
    lines = [
        "　".join((*map(str, list(row.values())[:-1]), "在用" if row["active"] else "停用")) for row in rows
    ]
    terminal.answer(rows, "\n".join(lines))


def _new_password() -> str:
    return os.environ.get(NEW_PASSWORD) or first_password()


def _found(terminal: Terminal, login: str) -> Staff:
    everybody = terminal.desk.staffing.staff(terminal.actor)
    found = next((each for each in everybody if each.login == login.strip()), None)
    if found is None:
        raise BadInput(f"没有登录名为“{login.strip()[:60]}”的人员。")
    return found


def _division(terminal: Terminal, words: str) -> Division:
    known = terminal.desk.staffing.divisions()
    found = next((each for each in known if words.strip() in (each.name, each.code)), None)
    if found is None:
        raise BadInput(f"没有叫“{words.strip()[:60]}”的处室；有：{'、'.join(each.name for each in known)}。")
    return found


def _grant(words: str, division: DivisionId, *, wide: bool) -> Grant:
    role = next((each for each in Role if words in (each.value, ROLE_NAMES[each])), None)
    if role is None:
        raise BadInput(f"没有角色“{words[:60]}”；有：{'、'.join(ROLE_NAMES.values())}。")
    return Grant(role=role, division=None if wide else division)
