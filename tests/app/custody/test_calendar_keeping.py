from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.cases.commands import DeferAnswer, OpenCase
from app.cases.models import Party
from app.custody.calendar_keeping import NothingToUndo
from app.errors import BadInput, Conflict, NotAllowed

NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至13日（周六）放假调休，共9天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）至17日（周五）放假，共3天。9月12日（周日）、9月18日（周六）上班。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""


def open_case(office, day):
    office.wall.put(day)
    matter = office.matter("gcgh")
    return office.desk.counter.open(
        office.clerk, OpenCase(matter=matter.id, applicant=Party(name="陈大文"), application=True)
    )


def due_of(office, case):
    return office.desk.counter.get(office.clerk, case.id).holder.holding


def test_a_year_is_rehearsed_applied_and_taken_back(office):
    case = open_case(office, date(2026, 12, 28))
    before = due_of(office, case)
    assert before.provisional
    keeping = office.desk.calendar
    rehearsal = keeping.rehearse_year(keeping.read(NOTICE))
    assert [item.number for item in rehearsal.moved] == [case.number]
    assert due_of(office, case) == before, "a rehearsal changes nothing"
    keeping.apply(office.administrator, rehearsal)
    after = due_of(office, case)
    assert not after.provisional
    keeping.apply(office.administrator, keeping.rehearse_undo())
    assert due_of(office, case) == before


def test_a_closure_moves_what_is_due_over_it_and_lifting_it_moves_it_back(office):
    case = open_case(office, date(2026, 11, 2))
    keeping = office.desk.calendar
    rehearsal = keeping.rehearse_closure(date(2026, 11, 5), date(2026, 11, 5), "台风停工", "市防指通知")
    (moved,) = rehearsal.moved
    assert (moved.old, moved.new) == (date(2026, 11, 9), date(2026, 11, 10))
    keeping.apply(office.administrator, rehearsal)
    assert due_of(office, case).due == date(2026, 11, 10)
    (closure,) = keeping.current().closures
    keeping.apply(office.administrator, keeping.rehearse_opening(closure))
    assert due_of(office, case).due == date(2026, 11, 9)


def test_redating_leaves_the_time_of_the_case_alone(office):
    case = open_case(office, date(2026, 11, 2))
    keeping = office.desk.calendar
    keeping.apply(
        office.administrator,
        keeping.rehearse_closure(date(2026, 11, 5), date(2026, 11, 5), "台风停工", "市防指通知"),
    )
    assert office.desk.counter.get(office.clerk, case.id).case == case


def test_a_rehearsal_grown_old_is_not_applied(office):
    keeping = office.desk.calendar
    stale = keeping.rehearse_closure(date(2026, 11, 5), date(2026, 11, 5), "台风停工", "市防指通知")
    keeping.apply(
        office.administrator,
        keeping.rehearse_closure(date(2026, 11, 6), date(2026, 11, 6), "台风停工", "市防指通知"),
    )
    with pytest.raises(Conflict, match="重新查看"):
        keeping.apply(office.administrator, stale)


def test_only_the_administrator_changes_the_calendar(office):
    keeping = office.desk.calendar
    rehearsal = keeping.rehearse_year(keeping.read(NOTICE))
    with pytest.raises(NotAllowed):
        keeping.apply(office.clerk, rehearsal)


def test_a_notice_that_contradicts_itself_is_refused_with_its_sentence(office):
    wrong = NOTICE.replace("1月1日（周五）", "1月1日（周四）")
    with pytest.raises(BadInput, match="1月1日"):
        office.desk.calendar.read(wrong)


def test_loading_what_is_loaded_changes_nothing(office):
    keeping = office.desk.calendar
    keeping.apply(office.administrator, keeping.rehearse_year(keeping.read(NOTICE)))
    version, entries = keeping.current().version, office.desk.ledger.verify().entries
    again = keeping.rehearse_year(keeping.read(NOTICE))
    assert again.moved == ()
    assert again.change.text == "与现行日历相同，没有改动"
    assert keeping.apply(office.administrator, again) == ()
    assert (keeping.current().version, office.desk.ledger.verify().entries) == (version, entries)


def test_there_is_nothing_to_undo_in_a_new_office(office):
    with pytest.raises(NothingToUndo):
        office.desk.calendar.rehearse_undo()


def test_from_november_the_missing_year_is_told(office):
    office.wall.put(date(2026, 10, 31))
    assert office.desk.calendar.warning() is None
    office.wall.put(date(2026, 11, 1))
    assert "2027" in office.desk.calendar.warning()


def test_a_promise_in_a_year_that_is_loaded_now_is_provisional_no_more(office):
    office.wall.put(date(2026, 12, 28))
    promised = datetime(2027, 1, 8, 9, tzinfo=UTC)
    asked = DeferAnswer(party="陈大文", telephone="13800001234", question="由谁证明？", promised_at=promised)
    office.desk.deferring.record(office.clerk, asked)
    (before,) = office.desk.work_list.items(office.clerk)
    assert before.provisional
    keeping = office.desk.calendar
    (moved,) = keeping.apply(office.administrator, keeping.rehearse_year(keeping.read(NOTICE)))
    assert (moved.old, moved.new, moved.new_provisional) == (date(2027, 1, 8), date(2027, 1, 8), False)
    (after,) = office.desk.work_list.items(office.clerk)
    assert not after.provisional
    keeping.apply(office.administrator, keeping.rehearse_undo())
    assert office.desk.work_list.items(office.clerk)[0].provisional
