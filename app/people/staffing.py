"""What an administrator does with divisions, staff and roles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from app.clock import Clock
from app.errors import Conflict, NotAllowed, Refusal
from app.ledger.entering import enter
from app.ledger.models import subject
from app.ledger.ports import LedgerBook
from app.merging import merge
from app.once import once
from app.people.deeds import deed_of
from app.people.models import (
    ROLE_NAMES,
    UNTIL_LIFTED,
    Actor,
    Division,
    DivisionId,
    Grant,
    Role,
    Staff,
    StaffId,
)
from app.people.particulars import check_division, check_person, checked_new
from app.people.passwords import hashed
from app.people.permissions import ROLES, Right, reach_of, require
from app.people.ports import People, PeopleStore
from app.people.signing_in import give_password, with_password
from app.people.standing import standing


class LastAdministrator(Refusal):
    """The office would be left without anybody who can administer it."""


class HoldsPost(Refusal):
    """Who moves to another division is still the A holder of a post in the one he leaves."""


@dataclass(frozen=True, kw_only=True)
class AddStaff:
    """Take on a member of staff with a first password."""

    login: str
    name: str
    division: DivisionId
    grants: tuple[Grant, ...]
    password: str = field(repr=False)
    counter: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeStaff:
    """Change name, division, counter, roles or whether he is active; ``version`` is the one looked at."""

    staff: StaffId
    version: int
    name: str
    division: DivisionId
    counter: str
    grants: tuple[Grant, ...]
    active: bool


class Staffing:
    """The staff and roles screen's use cases; each needs the administrator's role."""

    def __init__(self, store: PeopleStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def divisions(self) -> tuple[Division, ...]:
        """Return every division by code."""
        with self._store.read() as unit:
            return unit.people.divisions()

    def staff(self, actor: Actor) -> tuple[Staff, ...]:
        """Return all staff without their password hashes."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_STAFF)
            return tuple(with_password(staff, "") for staff in unit.people.staff())

    def heads_of(self, division: DivisionId | int) -> tuple[Staff, ...]:
        """Return who heads the division (单位负责人), without password hashes."""
        with self._store.read() as unit:
            return tuple(with_password(staff, "") for staff in heads(unit.people, division))

    def holders_of(self, right: Right, division: DivisionId | int) -> tuple[Staff, ...]:
        """Return who holds the right in the division, without password hashes."""
        with self._store.read() as unit:
            return tuple(with_password(staff, "") for staff in holders(unit.people, right, division))

    @once
    def add(self, actor: Actor, command: AddStaff) -> StaffId:
        """Take on; raises ``BadInput`` for missing or taken fields."""
        digest = checked_new(command.login, command.name, command.grants, command.password)
        staff = Staff(
            id=StaffId(0),
            login=command.login.strip(),
            name=command.name.strip(),
            division=command.division,
            grants=command.grants,
            counter=command.counter.strip(),
            password=digest,
        )
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            _check_reach(actor, staff)
            made = take_on(unit.people, staff, command.password)
            self._enter(unit.ledger, actor, "add_staff", f"新增人员{staff.name}（{staff.login}）", made)
        return made

    @once
    def change(self, actor: Actor, command: ChangeStaff) -> None:
        """Change; raises ``Conflict`` when somebody was quicker, ``LastAdministrator``, ``HoldsPost``."""
        check_person("x", command.name, command.grants)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.people.get_staff(command.staff)
            after = replace(
                before,
                name=command.name.strip(),
                division=command.division,
                counter=command.counter.strip(),
                grants=command.grants,
                active=command.active,
                version=command.version,
            )
            _check_reach(actor, before, after)
            _refuse_leaving_post(unit.people, before, after, self._clock())
            unit.people.save_staff(after)
            unit.people.set_grants(command.staff, command.grants)
            _keep_an_administrator(unit.people)
            roles = "、".join(ROLE_NAMES[grant.role] for grant in command.grants)
            state = "在用" if command.active else "停用"
            text = f"修改人员{command.name}：{roles}，{state}"
            self._enter(unit.ledger, actor, "change_staff", text, command.staff)

    @once
    def reset_password(self, actor: Actor, staff: StaffId, password: str) -> None:
        """Give a new password and lift a lock."""
        digest = hashed(password)
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.people.get_staff(staff)
            _check_reach(actor, before)
            _refuse_lasting_gain(actor, before)
            give_password(unit.people, with_password(before, digest), password)
            unit.people.set_failures(staff, 0, None)
            self._enter(unit.ledger, actor, "reset_password", f"重置{before.name}的密码", staff)

    @once
    def lock(self, actor: Actor, staff: StaffId) -> None:
        """Keep somebody out until an administrator lifts the lock; raises ``Refusal`` for oneself."""
        if staff == actor.id:
            raise Refusal("不能锁定自己的账号。")
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.people.get_staff(staff)
            _check_reach(actor, before)
            unit.people.set_failures(staff, 0, UNTIL_LIFTED)
            self._enter(unit.ledger, actor, "lock_staff", f"锁定{before.name}的账号", staff)

    @once
    def unlock(self, actor: Actor, staff: StaffId) -> None:
        """Lift a lock, an administrator's as well as one after wrong passwords."""
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            before = unit.people.get_staff(staff)
            _check_reach(actor, before)
            unit.people.set_failures(staff, 0, None)
            self._enter(unit.ledger, actor, "unlock_staff", f"解除{before.name}的账号锁定", staff)

    @once
    def add_division(self, actor: Actor, division: Division) -> DivisionId:
        """Add a division (its ``id`` is ignored); raises ``BadInput`` listing what is missing."""
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_STAFF)
            check_division(division, unit.people.divisions())
            made = unit.people.add_division(division)
            about = subject("division", made)
            text = f"新增处室{division.name}"
            enter(unit.ledger, deed_of(actor, self._clock(), "add_division", about, text))
        return made

    @once
    def save_division(self, actor: Actor, division: Division, seen: Division) -> None:
        """Change what differs from the division that was looked at (``seen``).

        What others changed meanwhile stays; raises ``Conflict`` where both changed the same, each otherwise.
        """
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_STAFF)
            division = _merged(seen, division, unit.people.get_division(division.id))
            check_division(division, unit.people.divisions())
            unit.people.save_division(division)
            about = subject("division", division.id)
            text = f"修改处室{division.name}"
            enter(unit.ledger, deed_of(actor, self._clock(), "save_division", about, text))

    def _enter(self, book: LedgerBook, actor: Actor, act: str, text: str, staff: StaffId) -> None:
        enter(book, deed_of(actor, self._clock(), act, subject("staff", staff), text))


