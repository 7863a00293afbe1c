"""Walks a case through every state it can reach, by every way offered to the right person, in real offices."""

from __future__ import annotations

import shutil
from collections import deque
from dataclasses import dataclass, field
from datetime import date

import pytest

from app.cases.models import ENDED
from app.errors import Refusal
from app.register.models import DocumentState
from tests.app.cases.deeds import AFTERWARDS, acts_of, fields_for
from tests.app.counter.at_work import done
from tests.office import Office, Wall

PEOPLE = {
    1: ("linxiaoyan", "wuzhihong", "xujianguo", "yangzhenhua", "luguoqiang"),
    2: ("huangyating", "zhengmeiling", "caiwenjuan", "yangzhenhua", "luguoqiang"),
}
FIRST = ("clerk", "handler", "head", "leader", "overseer")


@dataclass(frozen=True)
class Node:
    """A situation that was reached: its office's file, the day, and how one came there."""

    path: object
    day: date
    case: int
    trail: tuple = ()


@dataclass
class Walk:
    """What was seen on the way."""

    seen: dict = field(default_factory=dict)
    edges: dict = field(default_factory=dict)
    states: set = field(default_factory=set)
    ways: set = field(default_factory=set)
    refused: set = field(default_factory=set)
    steps: int = 0


@dataclass(frozen=True)
class Before:
    """What a situation was, kept while a deed changes it."""

    case: object
    papers: tuple
    held: object
    entries: int


class Scene:
    """One office into which situation after situation is laid: the people around the case, what is seen."""

    def __init__(self, node, folder):
        self.path = folder / "work.sqlite"
        self.id = node.case
        shutil.copy(node.path, self.path)
        self.office = Office(f"sqlite:///{self.path}", folder, Wall(node.day))
        logins = PEOPLE[self.case.division]
        self.people = {name: self.office.actor(login) for name, login in zip(FIRST, logins, strict=True)}

    def lay(self, node, day=None):
        """Go on from a node, on its day or a later one."""
        self.office.close()
        shutil.copy(node.path, self.path)
        self.office.wall.put(day or node.day, 9, minute=len(node.trail))
        self.day = day or node.day

    def keep(self, path):
        """Keep the situation as a file."""
        self.office.close()
        shutil.copy(self.path, path)

    def before(self):
        return Before(case=self.case, papers=self.papers, held=self.side("case"), entries=self.entries)

    @property
    def case(self):
        with self.office.store.read() as unit:
            return unit.cases.get(self.id)

    @property
    def denial(self):
        with self.office.store.read() as unit:
            return next(reversed(unit.denials.of_case(self.id)), None)

    @property
    def papers(self):
        with self.office.store.read() as unit:
            return unit.documents.of_case(self.id)

    @property
    def entries(self):
        with self.office.store.read() as unit:
            return unit.ledger.head().count

    def open_of(self, subject):
        with self.office.store.read() as unit:
            return unit.custody.open_of(subject)

    def side(self, kind):
        return self.open_of(f"{kind}:{self.id}")

    @property
    def due(self):
        segment = self.side("case")
        return segment.holding.due if segment else None

    def offers(self, person):
        return self.office.desk.acts.offers(self.people[person], self.id)

    def standing(self, type_key):
        found = [each for each in self.papers if each.type_key == type_key]
        return next((each for each in found[::-1] if each.state is not DocumentState.VOID), None)


def key_of(scene):
    """What of a situation matters for where the case can go from here."""
    case, denial, day = scene.case, scene.denial, scene.day
    wanting = {each.main for each in case.materials if each.status.value in ("缺少", "不符合")}
    complained = denial is not None and scene.open_of("complaint:1") is not None
    notice = scene.standing("non_acceptance_notice")
    of_denial = (
        (denial.state, denial.after) if denial is not None else None,
        complained,
        notice is not None and notice.served_on is not None,
    )
    if case.state in ENDED:
        return (case.state, *of_denial, case.accepted_on is not None)
    return (
        case.state,
        *of_denial,
        "main" if True in wanting else "secondary" if wanting else "whole",
        scene.due is not None and day > scene.due,
        case.extension.state if case.extension else None,
        *(scene.side(kind) is not None for kind in ("deferred_material", "estimate")),
        scene.standing("deferral_undertaking") is not None,
        case.accepted_on is not None,
    )


def walk(start, folder, check, without=(), limit=3_000):
    """Walk everything that can be reached but by the deeds ``without``; ``check`` looks at every step.

    A deed that led nowhere new, or was refused, is not tried again in the same state of case and denial.
    """
    found, todo, vain = Walk(), deque([start]), set()
    scene = Scene(start, folder)
    scene.lay(start)
    found.seen[key_of(scene)] = start
    while todo:
        node = todo.popleft()
        scene.lay(node)
        here, before, late = key_of(scene), scene.before(), _after_due(scene)
        found.states.add(here[0])
        if here[:2] not in found.refused:
            found.refused.add(here[:2])
            closed_is_closed(scene, found)
        taken = set()
        for name, person, deed in _deeds(scene, without):
            mark = (here[: 4 if name in AFTERWARDS else 2], name, person)
            if mark in vain or name in taken:
                continue
            found.steps += 1
            assert found.steps < limit, "the walk does not end"
            scene.lay(node, late if deed is None else None)
            if not _took(scene, before, deed, name, person, check):
                vain.add(mark)
                continue
            taken.add(name)
            found.ways |= {name.partition("#")[0]} if deed is not None else set()
            there = key_of(scene)
            found.edges.setdefault(here, set()).add(there)
            if there == here:
                vain.add(mark)
            if there not in found.seen:
                path = folder / f"{found.steps}.sqlite"
                found.seen[there] = Node(path, scene.day, node.case, (*node.trail, f"{person} {name}"))
                todo.append(found.seen[there])
                scene.keep(path)
    scene.office.close()
    return found


def _deeds(scene, without):
    waits = [("wait", "", None)] if _after_due(scene) is not None else []
    return [each for each in (*acts_of(scene), *waits) if not each[0].startswith(without)]


def closed_is_closed(scene, found):
    """Try every way that is closed to a person in this state: it is refused, and leaves nothing behind."""
    entries, state = scene.entries, scene.case.state
    for person in FIRST:
        for offer in scene.offers(person):
            mark = (state, offer.way.key, person)
            if not offer.closed or mark in found.refused:
                continue
            found.refused.add(mark)
            fields = fields_for(scene, offer.way.key)[0]
            with pytest.raises(Refusal):
                done(scene.office, scene, offer.way.key, fields, scene.people[person])
    assert scene.entries == entries


def _took(scene, before, deed, name, person, check):
    if deed is None:
        return True
    try:
        deed(scene)
    except Refusal:
        assert scene.entries == before.entries, f"{name}: what is refused leaves nothing behind"
        return False
    check(before, scene, name, person)
    return True


def _after_due(scene):
    """Return a day after the case's date, None where it is past already, or has none."""
    if scene.case.state in ENDED or scene.due is None or scene.day > scene.due:
        return None
    calendar = scene.office.desk.calendar.current()
    return calendar.workday_after(scene.due, 1)
