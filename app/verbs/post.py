"""``post``: list and set posts with A and B, enter who is away, and who is back."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from app.clock import office_date
from app.errors import BadInput, Problem
from app.people.halves import from_words, span_words, until_words
from app.people.models import StaffId
from app.posts.commands import ChangePost, EndAbsence, EnterSudden, PlanAbsence, SetUpPost, Stopgap
from app.posts.models import TESTS, Absence, AbsenceState, Goal, Post, Reason
from app.verbs.terminal import Terminal, read_fields

_PEOPLE = {"a": "A岗", "b": "B岗", "second_b": "第二B岗"}
_DAYS = {
    "effective_from": "生效日期",
    "effective_until": "失效日期",
    "approved_on": "批准日期",
    "filed_on": "备案日期",
}
_TEXTS = ("name", "duties", "section_duties", "approved_by_name")
_FAR = timedelta(days=366)


def listed(terminal: Terminal, options: Namespace) -> None:
    """List the posts in use with their people."""
    actor, desk = terminal.actor, terminal.desk
    division = division_named(terminal, options.division) if options.division else None
    posts = desk.posts.all(actor, division)
    terminal.answer([row_of(each) for each in posts], "\n".join(map(line_of, posts)) or "没有设置岗位。")


def set_up(terminal: Terminal, options: Namespace) -> None:
    """Set up a post from a JSON file, or change the one of that name in the division."""
    actor, given = terminal.actor, read_fields(options.fields)
    contents = _contents(terminal, given)
    posts = terminal.desk.posts.all(actor, contents.division)
    before = next((each for each in posts if each.name == contents.name.strip()), None)
    if before is None:
        done = terminal.desk.posts.set_up(actor, contents)
    else:
        done = terminal.desk.posts.change(
            actor, ChangePost(post=before.id, version=before.version, contents=contents)
        )
    terminal.answer(row_of(done), f"已{'修改' if before else '设置'}：{line_of(done)}")


def absent(terminal: Terminal, options: Namespace) -> None:
    """Ask to be away oneself, plan it for somebody, or enter that somebody is suddenly away."""
    actor, staff = terminal.actor, _staff(terminal, options.login)
    reason = _reason(options.reason)
    starts = from_words(options.since) if options.since else None
    ends = until_words(options.until) if options.until else None
    stopgap = None
    if options.substitute:
        stopgap = Stopgap(staff=_staff(terminal, options.substitute), ground=options.ground)
    if options.sudden:
        command = EnterSudden(staff=staff, reason=reason, starts=starts, ends=ends, stopgap=stopgap)
        done = terminal.desk.absences.enter_sudden(actor, command)
    else:
        if starts is None or ends is None:
            raise BadInput("计划离岗须写明 --from 和 --until。")
        plan = PlanAbsence(staff=staff, reason=reason, starts=starts, ends=ends, stopgap=stopgap)
        done = terminal.desk.absences.plan(actor, plan)
    _tell(terminal, done)


def back(terminal: Terminal, options: Namespace) -> None:
    """Enter that somebody is back: his absence ends at this moment."""
    actor, staff = terminal.actor, _staff(terminal, options.login)
    today = office_date(terminal.clock())
    held = [
        each
        for each in terminal.desk.absences.away(actor, today, today + _FAR)
        if each.staff == staff and each.state in (AbsenceState.ASKED, AbsenceState.APPROVED)
    ]
    now = terminal.clock()
    held = [each for each in held if each.until is None or each.until > now]
    if not held:
        raise BadInput(f"“{options.login}”没有可以结束的离岗。")
    first = held[0]
    _tell(terminal, terminal.desk.absences.end(actor, EndAbsence(absence=first.id, version=first.version)))


def _tell(terminal: Terminal, absence: Absence) -> None:
    answer = {
        "id": int(absence.id),
        "staff": absence.staff_name,
        "reason": absence.reason.value,
        "sudden": absence.sudden,
        "from": absence.starts.isoformat(),
        "until": absence.until.isoformat() if absence.until else None,
        "state": absence.word,
        "substitute": absence.substitute_name,
    }
    span = span_words(absence.starts, absence.told_until)
    text = f"{absence.staff_name}{absence.reason.value}，{span}：{absence.word}。"
    if absence.state is AbsenceState.APPROVED and absence.starts <= terminal.clock():
        now = terminal.desk.absences.answering(terminal.actor, StaffId(absence.staff))
        answer["answering"], answer["why"] = now.staff, now.why.value
        text += f"现由{now.why.value}{_name(terminal, now.staff)}顶岗。"
    terminal.answer(answer, text)


def _name(terminal: Terminal, staff: int | None) -> str:
    with terminal.store.read() as unit:
        return "" if staff is None else unit.people.get_staff(StaffId(staff)).name


def _contents(terminal: Terminal, given: dict[str, Any]) -> SetUpPost:
    known = {each.name for each in fields(SetUpPost)}
    if unknown := sorted(given.keys() - known):
        raise BadInput(f"岗位没有这些字段：{'、'.join(unknown)}；只有：{'、'.join(sorted(known))}。")
    division = _text(given, "division")
    values: dict[str, Any] = {key: _text(given, key) for key in _TEXTS}
    values |= {key: _holder(terminal, given, key, label) for key, label in _PEOPLE.items()}
    values |= {key: _day(given, key, label) for key, label in _DAYS.items()}
    values["division"] = division_named(terminal, division) if division else int(terminal.actor.division)
    values["secret"] = given.get("secret") is True
    values["goals"] = tuple(map(_goal, _rows(given)))
    values["effective_from"] = values["effective_from"] or office_date(terminal.clock())
    return SetUpPost(**values)


def _rows(given: dict[str, Any]) -> list[dict[str, Any]]:
    rows = given.get("goals") or []
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise BadInput("“goals”须是目标的列表，每项一个对象。")
    known = [each.name for each in fields(Goal)]
    for place, row in enumerate(rows, start=1):
        if unknown := sorted(row.keys() - {*known}):
            names = f"{'、'.join(unknown)}；只有：{'、'.join(known)}"
            raise BadInput(f"目标没有这些字段（“goals”第{place}项）：{names}。")
    return rows


def _goal(row: dict[str, Any]) -> Goal:
    passed: dict[str, Any] = {key: row.get(key) is True for key in TESTS}
    return Goal(
        goal=_text(row, "goal"),
        measure=_text(row, "measure"),
        target=_text(row, "target"),
        due_on=_day(row, "due_on", "完成时限"),
        **passed,
    )


def _text(given: dict[str, Any], key: str) -> str:
    value = given.get(key) or ""
    if not isinstance(value, str):
        raise BadInput(f"“{key}”须是文字。")
    return value


def _day(given: dict[str, Any], key: str, label: str) -> date | None:
    text = _text(given, key)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadInput(f"“{label}”（{key}）须写成 2026-11-23，不是“{text[:40]}”。") from fault


def _holder(terminal: Terminal, given: dict[str, Any], key: str, label: str) -> int | None:
    login = _text(given, key)
    if login:
        return _staff(terminal, login)
    if key == "second_b":
        return None
    raise BadInput.listing((Problem(key, f"“{label}”（{key}）须是登录名：每个岗位都要有A岗和B岗。"),))


def _staff(terminal: Terminal, login: str) -> StaffId:
    with terminal.store.read() as unit:
        found = unit.people.find_by_login(login.strip())
    if found is None:
        raise BadInput(f"没有登录名为“{login.strip()[:60]}”的人员。")
    return found.id


def division_named(terminal: Terminal, words: str) -> int:
    """Return the division of that name or code; raises ``BadInput``."""
    known = terminal.desk.staffing.divisions()
    found = next((each for each in known if words.strip() in (each.name, each.code)), None)
    if found is None:
        names = "、".join(f"{each.name}（{each.code}）" for each in known)
        raise BadInput(f"没有处室“{words.strip()[:60]}”，只有：{names}。")
    return int(found.id)


def _reason(words: str) -> Reason:
    found = next((each for each in Reason if words in (each.value, each.name.lower())), None)
    if found is None:
        choices = "、".join(f"{each.value}（{each.name.lower()}）" for each in Reason)
        raise BadInput(f"离岗原因（--reason）须是其中之一：{choices}。")
    return found


def row_of(post: Post) -> dict[str, object]:
    """Return a post as JSON tells it."""
    return {
        "id": int(post.id),
        "division": post.division_name,
        "name": post.name,
        "a": post.a_name,
        "b": post.b_name,
        "second_b": post.second_b_name,
        "secret": post.secret,
        "filing": post.filing.value,
        "effective_from": post.effective_from.isoformat(),
        "effective_until": post.effective_until.isoformat() if post.effective_until else None,
        "version": post.version,
    }


def line_of(post: Post) -> str:
    """Return a post in one line."""
    second = f"　第二B岗{post.second_b_name}" if post.second_b_name else ""
    secret = "　涉密" if post.secret else ""
    held = f"A岗{post.a_name}　B岗{post.b_name}{second}"
    return f"{post.division_name}　{post.name}　{held}{secret}　{post.filing.value}"
