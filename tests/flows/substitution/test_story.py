"""A leaves at noon, B completes a case in his place, another turns red, A returns: told by keys, with pictures.

Every act shows who did it for whom: on the screen, on paper, in the ledger. The pictures lie in the test's
folder, or in the one that ``SUBSTITUTION_PICTURES`` names.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.cases.models import CaseState
from app.cases.steps import case_subject
from app.clock import office_date
from app.custody.commands import Piece, Reassign
from app.custody.lights import Light
from app.custody.worklist import View
from app.people.halves import end_of, noon_of
from app.posts.handed import Stage
from app.posts.models import AbsenceState
from app.press import press_pdf
from tests.app.cases.living import Life
from tests.app.posts.away import decided, planned
from tests.flows.counter.stories import fill, take

Key = Qt.Key
A, B, HEAD = "wuzhihong", "zhengmeiling", "xujianguo"
SIGNED = "郑美玲（代吴志宏）"


class Story:
    """The office, its windows, and the photographer."""

    def __init__(self, office, sit, folder):
        self.office, self.sit, self.folder = office, sit, folder
        self.seats, self.pictures = {}, 0
        folder.mkdir(parents=True, exist_ok=True)

    def at(self, login):
        """Sit down at one's own window, once."""
        if login not in self.seats:
            self.seats[login] = self.sit(login)
        return self.seats[login]

    def picture(self, seat, name, over=None):
        self.pictures += 1
        seat.hands.settle()
        QTest.qWaitForWindowExposed(seat.window)
        seat.hands.settle()
        shot = seat.window.grab()
        if over is not None:
            painter = QPainter(shot)
            painter.drawPixmap(over.mapToGlobal(over.rect().topLeft()) - seat.window.pos(), over.grab())
            painter.end()
        assert shot.save(str(self.folder / f"{self.pictures:02} {name}.png"))

    def handovers(self, login):
        """Open the handover screen of the one absence there is."""
        seat = self.at(login)
        seat.window.go_to("handovers", {"absence": int(self.absence.id)})
        return seat, seat.hands

    def now(self, day, hour, minute=0):
        self.office.wall.put(day, hour, minute)


def opened_history(story, seat, name):
    """Press Alt+G, keep a picture and return what is read."""
    hands, said = seat.hands, []

    def read(dialog):
        said.extend(each.text() for each in dialog.findChildren(QLabel))
        story.picture(seat, name, over=dialog)
        dialog.reject()

    hands.in_dialog(read)
    hands.alt(Key.Key_G)
    hands.come_back()
    return "\n".join(said)


