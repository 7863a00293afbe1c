from __future__ import annotations

import pytest

from app.posts.hand_commands import MakeHandover, TakeOver
from tests.ui.screens.posts.conftest import Away, Seat, away, sit
from tests.ui.screens.stage import staged
from ui.screens.handovers.view import HandoversScreen

__all__ = ["Away", "Seat", "away", "sit"]


class Handing:
    """An agreed absence of 林晓燕, from Monday to Wednesday, and what is done with it."""

    def __init__(self, office, absence):
        self.office, self.absence = office, absence

    def made(self, **fields):
        command = MakeHandover(absence=self.absence.id, fields=fields)
        return self.office.desk.handovers.make(self.office.actor("linxiaoyan"), command)

    def taken(self):
        kept = self.line().handover
        command = TakeOver(handover=kept.id, version=kept.version)
        return self.office.desk.handovers.take(self.office.actor("chenjiaming"), command)

    def line(self, login="linxiaoyan"):
        return self.office.desk.handovers.overview.line(self.office.actor(login), self.absence.id)


@pytest.fixture
def handing(away, lived_in):
    return Handing(lived_in, away.agreed())


@pytest.fixture
def shown(qtbot, lived_in):
    """Return the screen of somebody, alone."""

    def at(login, **arguments):
        context = staged(lived_in.desk, lived_in.actor(login))
        screen = HandoversScreen(context)
        screen.context = context
        qtbot.addWidget(screen)
        screen.resize(1142, 606)
        screen.show()
        screen.arrive(arguments)
        return screen

    return at
