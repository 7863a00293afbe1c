"""Work orders of which nobody ever printed anything are appraised and destroyed as papers are."""

from __future__ import annotations

from datetime import date

import pytest

from app.forms.masking import GONE
from app.hotline.models import Secrecy
from app.ledger.models import subject
from app.retention.commands import KeptFromDestruction, LiftHold, NothingDue
from app.retention.models import Chosen, DisposalState
from tests.app.hotline.order_life import ARRIVED, did, registered, view, went
from tests.app.hotline.order_papers import paper
from tests.app.retention.old import (
    ARCHIVIST,
    LEADER,
    NOW,
    decided,
    destroyed,
    exported,
    groups,
    hold,
    is_sound,
    issued,
    proposed,
    proposed_from,
)
from tests.app.retention.over import SECRET_WORDS, answered_order, enquired, rows_of

ALL_OF_IT = (
    "orders",
    "order_callers",
    "order_changes",
    "order_records",
    "order_shares",
    "segments",
    "search_texts",
)


def closed(office, number="XM2026110200009", **fields):
    """An order that was answered and closed, of which nobody printed anything."""
    said = {"content": f"{SECRET_WORDS}，请查处。", **fields}
    order = went(office, "dispatch", "sign", "call", number=number, **said)
    did(office, order, "reply", content=SECRET_WORDS, attitude="表示理解")
    return did(office, did(office, order, "approve"), "call_back", opinion=SECRET_WORDS)


def bare(office):
    return [(each.year, each.due) for each in groups(office) if each.type_key == "order"]


def test_an_order_without_papers_is_due_as_long_after_it_ended_as_its_papers_would_be(office):
    closed(office)
    answered_order(office)
    still_open = registered(office, number="XM-open")
    office.wall.put(date(2036, 12, 31))
    assert bare(office) == []
    office.wall.put(NOW)
    assert bare(office) == [(2026, 1)]
    did(office, still_open, "send_back")
    assert bare(office) == [(2026, 1)]


def test_it_goes_as_two_people_signed_it_and_its_number_and_figures_stay(office, tmp_path):
    order = closed(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    assert (disposal.items, disposal.left.said) == (0, "工单1件（来电人1人）")
    register = office.desk.register.get(office.actor(LEADER), disposal.register)
    assert [each["number"] for each in register.fields["parties"]] == [order.number]
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.now, result.left, result.stays) == (0, disposal.left, ())
    assert result.disposal.state is DisposalState.DONE
    for table, rows in rows_of(office, *ALL_OF_IT).items():
        for said in (
            SECRET_WORDS,
            ARRIVED["caller"],
            ARRIVED["telephone"],
            ARRIVED["address"],
            ARRIVED["place"],
        ):
            assert said not in rows, table
    left = view(office, order).order
    assert (left.number, left.state, left.satisfaction) == (order.number, order.state, order.satisfaction)
    assert (left.title, left.caller.name, left.place) == (GONE, GONE, "")
    told = [each.summary for each in office.desk.ledger.of(subject("order", order.id))]
    assert any(each.startswith(f"销毁工单{order.number}的资料") for each in told)
    assert bare(office) == []
    assert is_sound(office)


def test_papers_and_orders_without_any_go_together_or_by_themselves(office, tmp_path):
    order = closed(office)
    (notice,) = issued(office)
    office.wall.put(NOW)
    alone = exported(office, tmp_path, "工单.zip", Chosen(types=frozenset({"order"})))
    assert ([each.number for each in alone.left], alone.papers) == ([order.number], ())
    other = exported(office, tmp_path, "文书.zip", Chosen(types=frozenset({"one_time_notice"})))
    assert ([each.number for each in other.papers], other.left) == ([str(notice.number)], ())
    with pytest.raises(NothingDue):
        exported(office, tmp_path, "没有.zip", Chosen(types=frozenset({"order"}), years=frozenset({2025})))
    both = exported(office, tmp_path, "全部.zip")
    assert (len(both.papers), len(both.left)) == (1, 1)


def test_a_confidential_caller_goes_too_and_an_efficiency_complaint_stays(office, tmp_path):
    closed(office, secrecy=Secrecy.CALLER.value)
    whole = went(office, "dispatch", number="XM-whole", secrecy=Secrecy.WHOLE.value)
    did(office, whole, "assign", handler="wuzhihong")
    for act in ("sign", "call", "reply", "approve", "call_back"):
        did(office, whole, act)
    office.wall.put(NOW)
    destroyed(office, decided(office, proposed(office, tmp_path)), tmp_path / "包.zip")
    assert SECRET_WORDS not in rows_of(office, "order_callers", "order_records")["order_records"]
    assert view(office, whole).order.title != GONE


def test_an_order_somebody_holds_back_stays_and_its_disposal_stays_open_for_it(office, tmp_path):
    order, other = closed(office), closed(office, number="XM2026110200010")
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    placed = hold(office, order.number)
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert result.stays == ((order.number, "暂缓销毁"),)
    assert (result.disposal.state, result.left.things) == (DisposalState.APPROVED, 1)
    assert view(office, other).order.title == GONE != view(office, order).order.title
    office.desk.old_papers.retention.lift_hold(office.actor(ARCHIVIST), LiftHold(hold=placed, why="判决生效"))
    assert destroyed(office, disposal, tmp_path / "包.zip").disposal.state is DisposalState.DONE
    assert view(office, order).order.title == GONE


def test_what_is_listed_in_one_disposal_is_not_proposed_in_another(office, tmp_path):
    closed(office)
    office.wall.put(NOW)
    exported(office, tmp_path, "再.zip")
    proposed(office, tmp_path)
    assert bare(office) == []
    with pytest.raises(KeptFromDestruction):
        proposed_from(office, tmp_path / "再.zip")
    with pytest.raises(NothingDue):
        exported(office, tmp_path, "又.zip")


def test_an_order_that_got_a_paper_since_goes_with_its_paper_alone(office, tmp_path):
    order = closed(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    paper(office, "wuzhihong", order, "reply_sheet")
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.left.things, view(office, order).order.title) == (0, order.title)


def test_a_run_that_was_called_off_is_gone_on_with(office, tmp_path):
    orders = [closed(office, number=f"XM202611020002{each}") for each in range(2)]
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    result = destroyed(office, disposal, tmp_path / "包.zip", lambda what, _done, _all: what != "销毁资料")
    assert (result.disposal.state, result.left.things) == (DisposalState.APPROVED, 0)
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.disposal.state, result.left.things) == (DisposalState.DONE, len(orders))


# --- what else may tell of somebody


def test_where_somebody_lives_goes_with_the_order_and_the_catalogues_name_stays(office, tmp_path):
    answered_order(office)
    case, _papers = enquired(office)
    office.wall.put(NOW)
    destroyed(office, decided(office, proposed(office, tmp_path)), tmp_path / "包.zip")
    assert ARRIVED["place"] not in rows_of(office, "orders")["orders"]
    assert office.desk.counter.get(office.clerk, case.id).case.matter_name == case.matter_name
