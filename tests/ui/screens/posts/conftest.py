from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QObject

from app.people.halves import end_of, start_of
from app.people.models import StaffId
from app.posts.commands import DecideAbsence, EndAbsence, PlanAbsence
from app.posts.models import Reason
from tests.ui.hands import Hands
from tests.ui.screens.posts.rooms import Place
from tests.ui.screens.stage import staged
from ui.jobs import AtOnce, Jobs, Lanes
from ui.office_window import OfficeWindow
from ui.screens.posts.presenter import PostsPresenter

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


class Kept:
    """What the program's start hands on."""

    database = "本机数据库"
    address = ""
    look_at_line = None
    keep_scheme = None
    window = ""
    keep_window = None


class Seat:
    """A person at a window that changes with his hat."""

    def __init__(self, theme, office, login, *, threads):
        self.parent, self.lanes = QObject(), Lanes()
        self.keeper = OfficeWindow(self.parent, Kept(), office.desk, office.actor(login))
        self.keeper.open(theme, self.lanes, Jobs(self.lanes) if threads else AtOnce())

    @property
    def window(self):
        return self.keeper.window

    @property
    def hands(self):
        return Hands(self.window)

    @property
    def banner(self):
        return self.window.current().page.banner.notice

    @property
    def badge(self):
        chip = self.window._top._substitution
        return chip.accessibleName() if not chip.isHidden() else ""

    @property
    def menu(self):
        return [each.text() for each in self.window._menu._hats if each.text()]

    def choose(self, title):
        next(each for each in self.window._menu._hats if each.text() == title).trigger()


class Away:
    """Absences as the office enters them."""

    def __init__(self, office):
        self.office = office

    def agreed(self, login="linxiaoyan", first=MONDAY, last=WEDNESDAY):
        room, person = self.office.desk.absences, self.office.actor(login)
        asked = room.plan(person, PlanAbsence(reason=Reason.STUDY, starts=start_of(first), ends=end_of(last)))
        decide = DecideAbsence(absence=asked.id, version=asked.version, agree=True)
        return room.decide(self.office.head, decide)

    def back(self, absence):
        room = self.office.desk.absences
        current = room.get(self.office.head, absence.id)
        return room.end(self.office.head, EndAbsence(absence=absence.id, version=current.version))

    def hat(self, login, absent):
        return self.office.desk.people.on_behalf(
            self.office.actor(login), StaffId(self.office.actor(absent).id)
        )


@pytest.fixture
def away(lived_in):
    lived_in.wall.put(MONDAY, 10)
    return Away(lived_in)


@pytest.fixture
def sit(qapp, theme, lived_in):
    """Sign a person in at the office's real window."""
    seats = []

    def at(login, size=(1366, 768), *, threads=False):
        seats.append(Seat(theme, lived_in, login, threads=threads))
        seats[-1].window.resize(*size)
        return seats[-1]

    yield at
    for seat in seats:
        seat.keeper.close()
        seat.lanes.close()


@pytest.fixture
def room(away, lived_in):
    """Return presenter, place and context of somebody at the screen."""

    def at(login):
        place, context = Place(), staged(lived_in.desk, lived_in.actor(login))
        presenter = PostsPresenter(place, context)
        presenter.open()
        return presenter, place, context

    return at
