"""Who acts: himself, or on behalf of one who is away (代…办理), which lasts only while it falls to him."""

from __future__ import annotations

from dataclasses import replace

from app.errors import NotAllowed
from app.people.halves import span_words
from app.people.models import Actor, Behalf, DivisionId, Grant, Role, Staff, StaffId
from app.people.ports import People
from app.people.rota import Cover, Present, present


def actor_of(people: People, staff: Staff) -> Actor:
    """Return the member of staff as one who acts."""
    division = people.get_division(staff.division)
    return Actor(
        id=staff.id,
        login=staff.login,
        name=staff.name,
        division=staff.division,
        division_name=division.name,
        grants=staff.grants,
        counter=staff.counter,
        version=staff.version,
    )


def natural(people: People, actor: Actor) -> Actor:
    """Return the person himself as he stands now; raises ``NotAllowed`` for one out of use or locked since."""
    version = people.standing(actor.id)
    if version is None:
        raise NotAllowed(f"{actor.name}的账号已停用或被锁定，不能继续办理；请退出，并联系系统管理员。")
    if version == actor.version and actor.behalf is None:
        return actor
    return actor_of(people, people.get_staff(actor.id))


def for_absent(people: People, actor: Actor, staff: StaffId) -> Actor:
    """Return the natural person behind the actor, acting for the absent one with that one's roles.

    The roles reach as far as the substitution does. Raises ``NotAllowed`` where it does not fall to him now.
    """
    person, at = natural(people, actor), people.moment()
    if staff == person.id:
        raise NotAllowed(f"{person.name}不用代自己办理，请以本人身份办理。")
    absent, there = people.get_staff(staff), present(people.rota(at), at)
    cover = there.cover_of(person.id, staff)
    if cover is None or cover.away is None or not there.is_there(person.id):
        raise NotAllowed(_why_not(people, person, absent, there))
    whole = actor_of(people, absent)
    return Actor(
        id=person.id,
        login=person.login,
        name=person.name,
        division=whole.division,
        division_name=whole.division_name,
        grants=_within(whole.grants, cover),
        counter=whole.counter,
        version=person.version,
        behalf=replace(_behalf(absent, cover), window_only=_is_window_only(people, person)),
    )


def _is_window_only(people: People, person: Actor) -> bool:
    grants = people.get_staff(person.id).grants
    return all(grant.role is Role.COUNTER_CLERK for grant in grants)


def offered(people: People, person: Actor) -> tuple[Behalf, ...]:
    """Return for whom the person may act at the moment."""
    at = people.moment()
    there = present(people.rota(at), at)
    if not there.is_there(person.id):
        return ()
    covers = (each for each in there.covers_of(person.id) if each.away is not None)
    return tuple(_behalf(people.get_staff(StaffId(each.absent)), each) for each in covers)


def _within(grants: tuple[Grant, ...], cover: Cover) -> tuple[Grant, ...]:
    """Return the roles as far as the substitution reaches."""
    if cover.everywhere:
        return grants
    here = [
        Grant(role=each.role, division=each.division) for each in grants if each.division in cover.divisions
    ]
    wide = {each.role for each in grants if each.division is None}
    narrowed = [
        Grant(role=role, division=DivisionId(division)) for role in wide for division in sorted(cover.divisions)
    ]
    return tuple(dict.fromkeys((*here, *narrowed)))


def _behalf(absent: Staff, cover: Cover) -> Behalf:
    away = cover.away
    assert away is not None
    post = f"“{cover.substitute.post}”" if cover.substitute.post else ""
    span = span_words(away.since, away.until)
    return Behalf(
        staff=absent.id,
        name=absent.name,
        ground=f"{absent.name}{away.reason}（{span}），由{post}{cover.substitute.why.value}顶岗",
        absence=away.id,
    )


def _why_not(people: People, person: Actor, absent: Staff, there: Present) -> str:
    away = there.away.get(absent.id)
    if away is None and not there.is_there(absent.id):
        return (
            f"{absent.name}的账号已停用，没有离岗登记，不能代办；"
            f"请单位负责人改派{absent.name}的待办，或者登记{absent.name}临时离岗。"
        )
    if away is None:
        return f"{absent.name}现在没有离岗，{person.name}不能代{absent.name}办理；请以本人身份办理。"
    if (own := there.away.get(person.id)) is not None:
        span = span_words(own.since, own.until)
        return f"{person.name}本人离岗（{span}），不能代{absent.name}办理；已返岗的请先登记返岗。"
    now = there.substitute_of(absent.id, absent.division)
    name = people.get_staff(StaffId(now.staff)).name if now.staff else "本处室"
    return f"{absent.name}离岗期间由{name}（{now.why.value}）顶岗，{person.name}不能代{absent.name}办理。"
