from __future__ import annotations

import pytest

from app.cases.commands import RegisterAssignment
from app.contacts.models import ContactState
from app.custody.commands import CannotTake, Piece, Reassign
from app.custody.worklist import View
from app.denials.models import DenialState
from app.errors import BadInput, Conflict, NotAllowed
from app.ledger.models import subject
from app.people.models import Grant, Role
from app.people.staffing import ChangeStaff
from app.posts.hand_items import KINDS
from tests.app.contacts.at_the_door import called, did, handed, signed
from tests.app.counter.at_work import issued, opened, ticked
from tests.app.denials.at_the_chain import checked, drafted, submitted
from tests.app.denials.test_stations import hired
from tests.app.posts.away import gone, hat, posted
from tests.office import START


def moved(office, about, to, who=None, reason="均衡工作量", segment=0):
    pieces = tuple(
        Piece(subject=each, segment=segment) for each in ([about] if isinstance(about, str) else about)
    )
    return office.desk.heads.reassigning.reassign(
        who or office.head, Reassign(items=pieces, to=to, reason=reason)
    )


def holder(office, about):
    with office.store.read() as unit:
        return unit.custody.open_of(about)


def history(office, about):
    with office.store.read() as unit:
        return unit.ledger.entries_of(about)


def rows(office, login, view):
    return {each.subject: each for each in office.desk.work_list.items(office.actor(login), view)}


def of(kind, thing):
    return subject(kind, thing.id)


# --- what it does


def test_the_new_holder_has_it_with_the_reason_and_the_old_one_waits_for_it(office):
    about = of("case", opened(office))
    before = holder(office, about)
    moved(office, about, "chenjiaming", reason="林晓燕外出")
    now = holder(office, about)
    assert (now.holding.staff, now.by, now.reassigned) == (office.actor("chenjiaming").id, office.head.id, True)
    assert (now.holding.due, now.holding.step) == (before.holding.due, before.holding.step)
    mine = rows(office, "chenjiaming", View.MINE)[about]
    assert mine.reassigned
    assert mine.why == "许建国改派：林晓燕外出"
    assert rows(office, "linxiaoyan", View.WAITING)[about].holder == "陈嘉铭"
    assert about not in rows(office, "linxiaoyan", View.MINE)
    entry = history(office, about)[-1]
    assert entry.act == "reassign"
    assert "由林晓燕改为陈嘉铭办理，许建国改派：林晓燕外出" in entry.summary


def test_several_go_together_or_not_at_all(office):
    cases = [of("case", opened(office)) for _ in range(3)]
    moved(office, cases, "chenjiaming")
    assert {holder(office, each).holding.staff for each in cases} == {office.actor("chenjiaming").id}
    contact = of("contact", handed(office))
    with pytest.raises(CannotTake, match="首问责任人"):
        moved(office, [*cases, contact], "linxiaoyan")
    assert {holder(office, each).holding.staff for each in cases} == {office.actor("chenjiaming").id}


def test_taking_back_leaves_everything_as_it_was(office):
    contact = called(office)
    for about in (of("case", opened(office)), of("contact", contact)):
        before = holder(office, about)
        done = moved(office, about, "chenjiaming")
        office.desk.heads.reassigning.undo(office.head, done)
        after = holder(office, about)
        assert after.holding.staff == before.holding.staff
        assert (after.holding.due, after.holding.step) == (before.holding.due, before.holding.step)
        assert not after.reassigned
        assert history(office, about)[-1].act == "undo_reassign"
    kept = office.desk.contacts.get(office.head, contact.id).contact
    assert (kept.state, kept.responsible) == (contact.state, contact.responsible)
    assert kept.called_at == contact.called_at


def test_what_somebody_went_on_with_is_not_taken_back(office):
    contact = signed(office)
    done = moved(office, of("contact", contact), "chenjiaming")
    did(office, contact, "take", "chenjiaming")
    with pytest.raises(Conflict, match="接着办理"):
        office.desk.heads.reassigning.undo(office.head, done)


def test_what_another_took_meanwhile_is_not_moved(office):
    about = of("case", opened(office))
    looked_at = holder(office, about).id
    moved(office, about, "chenjiaming")
    with pytest.raises(Conflict, match="刚由别人"):
        moved(office, about, "wuzhihong", segment=looked_at)


# --- every room says who may hold what is its own


def test_an_accepted_case_goes_to_a_handler_only(office):
    case = ticked(office, opened(office))
    issued(office, case, "acceptance_receipt")
    about = of("case", case)
    with pytest.raises(CannotTake, match=r"办结办件.*须由经办人办理"):
        moved(office, about, "chenjiaming")
    moved(office, about, "wuzhihong")
    assert holder(office, about).holding.staff == office.actor("wuzhihong").id


def test_a_letter_goes_to_another_handler(office):
    second = hired(office, "lurenjia", "陆仁嘉", Role.HANDLER)
    letter = office.desk.assigning.register(
        office.head,
        RegisterAssignment(
            task=False, title="关于征求意见的函", sender="示例市住建局", received_on=START, days=5,
            handler="wuzhihong",
        ),
    )  # fmt: skip
    assert of("case", letter) in rows(office, "xujianguo", View.WAITING)
    moved(office, of("case", letter), "lurenjia")
    assert holder(office, of("case", letter)).holding.staff == second.id


