"""Cases, first contacts and denials given up, of which nobody printed anything, are destroyed as papers are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.cases.act_fields import GUIDED
from app.cases.commands import AnswerDeferred, DeferAnswer, OpenCase
from app.cases.models import Party
from app.errors import BadInput
from app.forms.masking import GONE
from app.retention.commands import NothingDue
from app.retention.models import Chosen, DisposalState
from tests.app.contacts.at_the_door import (
    OWN,
    PETITION,
    VISITOR,
    did,
    handed,
    made_case,
    made_order,
    registered,
)
from tests.app.contacts.at_the_door import record as recorded
from tests.app.contacts.at_the_door import view as door
from tests.app.counter.at_work import PERSON, done, opened, withdrawn
from tests.app.denials.at_the_chain import REASONS, drafted, given_up, submitted
from tests.app.hotline.order_life import did as did_order
from tests.app.retention.old import NOW, decided, destroyed, exported, groups, hold, is_sound, proposed
from tests.app.retention.over import SECRET_WORDS, rows_of

PEOPLE = (PERSON.name, PERSON.telephone, PERSON.certificate, PERSON.address, SECRET_WORDS)


def asked(office):
    """An enquiry that was answered by word of mouth."""
    case = opened(office, application=False)
    return closed(office, case)


def closed(office, case):
    return done(office, case, "close", {"outcome": GUIDED, "organ": SECRET_WORDS}).case


def answered(office, **fields):
    """A first contact that was answered on the telephone."""
    contact = did(office, handed(office, **fields), "take", "wuzhihong")
    return did(office, contact, "called", "wuzhihong", answer=f"已答复{SECRET_WORDS}")


def bare(office):
    return {(each.type_key, each.year): each.due for each in groups(office)}


def case_of(office, case):
    return office.desk.counter.get(office.clerk, case.id).case


def test_what_is_over_is_due_as_long_after_its_end_as_its_papers_would_be(office):
    asked(office)
    answered(office)
    opened(office, application=False)
    handed(office)
    office.wall.put(date(2036, 12, 31))
    assert bare(office) == {}
    office.wall.put(NOW)
    assert bare(office) == {("case", 2026): 1, ("contact", 2026): 1}


def test_what_ended_later_is_kept_from_there(office):
    case, contact = opened(office, application=False), handed(office)
    office.wall.put(date(2028, 3, 1))
    closed(office, case)
    did(office, contact, "take", "wuzhihong")
    did(office, contact, "called", "wuzhihong", answer="已答复")
    office.wall.put(date(2038, 12, 30))
    assert bare(office) == {}
    office.wall.put(date(2039, 1, 4))
    assert bare(office) == {("case", 2026): 1, ("contact", 2026): 1}


def test_it_goes_as_two_people_signed_it_and_number_and_dates_stay(office, tmp_path):
    case, contact = asked(office), answered(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    assert (disposal.items, disposal.left.said) == (0, "办件1件、首问1件")
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.left, result.stays, result.disposal.state) == (disposal.left, (), DisposalState.DONE)
    said = (*PEOPLE, VISITOR["visitor_name"], VISITOR["telephone"], VISITOR["content"])
    for table, rows in rows_of(office, "cases", "contacts", "segments", "search_texts").items():
        assert [each for each in said if each in rows] == [], table
    left, gone = case_of(office, case), door(office, contact).contact
    assert (left.number, left.state, left.applicant) == (case.number, case.state, Party(name=GONE))
    assert (gone.number, gone.state, gone.visitor) == (contact.number, contact.state, GONE)
    assert bare(office) == {}
    assert is_sound(office)


def test_a_denial_that_was_given_up_goes_with_its_case(office, tmp_path):
    case = opened(office)
    denial = submitted(office, drafted(office, case, reasons=f"{REASONS}{SECRET_WORDS}"))
    given_up(office, denial)
    withdrawn(office, case, office.wall().date())
    office.wall.put(NOW)
    assert bare(office) == {("case", 2026): 1, ("denial", 2026): 1}
    disposal = decided(office, proposed(office, tmp_path))
    assert disposal.left.said == "办件1件、否定报备1件"
    destroyed(office, disposal, tmp_path / "包.zip")
    rows = rows_of(office, "cases", "denials", "denial_checks", "segments", "search_texts")
    assert [each for each in PEOPLE for of in rows.values() if each in of] == []
    assert is_sound(office)


def test_a_contact_waits_for_what_became_of_it(office):
    opening = OpenCase(matter=office.matter("gcgh").id, applicant=PERSON, application=False)
    case = made_case(office, registered(office, outcome=OWN), opening)
    order = made_order(office, registered(office, outcome=PETITION, contact_kind="投诉"))
    office.wall.put(NOW)
    assert bare(office) == {}
    closed(office, case)
    for act in ("dispatch", "sign", "call", "reply", "approve", "call_back"):
        did_order(office, order, act)
    assert bare(office) == {}
    office.wall.put(date(2048, 1, 5))
    assert bare(office) == {("case", 2026): 1, ("contact", 2026): 2, ("order", 2026): 1}


def test_what_has_a_paper_goes_with_it_alone(office, tmp_path):
    contact = answered(office)
    recorded(office, contact, office.actor("wuzhihong"))
    office.wall.put(NOW)
    assert bare(office) == {("first_contact_record", 2026): 1}
    assert exported(office, tmp_path).left[0].kind == "contact"


def question(office, **given):
    """A question of nobody's case, that was answered a day later."""
    promised = office.wall() + timedelta(days=2)
    asked = {"party": VISITOR["visitor_name"], "telephone": VISITOR["telephone"], "question": SECRET_WORDS}
    command = DeferAnswer(promised_at=promised, matter_name="门牌", **{**asked, **given})
    return office.desk.deferring.record(office.clerk, command)