def _merged(seen: Division, mine: Division, theirs: Division) -> Division:
    found = merge(vars(seen), vars(mine), vars(theirs))
    if found.collides:
        raise Conflict(f"处室{theirs.name}刚被别人改过，与您所改的有冲突，没有保存。请核对后再保存。")
    return Division(**found.settled(()))


def take_on(people: People, staff: Staff, password: str) -> StaffId:
    """Keep a new member of staff, who bears the hash of his first password, wherever passwords are kept."""
    if people.logins is None:
        return people.add_staff(staff)
    made = people.add_staff(with_password(staff, ""))
    people.logins.set_password(staff.login, password)
    return made


def heads(people: People, division: DivisionId | int) -> tuple[Staff, ...]:
    """Return the active staff who hold the head's role for the division."""
    return holders(people, Right.HEAD_SECOND_NOTICE, division)


def holders(people: People, right: Right, *divisions: DivisionId | int) -> tuple[Staff, ...]:
    """Return the active staff who hold the right in one of the divisions."""
    return people.holding(ROLES[right], *divisions)


def holds(staff: Staff, right: Right, division: DivisionId | int) -> bool:
    """Tell whether somebody holds the right in the division by a role of his own."""
    return any(each.role in ROLES[right] and each.division in (None, division) for each in staff.grants)


def refuse_own_gain(actor: Actor, *people: int | None) -> None:
    """Raise ``NotAllowed`` for one who acts on behalf of somebody and would give himself something by it."""
    if actor.behalf is not None and actor.id in people:
        raise NotAllowed(
            f"{actor.name}代{actor.behalf.name}办理时，不能变更本人的账号、角色和岗位，也不能指定本人；请由他人办理。"
        )


def _check_reach(actor: Actor, *people: Staff) -> None:
    """Raise ``NotAllowed`` unless the actor administers the divisions, and every role, of these people."""
    require(actor, Right.EDIT_STAFF)
    refuse_own_gain(actor, *(int(each.id) for each in people))
    for staff in people:
        require(actor, Right.EDIT_STAFF, staff.division)
        for grant in staff.grants:
            if grant.division is not None:
                require(actor, Right.EDIT_STAFF, grant.division)
            elif reach_of(actor, Right.EDIT_STAFF) is not None:
                raise NotAllowed("全局范围的角色只能由管理全局的系统管理员授予或变更。")


def _refuse_lasting_gain(actor: Actor, staff: Staff) -> None:
    """Raise ``NotAllowed`` where one in an administrator's place would come by an administrator's account."""
    if actor.behalf is not None and any(grant.role in ROLES[Right.EDIT_STAFF] for grant in staff.grants):
        raise NotAllowed(f"顶岗期间不能重置系统管理员{staff.name}的密码，请由系统管理员本人办理。")


def _refuse_leaving_post(people: People, before: Staff, after: Staff, now: datetime) -> None:
    """Raise ``HoldsPost``: B of the old post would stand in for his work of the new division."""
    if after.division == before.division or not after.active:
        return
    postings = people.rota(now).postings
    held = [each.name for each in postings if each.a == before.id and each.division == before.division]
    if held:
        raise HoldsPost(
            f"{before.name}还是岗位“{'”“'.join(held)}”的A岗，不能调到别的处室；"
            "请原处室负责人先换A岗或停用岗位，并改派其待办。"
        )


def _keep_an_administrator(people: People) -> None:
    if not any(
        staff.active and Grant(role=Role.ADMINISTRATOR, division=None) in staff.grants
        for staff in people.staff()
    ):
        raise LastAdministrator("这是最后一个系统管理员（管理全局），不能停用或取消其角色。")
