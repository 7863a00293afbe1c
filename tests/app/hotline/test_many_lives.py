from __future__ import annotations

import os
import tempfile
from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from app.errors import BadInput, Refusal
from app.hotline.commands import DoOrder
from app.hotline.life import WAYS
from app.hotline.models import OrderType, Secrecy
from tests.app.hotline.order_life import GIVEN, WHO, registered
from tests.app.hotline.test_random_lives import DRAWN, MORE, PEOPLE, _agrees
from tests.office import copied

# ORDER_LIVES=2000 lives as many; the suite's own are enough to see a broken rule.
LOT, LIVES, STEPS = 10, int(os.environ.get("ORDER_LIVES", "120")), 12
RARE = dict.fromkeys(("send_back", "award_back", "merge", "link", "change", "archive"), 1)
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112


class Lot:
    """Some orders of one office, lived side by side by people who take turns at random."""

    def __init__(self, office, seed):
        self.office, self.chance = office, Random(seed)
        self.seed, self.taken = seed, Counter()
        self.people = {login: office.actor(login) for login in {*PEOPLE, *WHO.values()}}
        self.orders = [self.arrived(place) for place in range(LOT)]

    def arrived(self, place):
        self.pass_time(60)
        return registered(
            self.office,
            number=f"XM20261102{self.seed:04}{place}",
            type=self.chance.choice(list(OrderType)).value,
            secrecy=self.chance.choice([*[Secrecy.NONE] * 6, Secrecy.CALLER, Secrecy.WHOLE]).value,
        )

    def pass_time(self, most):
        self.office.wall.at += timedelta(minutes=self.chance.randrange(most))

    def step(self):
        place = self.chance.randrange(LOT)
        order = self.orders[place]
        likely = [way.key for way in WAYS if order.state in way.sources for _ in range(RARE.get(way.key, 6))]
        act = self.chance.choice(likely if likely and self.chance.random() < 0.95 else list(DRAWN))
        who = WHO[act] if self.chance.random() < 0.8 else self.chance.choice(PEOPLE)
        self.pass_time(self.chance.choice((5, 90, 90, 24 * 60)))
        command = DoOrder(order=order.id, act=act, fields=self.filled(act, place))
        try:
            after = self.office.desk.orders.do(self.people[who], command)
        except (Refusal, BadInput):
            return
        assert after.state in DRAWN[act]
        self.taken[act] += 1
        self.orders[place] = after
        _agrees(self.office, after)

    def filled(self, act, place):
        other = self.orders[(place + 1) % LOT].number
        chosen = self.chance.choice([{}, *MORE.get(act, [])])
        linked = {"main": other, "other": other, "reason": "同一件事"} if act in {"merge", "link"} else {}
        return {**GIVEN.get(act, {}), **chosen, **linked}


@pytest.mark.parametrize("seed", range(LIVES // LOT))
def test_lives_side_by_side_go_as_drawn_and_no_moment_of_any_is_lost_or_counted_twice(furnished, seed):
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        office = copied(furnished, folder)
        try:
            lot = Lot(office, seed)
            for _ in range(LOT * STEPS):
                lot.step()
            for order in lot.orders:
                _agrees(office, order)
            assert len(lot.taken) >= 6, "the lives were too poor to tell anything"
        finally:
            office.close()


def test_no_part_of_a_form_is_called_as_what_is_filled_in_there():
    for way in WAYS:
        if len(way.sections) > 1:
            for section in way.sections:
                assert section.title not in {field.label for field in section.fields}
