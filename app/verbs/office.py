"""``office demo`` and ``office init``: a lived-in demo office, or an empty one with its administrator."""

from __future__ import annotations

from argparse import Namespace

from app.errors import BadInput, Refusal
from app.founding.demo import demo_people, found_demo
from app.founding.demo_people import PASSWORD
from app.founding.opening import FoundOffice, found_office
from app.verbs.terminal import Terminal, password_of


class NotADemoOffice(Refusal):
    """A real office is never turned into a demo one."""


def demo(terminal: Terminal, _options: Namespace) -> None:
    """Make the demo office unless it is there, and tell who may sign in."""
    if not terminal.archive.exists(terminal.url):
        terminal.archive.create_filled(terminal.url, lambda store: found_demo(store, terminal.clock))
    with terminal.store.read() as unit:
        staffed, is_demo = bool(unit.people.staff()), unit.office.settings().demo
    if staffed and not is_demo:
        raise NotADemoOffice("这里已有正式的数据库，没有改动它；演示请用 --db 另指一个位置。")
    if not staffed:
        found_demo(terminal.store, terminal.clock)
    with terminal.store.read() as unit:
        people = demo_people(unit)
    lines = [f"{each['login']:<14}{each['name']}　{each['role']}　{each['division']}" for each in people]
    text = "\n".join((f"演示单位已就绪：{terminal.shown_url}", *lines, f"密码都是 {PASSWORD}"))
    terminal.answer({"people": people, "password": PASSWORD}, text)


def init(terminal: Terminal, options: Namespace) -> None:
    """Make an empty office with its first division and administrator."""
    bureau = options.bureau or _ask("单位全称")
    division = options.division or _ask("管理员所在处室")
    mark = options.mark or _ask("该处室的机关代字（印在文号里，如 厦资规办）")
    login = options.login or _ask("管理员登录名（英文字母）")
    name = options.name or _ask("管理员姓名")
    password = password_of(login)
    command = FoundOffice(
        bureau=bureau,
        division_name=division,
        division_code=options.code,
        division_mark=mark,
        login=login,
        name=name,
        password=password,
    )
    if terminal.archive.exists(terminal.url):
        found_office(terminal.store, terminal.clock, command)
    else:
        terminal.archive.create_filled(terminal.url, lambda store: found_office(store, terminal.clock, command))
    terminal.answer({"login": login, "bureau": bureau}, f"已建立{bureau}的工作台，管理员 {login}。")


def _ask(what: str) -> str:
    try:
        given = input(f"{what}：").strip()
    except EOFError as fault:
        raise BadInput(f"没有给出“{what}”，请用命令选项写明。") from fault
    if not given:
        raise BadInput(f"“{what}”未填。")
    return given
