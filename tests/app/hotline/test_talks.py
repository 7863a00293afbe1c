from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.custody.worklist import View
from app.errors import BadInput, Conflict, NotAllowed
from app.forms.orders import HIDDEN_TITLE
from app.hotline.talks import NOTICE, DoTalk
from app.hotline.talks_models import TalkState
from app.hotline.talks_showing import TalkClosed
from tests.app.hotline.order_life import LICENSING, REGISTRY, did, went
from tests.app.hotline.order_papers import paper, words_of
from tests.office import WITHHELD as UNSEEN

MEETING = {"talk_at": "2026-11-05T15:00", "talk_place": "办公室二楼会议室"}
SAID = {
    "statement": "本单位人手不足，已调整分工。",
    "demand": "逐件办结并报送结果。",
    "rectify_by": "2026-11-16",
    "recorder": "江丽华",
}
ANSWERED = ("sign", "call", "reply", "approve")


def talks(office):
    return office.desk.hotline.talks


def supervised(office, times=3, **fields):
    """Supervise the licensing division as often, each time about another order."""
    orders = [went(office, "dispatch", number=f"XM{each}", **fields) for each in range(1, times + 1)]
    return [did(office, each, "supervise") for each in orders]


def proposed(office, **fields):
    supervised(office, **fields)
    (talk,) = talks(office).all(office.actor("luguoqiang"))
    return talk


def done(office, act, talk, who="luguoqiang", **given):
    return getattr(talks(office), act)(office.actor(who), DoTalk(talk=talk.id, **given))


def satisfied(office, order):
    for act in ANSWERED:
        order = did(office, order, act)
    return did(office, order, "call_back")


def rung(office, who="luguoqiang"):
    return {each.division_name: each.consecutive for each in talks(office).ladder(office.actor(who))}


# --- the ladder


def test_supervisions_of_a_division_are_counted_across_its_orders(office):
    supervised(office, 2)

    assert rung(office) == {LICENSING: 2}


def test_an_order_completed_and_called_back_satisfied_begins_the_count_anew(office):
    first, _second = supervised(office, 2)
    satisfied(office, first)
    assert rung(office) == {}

    did(office, went(office, "dispatch", number="XM9"), "supervise")

    assert rung(office) == {LICENSING: 1}


def test_an_order_called_back_dissatisfied_does_not(office):
    order = supervised(office, 2)[0]
    for act in ANSWERED:
        order = did(office, order, act)
    did(office, order, "call_back", satisfaction="不满意", solved=False, opinion="没有解决")

    assert rung(office) == {LICENSING: 2}


def test_supervisions_of_one_order_and_of_its_division_are_told_apart(office):
    order = supervised(office, 2)[1]

    found = talks(office).rung_of(office.actor("wuzhihong"), order.id)

    assert (order.supervisions, found.consecutive, found.missing) == (1, 2, 1)


def test_the_count_follows_the_division_that_was_supervised(office):
    order = went(office, "dispatch", "supervise", "return", "redispatch")
    did(office, order, "supervise")

    assert rung(office) == {LICENSING: 1, REGISTRY: 1}


# --- the proposal


def test_the_third_supervision_proposes_a_talk_to_the_efficiency_office(office):
    talk = proposed(office)

    assert (talk.state, talk.division_name, len(talk.supervisions)) == (TalkState.PROPOSED, LICENSING, 3)
    items = office.desk.work_list.items(office.actor("luguoqiang"), View.MINE)
    (item,) = [each for each in items if each.subject == f"talk:{talk.id}"]
    assert (item.number, item.step) == (talk.number, "确认是否约谈")


def test_a_fourth_supervision_proposes_no_second_talk(office):
    proposed(office)
    did(office, went(office, "dispatch", number="XM9"), "supervise")

    assert len(talks(office).all(office.actor("luguoqiang"))) == 1


def test_three_more_supervisions_after_a_declined_talk_propose_another(office):
    talk = proposed(office)
    done(office, "decline", talk, text="已当面督促")
    for number in ("XM7", "XM8", "XM9"):
        did(office, went(office, "dispatch", number=number), "supervise")

    newest, _declined = talks(office).all(office.actor("luguoqiang"))

    assert not set(newest.supervisions) & set(talk.supervisions)


def test_declining_asks_for_a_reason_and_ends_it(office):
    talk = proposed(office)
    with pytest.raises(BadInput, match="不约谈的理由"):
        done(office, "decline", talk)

    declined = done(office, "decline", talk, text="已当面督促")

    assert (declined.state, declined.reason) == (TalkState.DECLINED, "已当面督促")
    assert not talks(office).get(office.actor("luguoqiang"), talk.id).segment


def test_only_the_efficiency_office_decides_on_a_talk(office):
    talk = proposed(office)

    for who in ("suhaiyun", "yangzhenhua", "xujianguo"):
        with pytest.raises(UNSEEN):
            done(office, "confirm", talk, who=who)


def test_the_division_knows_of_a_talk_once_it_is_confirmed(office):
    talk = proposed(office)
    with pytest.raises(UNSEEN):
        talks(office).get(office.head, talk.id)

    done(office, "confirm", talk)

    assert talks(office).get(office.head, talk.id).talk.id == talk.id
    with pytest.raises(UNSEEN):
        talks(office).get(office.actor("caiwenjuan"), talk.id)


