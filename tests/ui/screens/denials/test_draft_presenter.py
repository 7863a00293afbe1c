from __future__ import annotations

from dataclasses import replace

import pypdfium2

from app.denials.commands import ChangeDenial
from app.denials.models import DenialQuery, DenialState
from app.people.models import Role
from tests.ui.screens.denials.conftest import REASONS
from ui.jobs import Jobs, Lanes
from ui.screens.denials.drafting import DraftPresenter
from ui.screens.denials.filling import entered, sections_of

CLASSIFIED = {
    "situation": "不具备规定的条件",
    "ground": "不符合法律法规规章等有关规定",
    "kind": "不符合政策、法律法规等有关规定",
}


def keys_of(filling):
    return [field.key for section in sections_of(filling) for field in section.fields]


def test_a_new_form_begins_with_what_the_case_knows_and_asks_for_nothing_it_says_itself(room, seat):
    sat = seat()
    sat.presenter.open_case(room.case().id)
    assert sat.place.values["applicant_contact"] == "13800001357"
    assert sat.place.values["head"] == "许建国"
    assert not {"case_number", "matter_name", "head_opinion"} & set(keys_of(sat.place.filling))


def test_nothing_is_kept_before_situation_ground_and_class_are_chosen(room, seat):
    case = room.case()
    sat = seat()
    sat.presenter.open_case(case.id)
    sat.presenter.save(sat.fill(situation=CLASSIFIED["situation"]))
    assert room.desk.denials.count(room.handler, DenialQuery(case=case.id)) == 0
    sat.presenter.submit(sat.place.values)
    assert [problem.field for problem in sat.place.problems] == ["ground", "kind"]


def test_what_is_typed_keeps_itself_and_is_there_again(room, seat):
    sat = seat()
    sat.presenter.open_case(room.case().id)
    sat.presenter.save(sat.fill(**CLASSIFIED))
    sat.presenter.save(sat.fill(reasons=REASONS, joint_department="规划处"))
    kept = room.get(sat.place.kept)
    assert (kept.fields["reasons"], kept.fields["joint_department"]) == (REASONS, "规划处")
    again = seat()
    again.presenter.open_denial(kept.id)
    assert entered(again.place.values)["reasons"] == REASONS
    assert again.place.values["leader"] == "杨振华"


def test_a_save_of_nothing_new_writes_nothing(room, seat):
    sat = seat()
    sat.presenter.open_denial(room.draft().id)
    version = room.get(sat.presenter.denial).version
    sat.presenter.save(sat.place.values)
    assert room.get(sat.presenter.denial).version == version


def test_a_situation_the_case_is_not_in_is_told_at_its_field(room, seat):
    sat = seat()
    sat.presenter.open_case(room.case().id)
    sat.presenter.save(sat.fill(**{**CLASSIFIED, "situation": "逾期未补正"}))
    assert sat.place.warned[0].field == "situation"
    assert sat.place.kept is None


def test_a_day_to_come_is_told_at_its_field_and_nothing_typed_goes(room, seat):
    sat = seat()
    sat.presenter.open_denial(room.draft().id)
    sat.presenter.save(sat.fill(returned_on="2027-01-01"))
    assert [problem.field for problem in sat.place.warned] == ["returned_on"]
    assert sat.place.values["returned_on"] == "2027-01-01"


def changed_elsewhere(room, denial, **fields):
    theirs = room.get(denial)
    room.desk.denials.change(
        room.clerk,
        ChangeDenial(
            denial=theirs.id,
            version=theirs.version,
            situation=theirs.situation,
            ground=theirs.ground,
            kind=theirs.kind,
            fields={"reasons": REASONS, **fields},
        ),
    )


def test_two_windows_on_one_draft_choose_field_by_field(room, seat):
    denial = room.draft()
    sat = seat()
    sat.presenter.open_denial(denial.id)
    changed_elsewhere(room, denial, joint_department="规划处", reasons="对方的理由")
    sat.place.merge = frozenset({"reasons"})
    sat.presenter.save(sat.fill(reasons="我的理由"))
    shown = {each.key: (each.mine, each.theirs) for each in sat.place.found}
    assert shown == {"reasons": ("我的理由", "对方的理由")}
    kept = room.get(denial)
    assert (kept.fields["reasons"], kept.fields["joint_department"]) == ("我的理由", "规划处")


