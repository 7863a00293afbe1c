"""Signing in: argon2 passwords, and a lock after repeated failures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.clock import Clock, chinese_moment
from app.errors import Refusal
from app.ledger.entering import enter
from app.ledger.models import Deed, subject
from app.once import once
from app.people.acting import actor_of, for_absent, natural, offered
from app.people.models import UNTIL_LIFTED, Actor, Behalf, LockRule, Staff, StaffId
from app.people.passwords import hashed, is_right
from app.people.ports import People, PeopleStore, PeopleUnit


class WrongPassword(Refusal):
    """Login and password do not belong together (which of the two is wrong is not told)."""


class LockedOut(Refusal):
    """Too many wrong passwords in a row: the login is locked for a while."""


@dataclass(frozen=True)
class _Outcome:
    staff: Staff | None
    refusal: Refusal | None


class SigningIn:
    """Lets people in, and out again after too many failures."""

    def __init__(self, store: PeopleStore, clock: Clock, rule: LockRule) -> None:
        self._store = store
        self._clock = clock
        self._rule = rule

    def sign_in(self, login: str, password: str) -> Actor:
        """Return who acts from now on; raises ``WrongPassword`` or ``LockedOut``."""
        return self._sign_in(login, password, entered=True)

    def recognise(self, login: str, password: str) -> Actor:
        """Return who it is and leave the office untouched, where it is about to be carried away.

        A wrong password counts as at the sign-in, and raises the same.
        """
        return self._sign_in(login, password, entered=False)

    def _sign_in(self, login: str, password: str, *, entered: bool) -> Actor:
        known, admitted = self._known(login.strip(), password)
        right = is_right(password, known.password if known and known.active else "")
        if known is None or admitted is False:
            raise WrongPassword("登录名或密码不正确。")
        right = right or admitted is True
        with self._store.begin() as unit:
            outcome = self._try(unit, known, right=right, entered=entered)
            actor = actor_of(unit.people, outcome.staff) if outcome.staff else None
        if outcome.refusal or actor is None:
            raise outcome.refusal or WrongPassword("登录名或密码不正确。")
        return actor

    def _known(self, login: str, password: str) -> tuple[Staff | None, bool | None]:
        """Return who it is, and whether a server that keeps the passwords lets him in (None: there is none)."""
        if not login.isascii() or not login.isprintable():
            return None, None
        with self._store.read() as unit:
            logins = unit.people.logins
            admitted = None if logins is None else logins.admits(login, password)
            return unit.people.find_by_login(login), admitted

    def check(self, actor: Actor, password: str) -> None:
        """Check the password of the person at the locked screen; raises like ``sign_in``."""
        self.sign_in(actor.login, password)

    def on_behalf(self, actor: Actor, staff: StaffId) -> Actor:
        """Return the person acting for one who is away (代…办理).

        Raises ``NotAllowed`` where it does not fall to him now.
        """
        with self._store.read() as unit:
            return for_absent(unit.people, actor, staff)

    def on_behalf_of(self, actor: Actor, login: str) -> Actor:
        """Return the person acting for the one of that login; raises as ``on_behalf``, and ``Refusal``."""
        with self._store.read() as unit:
            absent = unit.people.find_by_login(login.strip())
            if absent is None:
                raise Refusal(f"没有登录名为“{login.strip()[:60]}”的人员，不能代其办理。")
            return for_absent(unit.people, actor, absent.id)

    def by_himself(self, actor: Actor) -> Actor:
        """Return the person acting for nobody but himself again."""
        with self._store.read() as unit:
            return natural(unit.people, actor)

    def standing_in(self, actor: Actor) -> tuple[Behalf, ...]:
        """Return for whom the person may act now, and on what ground."""
        with self._store.read() as unit:
            return offered(unit.people, natural(unit.people, actor))

    @once
    def change_password(self, actor: Actor, old: str, new: str) -> None:
        """Replace one's own password; raises ``WrongPassword``, or ``BadInput`` for a poor one."""
        digest = hashed(new)
        with self._store.begin() as unit:
            staff, logins = unit.people.get_staff(actor.id), unit.people.logins
            if not (is_right(old, staff.password) if logins is None else logins.admits(staff.login, old)):
                raise WrongPassword("原密码不正确，密码未修改。")
            give_password(unit.people, with_password(staff, digest), new)
            enter(unit.ledger, self._deed(staff, "change_password", f"{staff.name}修改了自己的密码"))

    def _try(self, unit: PeopleUnit, known: Staff, *, right: bool, entered: bool) -> _Outcome:
        staff = unit.people.get_staff(known.id)
        if not staff.active:
            return _Outcome(None, WrongPassword("登录名或密码不正确。"))
        if staff.locked_until is not None and self._clock() < staff.locked_until:
            return _Outcome(None, LockedOut(_locked_text(staff.locked_until)))
        if right and staff.password == known.password:
            return self._let_in(unit, staff) if entered else _Outcome(staff, None)
        return self._count_failure(unit, staff)

    def _let_in(self, unit: PeopleUnit, staff: Staff) -> _Outcome:
        if staff.failures:
            unit.people.set_failures(staff.id, 0, None)
        enter(unit.ledger, self._deed(staff, "sign_in", f"{staff.name}登录"))
        return _Outcome(staff, None)

    def _count_failure(self, unit: PeopleUnit, staff: Staff) -> _Outcome:
        failures = staff.failures + 1
        locked = failures >= self._rule.failures
        until = self._clock() + timedelta(minutes=self._rule.minutes) if locked else None
        unit.people.set_failures(staff.id, 0 if locked else failures, until)
        enter(unit.ledger, self._deed(staff, "sign_in_failed", f"{staff.name}登录失败（连续第{failures}次）"))
        if until is not None:
            text = f"连续{failures}次密码错误，账号锁定至{chinese_moment(until)}。"
            return _Outcome(None, LockedOut(text))
        left = self._rule.failures - failures
        return _Outcome(None, WrongPassword(f"登录名或密码不正确，再错{left}次将锁定账号。"))

    def _deed(self, staff: Staff, act: str, summary: str) -> Deed:
        return Deed(
            at=self._clock(),
            actor=staff.id,
            actor_name=staff.name,
            act=act,
            subject=subject("staff", staff.id),
            summary=summary,
            detail={},
        )


def _locked_text(until: datetime) -> str:
    if until == UNTIL_LIFTED:
        return "账号已由系统管理员锁定，请联系系统管理员。"
    return f"密码多次输错，账号已锁定至{chinese_moment(until)}，请稍后再试或联系系统管理员。"


def give_password(people: People, staff: Staff, password: str) -> None:
    """Keep the person's new password: as the hash ``staff`` bears, or by the server that keeps passwords."""
    if people.logins is None:
        people.save_staff(staff)
    else:
        people.logins.set_password(staff.login, password)


def with_password(staff: Staff, digest: str) -> Staff:
    """Return the member of staff with another password hash."""
    return replace(staff, password=digest)