def test_a_talk_that_was_decided_meanwhile_is_not_decided_again(office):
    talk = proposed(office)
    done(office, "confirm", talk)

    with pytest.raises(Conflict):
        done(office, "decline", talk, text="不必", version=talk.version)
    with pytest.raises(TalkClosed, match="待约谈"):
        done(office, "confirm", talk)


# --- its papers


def test_the_notice_is_filled_in_with_the_supervisions(office):
    orders = supervised(office)
    letter = paper(office, "suhaiyun", orders[0], "supervision_letter")
    (talk,) = talks(office).all(office.actor("luguoqiang"))
    done(office, "confirm", talk)
    did(office, did(office, orders[1], "sign"), "feedback", feedback="已约请当事人")

    notice = done(office, "notice", talk, fields=MEETING)

    rows = notice.fields["supervisions"]
    assert [row["number"] for row in rows] == ["XM1", "XM2", "XM3"]
    assert (rows[0]["paper"], rows[1]["feedback"]) == (str(letter.number), "已约请当事人")
    assert notice.fields["talked_people"] == "许建国（单位负责人）"
    assert "办公室二楼会议室" in words_of(notice)
    held = talks(office).get(office.actor("luguoqiang"), talk.id).segment.holding
    assert (held.step, held.due) == ("约谈并记录", date(2026, 11, 5))


def test_a_notice_without_time_and_place_is_refused(office):
    talk = proposed(office)
    done(office, "confirm", talk)

    with pytest.raises(BadInput, match="约谈时间"):
        done(office, "notice", talk)


def test_a_notice_is_issued_before_the_talk_and_its_record_after_it(office):
    talk = proposed(office)
    done(office, "confirm", talk)
    office.wall.put(date(2026, 11, 5), 16)
    with pytest.raises(BadInput, match="已经过了"):
        done(office, "notice", talk, fields=MEETING)
    done(office, "notice", talk, fields=MEETING | {"talk_at": "2026-11-06T09:00"})

    with pytest.raises(BadInput, match="还没有到"):
        done(office, "record", talk, fields=SAID)

    assert talks(office).get(office.head, talk.id).talk.state is TalkState.CONFIRMED


def test_no_record_is_made_before_the_notice(office):
    talk = proposed(office)
    done(office, "confirm", talk)

    with pytest.raises(TalkClosed, match="先发通知"):
        done(office, "record", talk, fields=SAID)


def test_after_the_talk_the_division_mends_until_it_reports(office):
    talk = proposed(office)
    done(office, "confirm", talk)
    notice = done(office, "notice", talk, fields=MEETING)
    office.wall.put(date(2026, 11, 5), 17)
    record = done(office, "record", talk, fields=SAID)
    assert record.fields["notice_number"] == str(notice.number)

    held = talks(office).get(office.head, talk.id).segment
    assert (held.holding.due, held.staff_name, held.division_name) == (date(2026, 11, 16), "许建国", LICENSING)
    ended = done(office, "feedback", talk, who="xujianguo", text="三件均已办结")

    assert (ended.state, ended.feedback_by_name) == (TalkState.ANSWERED, "许建国")
    assert not talks(office).get(office.head, talk.id).segment
    acts = [each.act for each in _entries(office, talk)]
    assert acts == ["propose_talk", "confirm_talk", "notice_talk", "record_talk", "feedback_talk"]


def _entries(office, talk):
    with office.store.read() as unit:
        return unit.ledger.entries_of(f"talk:{talk.id}")


def test_the_evidence_is_one_file_with_its_list(office):
    orders = supervised(office)
    satisfied(office, orders[0])
    letter = paper(office, "suhaiyun", orders[0], "supervision_letter")
    (talk,) = talks(office).all(office.actor("luguoqiang"))
    done(office, "confirm", talk)
    notice = done(office, "notice", talk, fields=MEETING)

    reader = PdfReader(BytesIO(talks(office).bundle(office.actor("luguoqiang"), talk.id)))

    cover = "".join(reader.pages[0].extract_text().split())
    for words in ("约谈佐证材料目录", talk.number, str(notice.number), str(letter.number), "未签发"):
        assert words in cover
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "已责令停止夜间施工" in text
    assert [each.title for each in reader.outline][:2] == ["约谈通知", "督办函（XM1）"]
    with pytest.raises(NotAllowed):  # an efficiency complaint among them stands there in full
        talks(office).bundle(office.head, talk.id)


def test_no_paper_of_a_talk_says_what_an_efficiency_complaint_is_about(office):
    talk = proposed(office, secrecy="效能投诉保密", title="举报窗口收受礼品")
    done(office, "confirm", talk)

    notice = done(office, "notice", talk, fields=MEETING | {"supervisions": []})

    assert {row["title"] for row in notice.fields["supervisions"]} == {HIDDEN_TITLE}
    view = talks(office).get(office.head, talk.id)
    assert {each.title for each in view.supervised} == {HIDDEN_TITLE}
    assert "收受礼品" not in words_of(notice)


def test_the_draft_of_a_notice_can_be_looked_at(office):
    talk = proposed(office)
    done(office, "confirm", talk)

    sheet = talks(office).draft_sheet(office.actor("luguoqiang"), DoTalk(talk=talk.id, fields=MEETING), NOTICE)

    assert sheet.watermark
