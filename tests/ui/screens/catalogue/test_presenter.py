from __future__ import annotations

import pytest

from app.catalogue.matters import EditMatter
from app.people.models import Role
from tests.ui.screens.stage import staged
from ui.screens.catalogue.presenter import CataloguePresenter, values_of


class Place:
    """Remembers what it was asked to show."""

    def __init__(self):
        self.shown = {}

    def __getattr__(self, name):
        def remember(*args, **more):
            self.shown[name] = args if len(args) > 1 else (args[0] if args else more)

        return remember


@pytest.fixture
def place():
    return Place()


@pytest.fixture
def context(desk, actor):
    return staged(desk, actor(Role.ADMINISTRATOR))


@pytest.fixture
def presenter(place, context):
    made = CataloguePresenter(place, context)
    made.open()
    return made


@pytest.fixture
def chosen(presenter, place):
    matter = place.shown["show_matters"][0]
    presenter.choose(matter)
    presenter.edit()
    return matter


def test_matters_are_found_by_pinyin_initials(presenter, place):
    presenter.search("jsyd", retired=False)

    assert "建设用地" in place.shown["show_matters"][0].name


def test_a_change_of_the_offices_own_words_is_kept(presenter, place, chosen, context):
    presenter.save({**values_of(chosen), "requirements": "图件加盖公章。"})

    assert presenter.shown.matter.requirements == "图件加盖公章。"
    assert "已保存" in context.window.toasts[-1][0]


def test_a_limit_longer_than_the_law_is_refused_at_its_field(presenter, place, chosen):
    presenter.save({**values_of(chosen), "committed_limit": chosen.statutory_limit + 1})
    problems, _ = place.shown["show_form_problems"]

    assert [problem.field for problem in problems] == ["committed_limit"]


def test_a_number_that_is_none_is_refused_before_it_is_sent(presenter, place, chosen):
    presenter.save({**values_of(chosen), "correction_limit": "三十"})
    problems, _ = place.shown["show_form_problems"]

    assert problems[0].field == "correction_limit"


def test_a_conflict_shows_both_texts_and_the_second_save_wins(presenter, place, chosen, desk, context):
    other = EditMatter(matter=chosen.id, version=chosen.version, requirements="别人写的。")
    desk.catalogue.edit(context.actor, other)
    mine = {**values_of(chosen), "requirements": "我写的。"}

    presenter.save(mine)
    problems, general = place.shown["show_form_problems"]
    assert [(each.field, each.text) for each in problems] == [("requirements", "现在的内容：别人写的。")]
    assert "已被他人修改" in general

    presenter.save(mine)
    assert desk.catalogue.get(context.actor, chosen.id).requirements == "我写的。"


def test_a_retired_matter_is_restored_by_undo(presenter, place, chosen, desk, context):
    presenter.set_active(active=False)
    assert not desk.catalogue.get(context.actor, chosen.id).active

    _, undo = context.window.toasts[-1]
    undo()
    assert desk.catalogue.get(context.actor, chosen.id).active


def test_a_sheet_is_rehearsed_before_it_enters(presenter, place, sheet, desk, context):
    before = len(desk.catalogue.all(context.actor))
    presenter.rehearse(sheet)
    report = place.shown["show_rehearsal"]

    assert (report.added, len(report.faults), report.applied) == (1, 1, False)
    assert "重复" in report.faults[0].text
    assert len(desk.catalogue.all(context.actor)) == before

    presenter.apply()
    assert len(desk.catalogue.all(context.actor)) == before + 1


def test_a_file_that_is_no_sheet_is_refused_as_a_whole(presenter, place, tmp_path):
    file = tmp_path / "x.xlsx"
    file.write_text("none")
    presenter.rehearse(file)

    assert "x.xlsx" in place.shown["show_import_problem"]


def test_the_template_is_written_where_asked(presenter, tmp_path, context):
    file = tmp_path / "空白.xlsx"
    presenter.save_template(file)

    assert file.read_bytes().startswith(b"PK")
    assert "空白.xlsx" in context.window.toasts[-1][0]


def test_a_clerk_reads_and_opens_a_case_but_edits_nothing(place, desk, actor):
    context = staged(desk, actor(Role.COUNTER_CLERK))
    presenter = CataloguePresenter(place, context)
    presenter.open()
    mine = next(m for m in place.shown["show_matters"] if m.division == context.actor.division)
    presenter.choose(mine)
    presenter.edit()
    presenter.open_case()

    assert "show_form" not in place.shown
    assert context.window.visits == [("counter", {"matter": mine.id})]
