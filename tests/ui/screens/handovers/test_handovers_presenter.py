from __future__ import annotations

from datetime import date

import pytest

from app.posts.hand_papers import Paper
from app.posts.handed import Stage
from tests.ui.screens.stage import staged
from ui.screens.handovers.filling import FillingPresenter
from ui.screens.handovers.offers import ALL, END, MAKE, OBJECT, RETURN, SIGN, TAKE, offers_of
from ui.screens.handovers.presenter import HandoversPresenter
from ui.screens.handovers.reading import read_one

TUESDAY = date(2026, 11, 24)


class Place:
    """A window that remembers what it was shown and answers what it is told to."""

    def __init__(self):
        self.shelf = self.reading = self.blank = self.page = self.filled = None
        self.problems, self.made, self.asked = (), [], []
        self.says, self.reason = True, "材料袋里没有原件"

    def show_shelf(self, shelf):
        self.shelf = shelf

    def show_reading(self, reading):
        self.reading = reading

    def choose(self, _absence):
        return False

    def fill_in(self, paper, reading):
        self.filled = (paper, reading)

    def confirm(self, title, text, _confirm):
        self.asked.append(f"{title}：{text}")
        return self.says

    def ask_reason(self, title, text, _confirm):
        self.asked.append(f"{title}：{text}")
        return self.reason

    def show_blank(self, blank):
        self.blank = blank

    def set_page(self, make):
        self.page = make

    def show_problems(self, problems):
        self.problems = tuple(problems)

    def show_busy(self, busy):
        self.busy = busy

    def issued(self, paper, document):
        self.made.append((paper, document))


@pytest.fixture
def seen(lived_in):
    """Return place, presenter and context of somebody."""

    def at(login, handing=None):
        context = staged(lived_in.desk, lived_in.actor(login))
        place = Place()
        presenter = HandoversPresenter(place, context)
        presenter.open(absence=int(handing.absence.id) if handing else 0)
        return place, presenter, context

    return at


@pytest.fixture
def filling(lived_in):
    def at(login, handing, paper=Paper.SHEET):
        actor = lived_in.actor(login)
        context, place = staged(lived_in.desk, actor), Place()
        presenter = FillingPresenter(place, context)
        presenter.open(paper, read_one(lived_in.desk, actor, int(handing.absence.id)))
        return place, presenter, context

    return at


def open_acts(place, login, office, item=None):
    offers = offers_of(place.reading, item, office.actor(login))
    return {each.act for each in offers if not each.closed}


def test_each_is_offered_what_is_his(handing, seen, lived_in):
    place, _, _ = seen("linxiaoyan", handing)
    assert open_acts(place, "linxiaoyan", lived_in) == {MAKE, END}
    handing.made()
    place, presenter, context = seen("chenjiaming", handing)
    first = place.reading.items[0]
    assert open_acts(place, "chenjiaming", lived_in, first) == {TAKE, ALL, OBJECT}
    presenter.act(SIGN, first)
    assert "接收完即为签字" in context.window.toasts[-1][0]
    place, presenter, context = seen("xujianguo", handing)
    presenter.act(SIGN, None)
    assert "接收完再监交签字" in context.window.toasts[-1][0]
    handing.taken()
    place, _, _ = seen("xujianguo", handing)
    assert SIGN in open_acts(place, "xujianguo", lived_in)


def test_an_item_is_taken_another_objected_to_and_then_all(handing, seen):
    handing.made()
    place, presenter, context = seen("chenjiaming", handing)
    one, two, *_ = place.reading.items
    presenter.act(TAKE, one)
    presenter.act(OBJECT, two)
    stages = [each.stage for each in handing.line().handover.items[:2]]
    assert stages == [Stage.TAKEN, Stage.OBJECTED]
    assert handing.line().handover.items[1].objection == "材料袋里没有原件"
    presenter.open(absence=int(handing.absence.id))
    presenter.act(ALL, None)
    assert handing.line().waiting == 0
    assert any("全部接收" in each for each in place.asked)
    assert context.window.toasts[-1][0].startswith("已接收")


def test_whoever_thinks_better_of_it_changes_nothing(handing, seen):
    handing.made()
    place, presenter, _ = seen("chenjiaming", handing)
    place.says, place.reason = False, None
    presenter.act(ALL, None)
    presenter.act(OBJECT, place.reading.items[0])
    assert {each.stage for each in handing.line().handover.items} == {Stage.WAITING}


def test_what_another_did_meanwhile_is_told_and_read_anew(handing, seen):
    handing.made()
    place, presenter, context = seen("chenjiaming", handing)
    handing.taken()
    presenter.act(ALL, None)
    assert "刚被别人办过" in context.page.notices[-1].text
    presenter.open(absence=int(handing.absence.id))
    assert place.reading.line.waiting == 0


