from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput, NotAllowed
from app.hotline.draws_page import HEADINGS, page_of_draw, rows_of_draw
from app.hotline.models import OrderType
from app.hotline.papers_kinds import MakePaper
from app.hotline.sampling import Lot, Terms
from app.press import press_pdf
from tests.app.hotline.order_life import did, went

COMPLETED = ("dispatch", "sign", "call", "reply", "approve")
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def draw_of(office, who="luguoqiang", span=NOVEMBER):
    return office.desk.hotline.draws.of_period(office.actor(who), *span)


def some_completed(office, count=6):
    return [went(office, *COMPLETED, number=f"XM26110{each}", type="求助") for each in range(count)]


@given(seed=st.text(min_size=1), number=st.text(min_size=1), rate=st.integers(0, 100))
def test_anybody_draws_the_same_with_another_program(seed, number, rate):
    digest = sha256((seed + ":" + number).encode("utf-8", "surrogatepass")).digest()
    assert Terms(seed=seed, rate=rate).lot_of(number) == int.from_bytes(digest) % 100


def test_the_draw_lists_every_completed_order_with_its_lot_and_why(office):
    supervised = went(office, "dispatch", number="XM9", type="求助")
    did(office, supervised, "supervise")
    for act in COMPLETED[1:]:
        did(office, supervised, act)
    orders = some_completed(office)

    draw = draw_of(office)

    assert [lot.number for lot in draw.lots] == ["XM9", *(each.number for each in orders)]
    assert draw.lots[0].why == "督办过的全部回访"
    for lot in draw.lots[1:]:
        assert lot.drawn == (lot.lot < lot.rate)
    assert draw.drawn == sum(each.drawn for each in draw.shares)
    assert draw.differing == ()


def test_a_draw_is_repeated_by_the_seed_of_its_day_whatever_is_set_since(office):
    some_completed(office, 3)
    before = draw_of(office).lots
    office.decide(sample_seed="别的种子", sample_help=100)
    some = went(office, *COMPLETED, number="XM261199", type="求助")

    draw = draw_of(office)

    assert draw.lots[:3] == before
    assert (draw.lots[3].number, draw.lots[3].terms) == (some.number, Terms(seed="别的种子", rate=100))
    assert draw.differing == ()


def test_a_record_that_was_altered_is_told_when_the_draw_is_done_again(office):
    some_completed(office, 2)
    draw = draw_of(office)
    lot = draw.lots[0]
    turned = replace(lot, why="" if lot.drawn else "签号1小于比例20")

    assert replace(draw, lots=(turned, *draw.lots[1:])).differing == (turned,)
    assert lot.number in replace(draw, lots=(turned,)).found
    assert "与记录一致" in draw.found


def test_the_list_is_printed_and_written_with_its_rule(office):
    some_completed(office, 3)
    draw = draw_of(office)

    rows = list(rows_of_draw(draw))
    assert {len(row) for row in rows} == {len(HEADINGS)}
    assert [row[0] for row in rows] == [lot.number for lot in draw.lots]
    assert press_pdf(page_of_draw(draw)).pdf.startswith(b"%PDF")
    assert press_pdf(page_of_draw(replace(draw, lots=()))).pdf.startswith(b"%PDF")


def test_a_call_backs_paper_names_the_seed_by_which_the_order_was_drawn(office):
    office.decide(sample_help=100)
    order = went(office, *COMPLETED, type="求助")
    did(office, order, "call_back")
    office.decide(sample_seed="别的种子", sample_help=0)
    centre = office.actor("suhaiyun")
    (offer,) = [
        each
        for each in office.desk.hotline.papers.offers(centre, order.id)
        if each.type_key == "call_back_record"
    ]

    command = MakePaper(order=order.id, type_key=offer.type_key, part=offer.part, fields={})
    said = office.desk.hotline.papers.prefilled(centre, command).fields["sampled_by"]
    assert "别的种子" not in said
    assert "比例100%" in said


@pytest.mark.parametrize("who", ["wuzhihong", "linxiaoyan"])
def test_the_draw_is_shown_to_those_who_call_back_oversee_or_head_alone(office, who):
    with pytest.raises(NotAllowed):
        draw_of(office, who)


def test_a_period_that_ends_before_it_begins_is_refused(office):
    with pytest.raises(BadInput, match="结束不能早于开始"):
        draw_of(office, span=(date(2026, 11, 30), date(2026, 11, 1)))


@given(lot=st.integers(0, 99), rate=st.integers(0, 100))
def test_a_lot_below_the_rate_is_drawn_and_no_other(lot, rate):
    made = Lot(
        number="1",
        type=OrderType.HELP,
        division_name="",
        lot=lot,
        terms=Terms(seed="x", rate=rate),
        why="抽中" if lot < rate else "",
    )
    assert made.holds
