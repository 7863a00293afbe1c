"""What happens with staff, roles and divisions; every act needs the administrator's role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from app.clock import chinese_moment
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.people.models import (
    ROLE_NAMES,
    UNTIL_LIFTED,
    Division,
    DivisionId,
    Grant,
    Staff,
)
from app.people.particulars import checked_new
from app.people.staffing import AddStaff, ChangeStaff
from ui.context import Context
from ui.dialogs.difference import Difference
from ui.dialogs.merging import Merging
from ui.screens.staff.merging import (
    DIVISION,
    DIVISION_WORDS,
    KIND_NAMES,
    PERSON,
    division_values,
    grants_in,
    person_values,
    person_words,
)

_DIVISION_TEXTS = ("code", "name", "mark", "counter_telephone", "supervision_telephone")
Show = Callable[[tuple[Problem, ...], str], None]
KINDS = {name: kind for kind, name in KIND_NAMES.items()}


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of staff as the list shows him."""

    staff: Staff
    division: str
    roles: str
    locked: str

    @property
    def state(self) -> tuple[str, str]:
        """The word for his state and its colour."""
        if not self.staff.active:
            return "停用", "secondary"
        return ("已锁定", "late") if self.locked else ("在用", "on_time")


@dataclass(frozen=True, kw_only=True)
class Office:
    """Everybody and every division."""

    people: tuple[Person, ...]
    divisions: tuple[Division, ...]


_NO_DIVISION = Problem("division", "请选择所在处室。")


class StaffPlace(Protocol):
    """What the presenter asks of the screen."""

    def show_office(self, office: Office) -> None: ...
    def show_person_problems(self, problems: tuple[Problem, ...], general: str) -> None: ...
    def show_division_problems(self, problems: tuple[Problem, ...], general: str) -> None: ...
    def person_saved(self, login: str) -> None: ...
    def division_saved(self, code: str) -> None: ...
    def ask_merge(self, found: tuple[Difference, ...], what: str) -> frozenset[str] | None: ...