def test_a_conflict_left_undecided_loses_neither_text(room, seat):
    denial = room.draft()
    sat = seat()
    sat.presenter.open_denial(denial.id)
    changed_elsewhere(room, denial, reasons="对方的理由")
    sat.presenter.save(sat.fill(reasons="我的理由"))
    assert sat.place.values["reasons"] == "我的理由"
    assert room.get(denial).fields["reasons"] == "对方的理由"
    assert "还在" in sat.context.page.notices[-1].text


def test_what_others_change_is_shown_while_nothing_is_unsaved(room, seat):
    denial = room.draft()
    sat = seat()
    sat.presenter.open_denial(denial.id)
    changed_elsewhere(room, denial, joint_department="规划处")
    sat.place.values = {**sat.place.values, "reasons": "正在写"}
    sat.presenter.look_again(sat.place.values)
    assert "joint_department" not in sat.place.values
    sat.place.values = {**sat.place.values, "reasons": REASONS}
    sat.presenter.look_again(sat.place.values)
    assert sat.place.values["joint_department"] == "规划处"


def test_files_come_and_go_and_stand_on_the_page(room, seat, policy):
    sat = seat()
    sat.presenter.open_denial(room.draft().id)
    sat.attaching.attach(sat.place.values, (policy,))
    assert [file.name for file in sat.place.files] == [policy.name]
    sat.presenter.set_page(sat.place.values, later=False)
    assert policy.stem in words_of(sat.place.pages[-1]().pdf)
    sat.attaching.detach(sat.place.files[0])
    assert sat.place.files == ()


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_a_file_that_is_not_kept_is_told_and_those_before_it_stay(room, seat, policy, tmp_path):
    empty = tmp_path / "空.pdf"
    empty.touch()
    sat = seat()
    sat.presenter.open_denial(room.draft().id)
    sat.attaching.attach(sat.place.values, (policy, empty))
    assert "空文件" in sat.context.page.notices[-1].text
    assert [file.name for file in sat.place.files] == [policy.name]


def test_a_form_handed_in_goes_to_the_head_that_was_chosen(room, seat):
    sat = seat()
    sat.presenter.open_denial(room.draft().id)
    sat.presenter.submit(sat.place.values)
    kept = room.get(sat.place.kept or sat.place.filling.denial)
    assert (kept.state, kept.head) == (DenialState.HEAD, room.head.id)
    assert sat.place.left == [kept.id]
    assert "许建国" in sat.context.window.toasts[-1][0]


def test_a_form_without_reasons_stays_open_with_its_problems(room, seat):
    sat = seat()
    sat.presenter.open_denial(room.draft(reasons="").id)
    sat.presenter.submit(sat.place.values)
    assert [problem.field for problem in sat.place.problems] == ["reasons"]
    assert sat.place.left == []


def test_a_window_clerk_drafts_but_does_not_hand_in(room, seat):
    assert room.clerk.grants[0].role is Role.COUNTER_CLERK
    sat = seat(room.clerk)
    sat.presenter.open_denial(room.draft(by=room.clerk).id)
    sat.presenter.submit(sat.place.values)
    assert "经办人" in sat.context.page.notices[-1].text
    assert sat.place.left == []


def test_what_is_typed_while_a_save_is_under_way_is_kept_too(qtbot, room, seat):
    lanes = Lanes()
    sat = seat()
    context = replace(sat.context, jobs=Jobs(lanes, explain=sat.context.page.explain))
    presenter = DraftPresenter(sat.place, context)
    presenter.open_case(room.case().id)
    qtbot.waitUntil(lambda: sat.place.filling is not None)
    presenter.save(sat.fill(**CLASSIFIED))
    presenter.save(sat.fill(reasons="先写的"))
    presenter.put_away(sat.fill(reasons=REASONS), sat.place.left.append)
    qtbot.waitUntil(lambda: lanes.idle)
    lanes.close()
    assert len(sat.place.left) == 1
    kept = room.get(sat.place.kept)
    assert kept.fields["reasons"] == REASONS
    assert room.desk.denials.count(room.handler, DenialQuery(case=kept.case)) == 1


def test_leaving_with_what_cannot_be_kept_stays_at_the_field(room, seat):
    sat = seat()
    sat.presenter.open_denial(room.draft().id)
    sat.presenter.put_away(sat.fill(returned_on="2027-01-01"), sat.place.left.append)
    assert sat.place.left == []
    assert [problem.field for problem in sat.place.problems] == ["returned_on"]