def test_nobody_gets_his_own_draft_to_check(office):
    hired(office, "fuchuzhang", "傅楚章", Role.DIVISION_HEAD, Role.HANDLER)
    both = hired(office, "lianglia", "梁立安", Role.DIVISION_HEAD, Role.COUNTER_CLERK)
    denial = submitted(office, drafted(office, opened(office), both), head="xujianguo")
    about = of("denial", denial)
    with pytest.raises(CannotTake, match="本人不得核查本人所报"):
        moved(office, about, "lianglia")
    with pytest.raises(CannotTake, match="须由单位负责人"):
        moved(office, about, "linxiaoyan")
    done = moved(office, about, "fuchuzhang")
    kept = office.desk.denials.get(office.head, denial.id).denial
    assert (kept.state, kept.head) == (DenialState.HEAD, office.actor("fuchuzhang").id)
    assert about in rows(office, "lianglia", View.WAITING)
    office.desk.heads.reassigning.undo(office.head, done)
    assert office.desk.denials.get(office.head, denial.id).denial.head == office.head.id


def test_a_visitor_handed_on_is_signed_for_anew_and_the_first_person_never_gets_him(office):
    contact = signed(office)
    about = of("contact", contact)
    due = holder(office, about).holding.due
    with pytest.raises(CannotTake, match="首问责任人"):
        moved(office, about, "linxiaoyan")
    moved(office, about, "chenjiaming")
    kept = office.desk.contacts.get(office.head, contact.id).contact
    assert (kept.state, kept.responsible_name) == (ContactState.TO_SIGN, "陈嘉铭")
    assert holder(office, about).holding.due == due
    assert about in rows(office, "linxiaoyan", View.WAITING)
    assert about in rows(office, "wuzhihong", View.WAITING)


# --- who may, and to whom


def test_only_the_head_of_the_division_reassigns_and_only_within_it(office):
    about = of("case", opened(office))
    for login in ("linxiaoyan", "wuzhihong", "yangzhenhua", "guanliyuan"):
        with pytest.raises(NotAllowed, match="改派待办"):
            moved(office, about, "chenjiaming", office.actor(login))
    with pytest.raises((CannotTake, Conflict), match=r"行政审批处|不在本单位"):
        moved(office, about, "chenjiaming", office.actor("caiwenjuan"))
    with pytest.raises(CannotTake, match="只在行政审批处之内"):
        moved(office, about, "zhengmeiling")
    with pytest.raises(CannotTake, match="现在就由"):
        moved(office, about, "linxiaoyan")


def test_nothing_goes_to_one_who_is_away_nor_without_a_reason(office):
    about = of("case", opened(office))
    for reason in ("", "  ", "字" * 201):
        with pytest.raises(BadInput):
            moved(office, about, "chenjiaming", reason=reason)
    with pytest.raises(BadInput, match="没有登录名"):
        moved(office, about, "nobody")
    gone(office, "chenjiaming")
    with pytest.raises(CannotTake, match="离岗"):
        moved(office, about, "chenjiaming")


def test_who_stands_in_for_the_head_reassigns_in_his_name(office):
    posted(office, "xujianguo", "wuzhihong", name="负责人岗")
    about = of("case", opened(office))
    gone(office, "xujianguo", who=office.clerk)
    moved(office, about, "chenjiaming", hat(office, "wuzhihong", "xujianguo"))
    assert holder(office, about).holding.why.startswith("吴志宏（代许建国）改派：")
    entry = history(office, about)[-1]
    assert (entry.actor_name, entry.behalf_name) == ("吴志宏", "许建国")


def test_the_candidates_say_why_they_cannot(office):
    about = of("case", opened(office))
    gone(office, "chenjiaming")
    found = office.desk.heads.reassigning.candidates(office.head, [Piece(subject=about)])
    closed = {each.login: each.closed for each in found}
    assert closed["wuzhihong"] == ""
    assert "离岗" in closed["chenjiaming"]
    assert "现在就由" in closed["linxiaoyan"]
    assert "签发文书" in closed["xujianguo"]


def test_the_leader_in_charge_keeps_what_lies_with_him(office):
    denial = checked(office, submitted(office, drafted(office, opened(office))), office.head)
    with pytest.raises(CannotTake, match="不是行政审批处的人员"):
        moved(office, of("denial", denial), "wuzhihong")


def test_what_custody_holds_of_any_kind_has_a_room_that_says_who_may_hold_it(office):
    rooms = office.desk.heads.reassigning._rooms
    assert set(rooms) >= set(KINDS) - {"document", "order"}


def test_what_one_left_behind_who_moved_to_another_division_is_seen_and_given_to_another(office):
    about = of("case", opened(office))
    there = office.registrar.division
    moved_on = {each.login: each for each in office.desk.staffing.staff(office.administrator)}["linxiaoyan"]
    office.desk.staffing.change(
        office.administrator,
        ChangeStaff(
            staff=moved_on.id,
            version=moved_on.version,
            name=moved_on.name,
            division=there,
            counter="",
            grants=(Grant(role=Role.COUNTER_CLERK, division=there),),
            active=True,
        ),
    )
    loads = {each.login: each.items for each in office.desk.heads.loads.read(office.head).people}
    assert loads["linxiaoyan"] == 1
    assert not any(each.login == "yangzhenhua" for each in office.desk.heads.loads.read(office.head).people)
    moved(office, about, "chenjiaming", reason="林晓燕调离")
    assert holder(office, about).holding.staff == office.actor("chenjiaming").id
