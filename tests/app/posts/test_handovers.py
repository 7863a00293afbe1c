from __future__ import annotations

import pypdfium2
import pytest

from app.custody.models import Holding
from app.errors import BadInput, Conflict, NotAllowed
from app.ledger.models import subject
from app.people.halves import end_of, noon_of
from app.people.permissions import ROLES, Right
from app.posts.commands import NotSoNow, Stopgap
from app.posts.hand_commands import GiveBack, HandoverStands, MakeHandover, TakeOver
from app.posts.hand_standing import Turn
from app.posts.handed import Stage
from app.press import press_pdf
from app.register.commands import VoidDocument
from tests.app.counter.at_work import issued, opened
from tests.app.posts.away import back, decided, gone, hat, planned, posted
from tests.app.posts.test_behalf import CORRECTIONS
from tests.office import START

ASKED = {"question": "门牌？", "promised_reply_at": "2026-11-04T17:00"}


@pytest.fixture
def busy(office):
    """林晓燕, who has B and second B, holds a case, a promised answer and a paper not served."""
    posted(office, second_b="wuzhihong")
    opened(office)
    issued(office, opened(office, application=False), "one_time_notice", ASKED)
    issued(office, opened(office), "correction_notice", CORRECTIONS)
    return office


def leaving(office, **given):
    span = {"starts": noon_of(START), "ends": end_of(START), **given}
    return decided(office, planned(office, "linxiaoyan", START, **span))


def handed(office, absence, who=None, **fields):
    command = MakeHandover(absence=absence.id, fields=fields)
    return office.desk.handovers.make(who or office.clerk, command)


def took(office, handover, login="chenjiaming", items=None, **objections):
    said = {key.replace("_", ":"): text for key, text in objections.items()}
    command = TakeOver(handover=handover.id, version=handover.version, items=items, objections=said)
    return office.desk.handovers.take(office.actor(login), command)


def returned(office, absence, who=None, **fields):
    return office.desk.handovers.give_back(who or office.clerk, GiveBack(absence=absence.id, fields=fields))


def held(office, login="linxiaoyan"):
    staff = office.actor(login).id
    with office.store.read() as unit:
        return {each.holding.subject for each in unit.custody.open_all(staff=staff)}


