from __future__ import annotations

from datetime import date

import pytest

from app.cases.act_fields import ANSWERED, WITHDREW
from app.cases.commands import SecondGround
from app.statistics.models import Span
from tests.app.cases.living import Life, assigned
from tests.app.counter.at_work import done, issued, opened, ticked
from tests.app.denials.at_the_chain import filed, told_before
from tests.office import copied

NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))


class Story:
    """A November in which everything that is counted happened once or a few times."""

    def __init__(self, office):
        self.office = office
        self.quick, self.slow = Life(office), Life(office)
        self.slow.accept()
        self.quick.accept()
        self.limit = self.quick.case.committed
        self.enquiry = opened(office, application=False)
        done(office, self.enquiry, "close", {"outcome": ANSWERED})
        self.letter = assigned(office)
        self.third_of_november()
        office.wall.put(date(2026, 11, 5))
        self.quick.complete()
        office.wall.put(date(2026, 11, 10))
        done(office, self.letter, "complete", {"result": "已答复来文"}, office.actor("wuzhihong"))
        workday = office.desk.calendar.current().workday_after
        office.wall.put(self.slow.due)
        self.slow.record(workday(self.slow.due, 1))
        office.wall.put(workday(self.slow.due, 1))
        self.slow.complete()
        office.wall.put(date(2026, 11, 30), 18)

    def third_of_november(self):
        office = self.office
        office.wall.put(date(2026, 11, 3))
        self.twice = ticked(office, opened(office), m0="缺少")
        first = issued(office, self.twice, "correction_notice")
        more = [*first.fields["corrections"], {**first.fields["corrections"][0], "name": "授权委托书"}]
        ground = SecondGround(reason="改由代理人办理", head="xujianguo")
        issued(office, self.twice, "correction_notice", {"corrections": more}, second=ground)
        self.withdrawn = opened(office)
        done(office, self.withdrawn, "withdraw", {"reason": WITHDREW, "asked_on": "2026-11-03"})
        self.denied, self.told = opened(office), opened(office)
        filed(office, self.denied)
        told_before(office, self.told)
        self.deferred = Life(office)
        self.deferred.accept_deferred()

    def figures(self, login, cut, span=NOVEMBER):
        return self.office.desk.statistics.figures(self.office.actor(login), span, cut)


@pytest.fixture(scope="module")
def story(furnished, tmp_path_factory):
    office = copied(furnished, tmp_path_factory.mktemp("story"))
    yield Story(office)
    office.close()
