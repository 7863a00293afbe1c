from __future__ import annotations

from datetime import date

import pytest

from app.errors import NotAllowed
from app.forms.masking import WITHHELD
from app.forms.orders import HIDDEN_TITLE
from app.hotline.papers_kinds import MakeDaySheet
from app.register.commands import VoidDocument
from app.register.models import Query
from tests.app.hotline.order_life import ARRIVED, LICENSING, did, registered, went
from tests.app.hotline.order_papers import SHARES, division, paper, words_of
from tests.office import WITHHELD as UNSEEN


def handled(office, secrecy):
    """Let the division's head sign for a confidential order and give it to a handler, who calls."""
    order = did(office, registered(office, secrecy=secrecy), "dispatch")
    did(office, order, "sign", who="xujianguo")
    did(office, order, "assign", handler="wuzhihong")
    return did(office, order, "call")


@pytest.mark.parametrize("secrecy", ["诉求人信息保密", "效能投诉保密"])
def test_no_paper_of_a_confidential_order_says_who_called(office, secrecy):
    order = handled(office, secrecy)
    did(office, order, "supervise")
    did(office, order, "reply")
    order = did(office, order, "approve", who="yangzhenhua")
    order = did(office, order, "call_back")
    made = [
        paper(office, "suhaiyun", order, "work_order"),
        paper(office, "suhaiyun", order, "supervision_letter"),
        paper(office, "suhaiyun", order, "call_back_record"),
        paper(office, "wuzhihong", order, "reply_sheet", fields={"attitude": "认可"}),
    ]

    for document in made:
        printed = words_of(document)
        assert not [secret for secret in ("陈嘉禾", "13800005678", "海沧大道") if secret in printed]


def test_nobody_types_a_confidential_caller_into_a_paper(office):
    order = did(office, registered(office, secrecy="诉求人信息保密"), "dispatch")

    typed = {"secrecy": "不保密", "caller": "陈嘉禾", "telephone": "13800005678"}
    issued = paper(office, "suhaiyun", order, "work_order", fields=typed)

    assert (issued.fields["caller"], issued.fields["telephone"]) == (WITHHELD, WITHHELD)
    assert issued.fields["secrecy"] == "诉求人信息保密"


def test_letters_and_sheets_do_not_say_what_an_efficiency_complaint_is_about(office):
    order = registered(office, secrecy="效能投诉保密")
    order = did(office, order, "dispatch", co_handlers=SHARES)
    did(office, order, "supervise")
    wanted = MakeDaySheet(division=division(office, LICENSING).id, day=date(2026, 11, 2))
    made = [
        paper(office, "suhaiyun", order, "supervision_letter"),
        paper(office, "xujianguo", order, "co_handling_letter"),
        office.desk.hotline.papers.day_sheet(office.actor("suhaiyun"), wanted),
    ]

    for document in made:
        printed = words_of(document)
        assert ARRIVED["title"] not in printed
        assert ARRIVED["content"] not in printed
        assert HIDDEN_TITLE in printed


def test_the_register_tells_a_stranger_nothing_of_an_efficiency_complaint(office):
    order = did(office, handled(office, "效能投诉保密"), "reply")
    issued = paper(office, "wuzhihong", order, "reply_sheet", fields={"attitude": "认可"})
    register, stranger = office.desk.register, office.clerk  # a clerk of the very division

    for words in ("夜间施工", "陈嘉禾", "责令停止", "5678"):
        assert register.find(stranger, Query(words=words)) == ()
    rows = register.find(stranger, Query(words=str(order.number)))  # a server tells not even the number
    assert {(row.party, row.matter_name) for row in rows} <= {(WITHHELD, HIDDEN_TITLE)}
    for read in (register.get, register.sheet, register.masked_sheet, register.history, register.prints):
        with pytest.raises(UNSEEN, match=r"没有查看|没有找到"):
            read(stranger, issued.id)
    assert register.sheet(office.head, issued.id)
    assert register.get(office.actor("luguoqiang"), issued.id).fields["title"] == ARRIVED["title"]


def test_a_paper_of_another_divisions_order_is_not_read(office):
    order = went(office, "dispatch")
    issued = paper(office, "suhaiyun", order, "work_order")

    with pytest.raises(UNSEEN):
        office.desk.register.get(office.actor("zhengmeiling"), issued.id)
    with pytest.raises(UNSEEN):
        office.desk.hotline.papers.of_order(office.actor("zhengmeiling"), order.id)


def test_an_overseer_reads_the_paper_masked_and_the_petition_centre_prints_it(office):
    order = went(office, "dispatch")
    issued = paper(office, "suhaiyun", order, "work_order")

    assert office.desk.register.get(office.actor("yangzhenhua"), issued.id).fields["caller"] == "陈**"
    assert office.desk.register.get(office.actor("wuzhihong"), issued.id).fields["caller"] == "陈嘉禾"
    assert office.desk.register.sheet(office.actor("suhaiyun"), issued.id)


def test_the_clerk_at_the_counter_voids_no_paper_of_an_order(office):
    order = went(office, "dispatch", "sign", "call", "reply")
    issued = paper(office, "wuzhihong", order, "reply_sheet", fields={"attitude": "认可"})

    with pytest.raises(NotAllowed):
        office.desk.register.void(
            office.clerk, VoidDocument(document=issued.id, version=issued.version, reason="误签")
        )
