"""Figures stay as they are, and what broke off, is shared or has changed is gone on with or stays."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from app.cases.models import Party
from app.forms.masking import GONE
from app.retention.commands import LiftHold
from app.retention.models import DisposalState
from app.statistics.definitions import CUTS_OF
from app.statistics.events import Domain
from app.statistics.models import Cut, Span
from tests.app.contacts.at_the_door import called, record
from tests.app.contacts.at_the_door import did as contact_did
from tests.app.retention.old import (
    ARCHIVIST,
    LEADER,
    NOW,
    decided,
    destroyed,
    hold,
    is_sound,
    proposed,
)
from tests.app.retention.over import LATE, answered_order, denied, enquired


def figures(office):
    """Every figure of the year, by every cut and over every domain; of places what they come to together."""
    span = Span(date(2026, 1, 1), date(2026, 12, 31))
    desk, leads = office.desk.statistics, office.actor(LEADER)
    tables = [desk.figures(leads, span, cut, domain) for domain in Domain for cut in CUTS_OF[domain]]
    return [table.total if table.cut is Cut.PLACE else table for table in tables]


def test_figures_are_the_same_before_and_after_a_destruction(office, tmp_path):
    denied(office, tmp_path)
    enquired(office)
    record(office, contact_did(office, called(office), "answer", "wuzhihong"))
    answered_order(office)
    answered_order(office, number="XM2026110200007", secrecy="诉求人信息保密")
    office.wall.put(LATE)
    disposal = decided(office, proposed(office, tmp_path))
    before = figures(office)
    destroyed(office, disposal, tmp_path / "包.zip")
    assert figures(office) == before


def test_what_was_called_off_leaves_nothing_half_and_is_gone_on_with(office, tmp_path, monkeypatch):
    monkeypatch.setattr("app.retention.destroying.LOT", 1)
    answered_order(office)
    case, _papers = enquired(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    first = destroyed(
        office, disposal, tmp_path / "包.zip", lambda what, done, _whole: what != "销毁" or done < 1
    )
    assert (first.now, first.left.things, first.untried) == (1, 1, 1)
    second = destroyed(office, disposal, tmp_path / "包.zip")
    assert (second.now, second.left.things, second.disposal.state) == (1, 1, DisposalState.DONE)
    assert office.desk.counter.get(office.clerk, case.id).case.applicant == Party(name=GONE)
    assert is_sound(office)


def test_what_two_disposals_share_goes_with_whichever_comes_last(office, tmp_path):
    case, papers = enquired(office, times=2)
    office.wall.put(NOW)
    placed = hold(office, str(papers[1].number))
    one = decided(office, proposed(office, tmp_path, "一.zip"))
    office.desk.old_papers.retention.lift_hold(office.actor(ARCHIVIST), LiftHold(hold=placed, why="判决生效"))
    two = decided(office, proposed(office, tmp_path, "二.zip"))
    assert (one.left.things, two.left.things) == (0, 1)
    assert destroyed(office, two, tmp_path / "二.zip").left.things == 0
    assert destroyed(office, one, tmp_path / "一.zip").left.things == 1
    assert office.desk.counter.get(office.clerk, case.id).case.applicant == Party(name=GONE)


def test_what_has_changed_since_it_was_signed_stays_and_is_named(office, tmp_path):
    case, _papers = enquired(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    with office.store.engine.begin() as connection:
        connection.execute(text("UPDATE cases SET result = 'x' WHERE id = :key"), {"key": case.id})
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert result.stays == ((case.number, "办件的资料在导出以后有改动"),)
    assert office.desk.counter.get(office.clerk, case.id).case.applicant == case.applicant


def test_a_hold_on_an_order_keeps_it_whole_until_it_is_lifted(office, tmp_path):
    order = answered_order(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    placed = hold(office, order.number)
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.now, result.left.things, len(result.stays)) == (0, 0, 1)
    office.desk.old_papers.retention.lift_hold(office.actor(ARCHIVIST), LiftHold(hold=placed, why="判决生效"))
    again = destroyed(office, disposal, tmp_path / "包.zip")
    assert (again.now, again.left.said) == (1, "工单1件（来电人1人）")