def words(office, paper):
    """The words of a paper as its PDF shows them."""
    document = pypdfium2.PdfDocument(press_pdf(office.desk.register.sheet(office.clerk, paper)).pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


# --- what is open


def test_the_sheet_comes_filled_with_every_open_item_by_due_date(busy):
    absence = leaving(busy)
    items = busy.desk.handovers.open_items(busy.clerk, busy.clerk.id)
    assert {each.key for each in items} == {*held(busy), "document:2"}
    assert [each.kind for each in items] == ["承诺答复", "办件", "办件", "待送达"]
    assert [str(each.due) for each in items] == ["2026-11-04", "2026-11-09", "2026-12-02", "None"]
    assert {each.party for each in items} == {"陈大文"}
    assert items[1].next_act == "补正告知"
    fields = busy.desk.handovers.prefill(busy.clerk, absence.id).fields
    assert [row["title"] for row in fields["items"]] == [each.title for each in items]
    assert (fields["a_name"], fields["b_name"], fields["supervisor_name"]) == ("林晓燕", "陈嘉铭", "许建国")
    assert (fields["post_name"], fields["handover_manner"]) == ("窗口受理岗", "当面")
    assert fields["b_capacity"] == "B岗"
    assert (fields["absent_from"], fields["absent_until"]) == ("2026-11-02T12:00", "2026-11-03T00:00")


def test_a_temporary_substitute_is_called_so_and_no_b(busy):
    stopgap = Stopgap(staff=busy.actor("wuzhihong").id, ground="B岗另有任务")
    absence = planned(busy, "linxiaoyan", who=busy.head, stopgap=stopgap)
    fields = busy.desk.handovers.prefill(busy.clerk, absence.id).fields
    assert (fields["b_name"], fields["b_capacity"]) == ("吴志宏", "临时代岗")
    text = words(busy, handed(busy, absence).sheet)
    assert "接收人（临时代岗）" in text
    assert "接收人（B岗）" not in text


def test_whatever_custody_holds_is_listed_though_nobody_named_its_room(busy):
    holding = Holding(
        subject=subject("swan", 7), division=busy.clerk.division, staff=busy.clerk.id, why="x",
        step="喂天鹅", title="湖边的天鹅", number="T-7", due=START,
    )  # fmt: skip
    with busy.store.begin() as unit:
        unit.custody.start(holding, busy.wall())
    first = busy.desk.handovers.open_items(busy.clerk, busy.clerk.id)[0]
    assert (first.key, first.kind, first.next_act) == ("swan:7", "其他待办", "喂天鹅")
    assert handed(busy, leaving(busy)).items[0].key == "swan:7"


def test_a_paper_issued_in_a_s_place_is_a_s_to_serve_and_not_b_s(busy):
    absence = leaving(busy)
    busy.wall.put(START, 13)
    issued(busy, opened(busy), "correction_notice", CORRECTIONS, who=hat(busy, "chenjiaming"))
    view = busy.desk.handovers.of_absence(busy.clerk, absence.id)
    assert [each.key for each in view.items if each.kind == "待送达"] == ["document:2", "document:3"]
    natural = busy.actor("chenjiaming")
    assert busy.desk.handovers.open_items(natural, natural.id) == ()


def test_a_stranger_sees_nothing_and_the_head_what_he_may_see(busy):
    absence = leaving(busy)
    desk = busy.desk.handovers
    for login in ("wuzhihong", "huangyating", "guanliyuan"):
        for asked in (desk.prefill, desk.of_absence, desk.prefill_return, desk.history):
            with pytest.raises(NotAllowed):
                asked(busy.actor(login), absence.id)
        with pytest.raises(NotAllowed):
            desk.open_items(busy.actor(login), busy.clerk.id)
    assert {each.party for each in desk.open_items(busy.head, busy.clerk.id)} == {"陈大文"}
    assert len(ROLES[Right.HAND_OVER]) == 8


def test_a_second_b_whose_turn_it_is_finds_it_in_his_list(busy):
    absence = leaving(busy)
    gone(busy, "chenjiaming", who=busy.head)
    busy.wall.put(START, 13)
    second = busy.actor("wuzhihong")
    assert [each.absence.staff for each in busy.desk.handovers.overview.listed(second)][:1] == [absence.staff]
    busy.wall.put(START, 15)
    back(busy, absence, busy.clerk)
    returned(busy, absence)
    (line,) = busy.desk.handovers.overview.listed(second)
    assert (line.absence.id, line.turn) == (absence.id, Turn.SIGN)


# --- making the sheet


def test_making_it_issues_the_paper_and_keeps_what_was_handed_over(busy):
    absence = leaving(busy)
    fields = busy.desk.handovers.prefill(busy.clerk, absence.id).fields
    rows = [{**fields["items"][1], "place": "柜二层", "risk": "材料原件"}]
    by_hand = {"kind": "会议", "title": "周四例会材料", "due_on": "2026-11-05"}
    thing = {"thing_kind": "钥匙", "name": "柜钥匙"}
    before = busy.desk.ledger.verify().entries
    made = handed(busy, absence, items=[*rows, by_hand], things=[thing])
    assert busy.desk.ledger.verify().entries == before + 2
    assert len(made.items) == 5
    assert (made.items[1].place, made.items[1].risk) == ("柜二层", "材料原件")
    assert (made.items[-1].key, made.items[-1].title) == ("hand:1", "周四例会材料")
    assert {each.stage for each in made.items} == {Stage.WAITING}
    view = busy.desk.handovers.of_absence(busy.clerk, absence.id)
    assert (view.handover, view.sheet.title) == (made, "工作交接单")
    assert view.sheet.division == absence.division
    read = words(busy, view.sheet.id)
    for said in (
        "移交人签字",
        "接收人签字",
        "监交人签字",
        "陈大文",
        "柜二层",
        "周四例会材料",
        "柜钥匙",
        "SP202600001",
    ):
        assert said in read
    (entry,) = busy.desk.handovers.history(busy.clerk, absence.id)
    assert (entry.act, entry.actor_name) == ("make_handover", "林晓燕")
    assert busy.desk.ledger.verify().faults == ()


def test_what_is_not_open_any_more_is_not_handed_over(busy):
    row = {"kind": "办件", "number": "SP202699999", "title": "早已办结"}
    with pytest.raises(BadInput, match="现在不在办") as refusal:
        handed(busy, leaving(busy), items=[row])
    assert [each.field for each in refusal.value.problems] == ["items.0.number"]


def test_a_sheet_is_made_once_unless_it_was_void(busy):
    absence = leaving(busy)
    made = handed(busy, absence)
    with pytest.raises(HandoverStands):
        handed(busy, absence)
    paper = busy.desk.register.get(busy.clerk, made.sheet)
    command = VoidDocument(document=paper.id, version=paper.version, reason="写错")
    busy.desk.register.void(busy.clerk, command)
    with pytest.raises(HandoverStands):
        took(busy, made)
    again = handed(busy, absence)
    assert (again.id, again.version) == (made.id, 2)
    assert again.sheet != made.sheet


def test_an_absence_that_is_not_agreed_to_or_over_is_not_handed_over(busy):
    asked = planned(busy, "linxiaoyan", starts=noon_of(START), ends=end_of(START))
    with pytest.raises(NotSoNow, match="待批准"):
        handed(busy, asked)
    absence = decided(busy, asked)
    busy.wall.put(START, 14)
    back(busy, absence, busy.clerk)
    with pytest.raises(NotSoNow, match="已返岗"):
        handed(busy, absence)


def test_a_password_is_never_written_down(busy):
    with pytest.raises(BadInput, match="密码"):
        handed(busy, leaving(busy), attention="系统密码：abc123")


def test_b_makes_the_sheet_of_a_sudden_absence_from_the_record(busy):
    absence = gone(busy, "linxiaoyan", who=busy.head)
    made = handed(busy, absence, busy.actor("chenjiaming"))
    assert {each.key for each in made.items} == {*held(busy), "document:2"}
    paper = busy.desk.register.get(busy.clerk, made.sheet)
    assert (paper.fields["handover_manner"], paper.issuer_name) == ("突发离岗补录", "陈嘉铭")
    assert took(busy, made).listed(Stage.WAITING) == ()


def test_one_without_a_post_hands_over_to_the_head(office):
    opened(office)
    made = handed(office, leaving(office))
    assert (made.receiver_name, len(made.items)) == ("许建国", 1)
    with pytest.raises(NotAllowed):
        took(office, made, "chenjiaming")


# --- taking over


def test_b_takes_over_item_by_item_objects_in_words_and_then_all(busy):
    made = handed(busy, leaving(busy))
    first = took(busy, made, items=("case:1",), deferred_1="没有案卷")
    assert [each.key for each in first.listed(Stage.TAKEN)] == ["case:1"]
    assert first.listed(Stage.TAKEN)[0].taken_by_name == "陈嘉铭"
    assert [each.objection for each in first.listed(Stage.OBJECTED)] == ["没有案卷"]
    rest = took(busy, first)
    assert [each.key for each in rest.listed(Stage.OBJECTED)] == ["deferred:1"]
    assert rest.listed(Stage.WAITING) == ()
    last = took(busy, rest, items=("deferred:1",))
    assert {each.stage for each in last.items} == {Stage.TAKEN}
    with pytest.raises(Conflict):
        took(busy, made, items=("case:3",))
    acts = [each.act for each in busy.desk.handovers.history(busy.clerk, made.absence)]
    assert acts == ["make_handover", "take_over", "take_over", "take_over"]


def test_only_who_stands_in_takes_over_and_in_his_own_name(busy):
    made = handed(busy, leaving(busy))
    for login in ("linxiaoyan", "xujianguo", "wuzhihong"):
        with pytest.raises(NotAllowed):
            took(busy, made, login)
    busy.wall.put(START, 13)
    command = TakeOver(handover=made.id, version=1)
    done = busy.desk.handovers.take(hat(busy, "chenjiaming"), command)
    entry = busy.desk.handovers.history(busy.clerk, made.absence)[-1]
    assert done.items[0].taken_by_name == entry.actor_name == "陈嘉铭"
    assert entry.behalf is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"items": ("case:99",)}, "没有这一项"),
        ({"items": (), "objections": {"case:1": " "}}, "须写明"),
        ({"items": ("case:1",), "objections": {"case:1": "不在"}}, "择一"),
        ({"items": ()}, "没有待接收"),
        ({"items": (), "objections": {"case:1": "长" * 501}}, "最多500字"),
    ],
)
def test_what_cannot_be_taken_is_told_so(busy, asked, said):
    made = handed(busy, leaving(busy))
    command = TakeOver(handover=made.id, version=made.version, **asked)
    with pytest.raises(BadInput, match=said):
        busy.desk.handovers.take(busy.actor("chenjiaming"), command)
