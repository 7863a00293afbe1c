from __future__ import annotations

from app.errors import Problem
from app.forms.fields import Field, Section
from ui.dialogs.fields import FieldsDialog, FieldsQuestion
from ui.forms.making import FormDays

ASKED = FieldsQuestion(
    title="登记",
    text="",
    confirm="登记",
    sections=(Section(title="来文", fields=(Field(key="title", label="标题", required=True),)),),
    values={"title": "关于报送数据的函"},
)


def test_fields_are_handed_in_once_until_something_is_wrong_with_them(qtbot):
    handed_in = []
    dialog = FieldsDialog(None, ASKED, FormDays(), handed_in.append)
    qtbot.addWidget(dialog)
    dialog.try_accept()
    dialog.try_accept()
    assert handed_in == [{"title": "关于报送数据的函"}]
    dialog.show_problems((Problem("title", "已经登记过。"),))
    dialog.try_accept()
    assert len(handed_in) == 2


def test_what_is_missing_is_never_handed_in(qtbot):
    handed_in = []
    dialog = FieldsDialog(None, FieldsQuestion(**{**vars(ASKED), "values": {}}), FormDays(), handed_in.append)
    qtbot.addWidget(dialog)
    dialog.try_accept()
    assert handed_in == []
    assert dialog.confirm.isEnabled()