def heard(office, asked):
    answer = AnswerDeferred(answer=asked, version=1, text=f"由派出所出具{SECRET_WORDS}")
    office.desk.deferring.answer(office.clerk, answer)
    return asked


def test_questions_of_no_case_go_once_they_were_answered_long_ago(office, tmp_path):
    old, of_case = heard(office, question(office)), closed(office, opened(office, application=False))
    heard(office, question(office, case=of_case.id))
    waits = question(office)
    office.wall.put(date(2028, 3, 1))
    heard(office, late := question(office))
    office.wall.put(date(2036, 12, 31))
    assert bare(office) == {}
    office.wall.put(NOW)
    assert bare(office) == {("deferred", 2026): 1, ("case", 2026): 1}
    disposal = decided(office, proposed(office, tmp_path))
    assert disposal.left.said == "办件1件、疑难问题1件"
    destroyed(office, disposal, tmp_path / "包.zip")
    gone, *kept = (office.desk.deferring.get(office.clerk, each) for each in (old, waits, late))
    assert (gone.party, gone.telephone, gone.question, gone.answer) == (GONE, "", "", "")
    assert gone.answered_at is not None
    assert [each.question for each in kept] == [SECRET_WORDS] * 2
    assert f"疑难问题{old}" not in rows_of(office, "segments")["segments"]
    assert bare(office) == {}
    assert is_sound(office)


def test_a_question_is_held_back_by_the_number_it_is_listed_under(office, tmp_path):
    asked = heard(office, question(office))
    office.wall.put(NOW)
    assert [each.number for each in exported(office, tmp_path).left] == [f"疑难问题{asked}"]
    hold(office, f"疑难问题{asked}")
    assert bare(office) == {}
    with pytest.raises(BadInput, match="疑难问题99"):
        hold(office, "疑难问题99")


def test_kinds_are_chosen_by_their_names_and_years(office, tmp_path):
    case, contact = asked(office), answered(office)
    office.wall.put(NOW)
    for kind, number in (("case", case.number), ("contact", contact.number)):
        package = exported(office, tmp_path, f"{kind}.zip", Chosen(types=frozenset({kind})))
        assert [each.number for each in package.left] == [number]
    with pytest.raises(NothingDue):
        exported(office, tmp_path, "没有.zip", Chosen(types=frozenset({"case"}), years=frozenset({2025})))


def test_what_somebody_holds_back_stays_and_its_disposal_stays_open(office, tmp_path):
    case, contact = asked(office), answered(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    hold(office, case.number)
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert result.stays == ((case.number, "暂缓销毁"),)
    assert (result.disposal.state, result.left.things) == (DisposalState.APPROVED, 1)
    assert case_of(office, case).applicant.name == PERSON.name
    assert door(office, contact).contact.visitor == GONE