class StaffPresenter:
    """Holds everybody and every division."""

    def __init__(self, place: StaffPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._room = context.desk.staffing
        self._now = context.desk.clock
        self._actor = context.actor
        self.office = Office(people=(), divisions=())

    def open(self) -> None:
        def read() -> Office:
            divisions = self._room.divisions()
            people = self._room.staff(self._actor)
            now = self._now()
            return Office(people=tuple(_person(each, divisions, now) for each in people), divisions=divisions)

        self._context.jobs.run(read).then(self._take).start()

    # --- staff

    def add(self, values: Mapping[str, Any], grants: tuple[Grant, ...], password: str) -> None:
        division = self._division(values)
        command = AddStaff(
            login=str(values.get("login", "")),
            name=str(values.get("name", "")),
            division=division or DivisionId(0),
            grants=grants,
            password=password,
            counter=str(values.get("counter", "")),
        )
        login = command.login.strip()
        problems = _wrong_with(command)
        if any(each.staff.login == login for each in self.office.people):
            problems += (Problem("login", f"登录名“{login}”已经有了，请换一个。"),)
        if division is None:
            problems += (_NO_DIVISION,)
        if problems:
            self._place.show_person_problems(problems, "")
            return
        work = partial(self._room.add, self._actor, command)
        self._save_person(work, f"已新增人员{command.name}", command.login)

    def change(self, staff: Staff, values: Mapping[str, Any], grants: tuple[Grant, ...]) -> None:
        division = self._division(values)
        if division is None:
            self._place.show_person_problems((_NO_DIVISION,), "")
            return
        name, counter = str(values.get("name", "")).strip(), str(values.get("counter", "")).strip()
        wanted = replace(staff, name=name, counter=counter, division=division, grants=grants)
        self._change(self._merging(staff), person_values(wanted), f"已保存人员{wanted.name}")

    def set_active(self, staff: Staff, *, active: bool) -> None:
        text = f"已{'恢复' if active else '停用'}{staff.name}的账号"
        self._change(self._merging(staff), person_values(replace(staff, active=active)), text)

    def _merging(self, staff: Staff) -> Merging[Staff]:
        def read() -> Staff:
            return next(each for each in self._room.staff(self._actor) if each.id == staff.id)

        return Merging(staff, read, person_values, person_words(self.office.divisions), PERSON)

    def _change(self, merging: Merging[Staff], values: Mapping[str, Any], text: str) -> None:
        seen = merging.seen
        command = ChangeStaff(
            staff=seen.id,
            version=seen.version,
            grants=grants_in(values),
            **{name: values[name] for name in ("name", "division", "counter", "active")},
        )
        job = self._context.jobs.run(partial(self._room.change, self._actor, command))
        job.then(partial(self._person_saved, text, seen.login))
        again = partial(self._change, merging, text=text)
        job.otherwise(partial(self._met, merging, values, again, self._place.show_person_problems)).start()

    def set_locked(self, staff: Staff, *, locked: bool) -> None:
        act = self._room.lock if locked else self._room.unlock
        text = f"已{'锁定' if locked else '解锁'}{staff.name}的账号"
        self._save_person(partial(act, self._actor, staff.id), text, staff.login)

    def reset_password(self, staff: Staff, password: str) -> None:
        work = partial(self._room.reset_password, self._actor, staff.id, password)
        self._save_person(work, f"已重置{staff.name}的密码，请告知本人尽快修改", staff.login)

    # --- divisions

    def save_division(self, division: Division | None, values: Mapping[str, Any]) -> None:
        kind = KINDS.get(str(values.get("kind", "")))
        if kind is None:
            self._place.show_division_problems((Problem("kind", "请选择类别。"),), "")
            return
        blank = division or Division(id=DivisionId(0), code="", name="", kind=kind, mark="")
        given = {name: str(values.get(name, "")).strip() for name in _DIVISION_TEXTS}
        made = replace(
            blank,
            kind=kind,
            active=bool(values.get("active", True)),
            code=given["code"],
            name=given["name"],
            mark=given["mark"],
            counter_telephone=given["counter_telephone"],
            supervision_telephone=given["supervision_telephone"],
        )
        if division is None:
            job = self._context.jobs.run(partial(self._room.add_division, self._actor, made))
            job.then(partial(self._division_saved, made))
            job.otherwise(partial(self._not_saved, self._place.show_division_problems)).start()
        else:
            self._change_division(self._merging_division(division), division_values(made))

    def _merging_division(self, division: Division) -> Merging[Division]:
        def read() -> Division:
            return next(each for each in self._room.divisions() if each.id == division.id)

        return Merging(division, read, division_values, DIVISION_WORDS, DIVISION)

    def _change_division(self, merging: Merging[Division], values: Mapping[str, Any]) -> None:
        made = replace(merging.seen, **values)
        job = self._context.jobs.run(partial(self._room.save_division, self._actor, made, merging.seen))
        job.then(partial(self._division_saved, made))
        again = partial(self._change_division, merging)
        job.otherwise(partial(self._met, merging, values, again, self._place.show_division_problems)).start()

    # --- answers

    def _take(self, office: Office) -> None:
        self.office = office
        self._place.show_office(office)

    def _save_person(self, work: Callable[[], Any], text: str, login: str) -> None:
        job = self._context.jobs.run(work).then(partial(self._person_saved, text, login))
        job.otherwise(partial(self._not_saved, self._place.show_person_problems)).start()

    def _person_saved(self, text: str, login: str, _made: object) -> None:
        self._context.toast(text)
        self._place.person_saved(login)
        self.open()

    def _division_saved(self, division: Division, _made: object) -> None:
        self._context.toast(f"已保存处室{division.name}")
        self._place.division_saved(division.code)
        self.open()

    def _met(
        self,
        merging: Merging[Any],
        values: Mapping[str, Any],
        again: Callable[[Mapping[str, Any]], None],
        show: Show,
        trouble: Refusal | Unavailable,
    ) -> None:
        """Merge what two people changed at once; anything else is told where it is."""
        refuse = partial(self._not_saved, show)
        if isinstance(trouble, Conflict):
            merging.resolve(values, self._context.jobs, self._place.ask_merge, again, refuse)
        else:
            refuse(trouble)

    def _not_saved(self, show: Show, trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, BadInput) and trouble.problems:
            show(trouble.problems, "")
        else:
            show((), str(trouble))

    def _division(self, values: Mapping[str, Any]) -> DivisionId | None:
        name = values.get("division")
        return next((each.id for each in self.office.divisions if each.name == name), None)


def _wrong_with(command: AddStaff) -> tuple[Problem, ...]:
    try:
        checked_new(command.login, command.name, command.grants, command.password)
    except BadInput as fault:
        return fault.problems
    return ()


def _person(staff: Staff, divisions: tuple[Division, ...], now: datetime) -> Person:
    names = {each.id: each.name for each in divisions}
    locked = staff.locked_until is not None and now < staff.locked_until
    return Person(
        staff=staff,
        division=names.get(staff.division, ""),
        roles="、".join(_role(grant, staff, names) for grant in staff.grants),
        locked=_locked(staff.locked_until) if locked and staff.locked_until is not None else "",
    )


def _role(grant: Grant, staff: Staff, names: Mapping[DivisionId, str]) -> str:
    name = ROLE_NAMES[grant.role]
    if grant.division is None:
        return f"{name}（全局）"
    return name if grant.division == staff.division else f"{name}（{names.get(grant.division, '')}）"


def _locked(until: datetime) -> str:
    return "由管理员锁定" if until == UNTIL_LIFTED else f"密码多次输错，锁定至{chinese_moment(until)}"