def test_a_stranger_sees_neither_list_nor_handover(handing, seen):
    handing.made()
    place, _, context = seen("zhengmeiling", handing)
    assert place.shelf.lines == ()
    assert place.reading is None
    assert "不能查看或办理" in context.page.troubles[0]


def test_the_blank_comes_filled_by_due_date_and_keeps_what_was_typed(handing, filling):
    place, presenter, _ = filling("linxiaoyan", handing)
    rows = place.blank.values["items"]
    days = [row["due_on"] for row in rows if row.get("due_on")]
    assert days == sorted(days)
    assert place.blank.known == len(rows)
    typed = {
        "items": [
            {**rows[0], "place": "左二抽屉", "risk": "催过一次"},
            *rows[1:],
            {"kind": "会议", "title": "周四例会"},
        ],
        "things": [{"thing_kind": "印章", "name": "窗口专用章", "count": 1}],
    }
    presenter.save_draft(typed)

    place, presenter, context = filling("linxiaoyan", handing)
    again = place.blank.values
    assert again["items"][0]["place"] == "左二抽屉"
    assert [row["title"] for row in again["items"][len(rows) :]] == ["周四例会"]
    assert again["things"][0]["name"] == "窗口专用章"
    assert "已恢复您" in context.page.notices[-1].text

    presenter.drop_draft()
    assert "place" not in place.blank.values["items"][0]


def test_the_paper_beside_it_is_the_real_page(handing, filling):
    place, presenter, _ = filling("linxiaoyan", handing)
    presenter.set_page(place.blank.values)
    assert place.page().pdf.startswith(b"%PDF")


def test_issuing_hands_over_what_was_typed_and_drops_the_draft(handing, filling, lived_in):
    place, presenter, _ = filling("linxiaoyan", handing)
    values = place.blank.values
    values["items"][0]["place"] = "左二抽屉"
    presenter.save_draft(values)
    presenter.issue(values)
    assert place.made[0][0] is Paper.SHEET
    assert handing.line().handover.items[0].place == "左二抽屉"
    actor = lived_in.actor("linxiaoyan")
    assert lived_in.desk.register.find_draft(actor, "handover_sheet", int(handing.absence.id)) is None


@pytest.mark.parametrize("text", ["登录密码：abc123", "pwd=xm2026!"])
def test_what_looks_like_a_password_is_refused_with_a_sentence(handing, filling, text):
    place, presenter, context = filling("linxiaoyan", handing)
    presenter.issue({**place.blank.values, "attention": text})
    assert place.made == []
    assert [each.field for each in place.problems] == ["attention"]
    assert "密码" in context.page.notices[-1].text


def test_an_absence_that_is_not_approved_yet_is_drafted_but_not_issued(away, lived_in, filling, seen):
    from app.people.halves import end_of, start_of
    from app.posts.commands import PlanAbsence
    from app.posts.models import Reason
    from tests.ui.screens.handovers.conftest import Handing

    asked = lived_in.desk.absences.plan(
        lived_in.actor("linxiaoyan"),
        PlanAbsence(reason=Reason.LEAVE, starts=start_of(TUESDAY), ends=end_of(date(2026, 11, 26))),
    )
    handing = Handing(lived_in, asked)
    place, presenter, context = filling("linxiaoyan", handing)
    presenter.issue({**place.blank.values, "attention": "每天九点领号。"})
    assert place.made == []
    assert "批准后" in context.page.notices[-1].text
    place, _, _ = filling("linxiaoyan", handing)
    assert place.blank.values["attention"] == "每天九点领号。"


def test_the_return_lists_what_was_done_and_adds_what_the_record_does_not_know(
    handing, filling, seen, away, lived_in
):
    handing.made(things=[{"thing_kind": "钥匙", "name": "档案柜钥匙", "count": 2}])
    handing.taken()
    lived_in.wall.put(TUESDAY, 10)
    away.back(handing.absence)
    place, presenter, _ = filling("chenjiaming", handing, Paper.RETURN)
    values = place.blank.values
    assert values["things"][0]["name"] == "档案柜钥匙"
    assert "done" not in values
    values["things"][0]["returned"] = True
    values["done"] = [
        {"title": "答复来电", "act": "告知材料清单", "by_name": "陈嘉铭", "at": "2026-11-23T15:00"}
    ]
    presenter.issue(values)
    assert place.made[0][0] is Paper.RETURN
    document = lived_in.desk.register.get(lived_in.actor("chenjiaming"), place.made[0][1])
    assert [row["title"] for row in document.fields["done"]] == ["答复来电"]
    reading, _, _ = seen("linxiaoyan", handing)
    assert open_acts(reading, "linxiaoyan", lived_in) == {SIGN}
    assert RETURN not in open_acts(reading, "linxiaoyan", lived_in)