def words(office, paper):
    """The words of a paper as its PDF shows them."""
    document = pypdfium2.PdfDocument(press_pdf(office.desk.register.sheet(office.actor(A), paper)).pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def ledger(office):
    with office.store.read() as unit:
        return tuple(unit.ledger.entries())


def test_a_leaves_b_acts_in_his_place_and_a_comes_back(office, sit, tmp_path):
    folder = Path(os.environ.get("SUBSTITUTION_PICTURES") or tmp_path / "pictures")
    story = Story(office, sit, folder)
    late = Life(office)
    late.accept()
    given_to_a(office, late)
    day = late.due  # the last day of the one that will turn red
    story.now(day, 9)
    ready, looked_at = Life(office), Life(office)
    ready.accept()
    looked_at.accept()
    given_to_a(office, ready, looked_at)

    leaves_at_noon(story, day)
    b_takes_over(story, day)
    b_acts(story, day, ready, looked_at)
    one_turns_red(story, day, late)
    a_returns(story, day)
    everything_says_who_for_whom(story, ready, looked_at)


def given_to_a(office, *lives):
    """The head gives accepted cases of the division to A."""
    pieces = tuple(Piece(subject=case_subject(each.id)) for each in lives)
    office.desk.heads.reassigning.reassign(office.head, Reassign(items=pieces, to=A, reason="分办"))


def leaves_at_noon(story, day):
    """A asks for the afternoon and the next two days; he fills in the sheet and issues it."""
    office = story.office
    story.now(day, 10)
    span = {"starts": noon_of(day), "ends": end_of(day + timedelta(days=2))}
    story.absence = decided(office, planned(office, A, day, **span))
    seat, hands = story.handovers(A)
    hands.press(Key.Key_M)
    assert len(hands.screen.sheet.values()["items"]) == 3
    story.picture(seat, "A填写工作交接单")
    hands.control(Key.Key_Return)
    story.picture(seat, "A出具工作交接单")
    sheet = kept(story).sheet
    for said in ("工作交接单", "吴志宏", "郑美玲", "许建国"):
        assert said in words(office, sheet)


def kept(story):
    return story.office.desk.handovers.of_absence(story.office.actor(A), story.absence.id).handover


def b_takes_over(story, day):
    story.now(day, 11)
    seat, hands = story.handovers(B)
    hands.in_dialog(lambda dialog: dialog.try_accept())
    hands.press(Key.Key_A)
    assert len(kept(story).listed(Stage.TAKEN)) == 3
    story.picture(seat, "B全部接收")


def b_acts(story, day, ready, looked_at):
    """In the afternoon B is told on signing in, puts on A's hat, completes a case and issues a paper."""
    story.now(day, 14)
    story.seats.pop(B)
    seat = story.at(B)
    assert "吴志宏" in seat.banner.text
    story.picture(seat, "B登录时得知代办")
    hands = seat.hands
    hands.press(Key.Key_0 + list(View).index(View.BEHALF) + 1)
    assert hands.screen._list.table.current_row().behalf == "吴志宏"
    story.picture(seat, "B的代A岗")
    seat.choose(next(each for each in seat.menu if each.startswith("代吴志宏")))
    assert seat.badge.startswith("代 吴志宏")

    seat.window.go_to("counter", {"case": ready.id})
    hands = seat.hands
    take(hands, "complete")
    fill(hands, result_name="建设工程规划许可证")
    hands.come_back()
    assert ready.case.state is CaseState.COMPLETED
    said = opened_history(story, seat, "办结的办理经过")
    assert SIGNED in said
    assert "审批经办岗”B岗顶岗" in said

    seat.window.go_to("counter", {"case": looked_at.id})
    hands = seat.hands
    take(hands, "special_step_notice")
    for key, text in (("step_name", "现场勘验"), ("step_basis", "技术审查规程第六条"), ("step_days", "3")):
        hands.screen.form.focus_field(key)
        hands.type(text)
    hands.screen.form.focus_field("reason")
    hands.type("需到现场核对界址")
    hands.control(Key.Key_Return)
    assert looked_at.case.state is CaseState.SUSPENDED
    story.picture(seat, "B代签发的特殊环节告知书")
    hands.press(Key.Key_Escape)
    assert f"{SIGNED}　签发《特殊环节告知书》" in opened_history(story, seat, "告知书的办理经过")


def one_turns_red(story, day, late):
    """The next morning the case that was due yesterday is late, in A's list and in B's."""
    office = story.office
    story.now(day + timedelta(days=1), 9)
    seat = story.at(B)
    seat.choose(next(each for each in seat.menu if each.startswith("回到本人")))
    seat.window.go_to("work_list", {"view": View.BEHALF})
    rows = {each.subject: each for each in office.desk.work_list.items(office.actor(B), View.BEHALF)}
    red = rows[f"case:{late.id}"]
    assert red.light is Light.LATE
    assert (red.holder, red.behalf) == ("吴志宏", "吴志宏")
    assert office.desk.work_list.items(office.actor(B), View.MINE) == ()
    story.picture(seat, "代A岗中一件变红")


def a_returns(story, day):
    """A comes back early; B's hat falls at once, the return sheet is issued and signed."""
    office = story.office
    story.now(day + timedelta(days=2), 15)
    seat, hands = story.handovers(A)
    hands.in_dialog(lambda dialog: dialog.try_accept())
    hands.press(Key.Key_B)
    back = office.desk.absences.get(office.head, story.absence.id)
    assert back.state is AbsenceState.ENDED
    assert office.desk.people.standing_in(office.actor(B)) == ()
    hands.come_back()
    hands.press(Key.Key_R)
    story.picture(seat, "A填写返岗交还单")
    hands.control(Key.Key_Return)
    handover = kept(story)
    assert office_date(handover.returned_at) == day + timedelta(days=2)
    story.picture(seat, "A出具返岗交还单")
    seat, hands = story.handovers(B)
    hands.in_dialog(lambda dialog: dialog.try_accept())
    hands.press(Key.Key_S)
    story.picture(seat, "B在返岗交还单上签字")


def everything_says_who_for_whom(story, ready, looked_at):
    office = story.office
    ground = "由“审批经办岗”B岗顶岗"
    notice = next(each for each in looked_at.view.papers if each.type_key == "special_step_notice")
    read = words(office, notice.id)
    for said in (SIGNED, "吴志宏休假", ground):
        assert said in read, read
    returned = words(office, kept(story).return_sheet)
    for said in ("返岗交还单", "郑美玲", ready.case.number, "办结"):
        assert said in returned, returned
    done = [each for each in ledger(office) if each.behalf_name]
    assert {each.signed for each in done} == {SIGNED}
    assert all(ground in each.ground for each in done)
    assert {f"case:{ready.id}", f"document:{notice.id}"} <= {each.subject for each in done}
    assert office.desk.ledger.verify().faults == ()
    listed = kept(story)
    keys = sorted(each.key for stage in Stage for each in listed.listed(stage))
    assert len(keys) == len(set(keys))
    assert [each.key for each in listed.listed(Stage.DONE)] == [f"case:{ready.id}"]
    assert QApplication.activeModalWidget() is None
    assert len(list(story.folder.glob("*.png"))) >= 9
