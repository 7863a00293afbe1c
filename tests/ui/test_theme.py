from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QPlainTextEdit, QTreeView

import resources
from ui import icons, theme
from ui.parts.mark import Mark
from ui.theme import DARK, LIGHT, Scheme, Theme, mix, tokens

TEXTS = ("text", "secondary", "accent", "accent_hover", "on_time", "soon", "late", "provisional")
GROUNDS = ("ground", "surface")


def luminance(colour):
    channels = (value / 255 for value in QColor(colour).getRgb()[:3])
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", TEXTS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_can_be_read_on_every_ground(colours, role, ground):
    assert contrast(getattr(colours, role), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", ["on_time", "soon", "late", "provisional"])
def test_the_word_of_a_chip_can_be_read_on_its_tint(colours, role):
    colour = getattr(colours, role)
    assert contrast(colour, colours.tint(colour)) >= 4.5
    assert contrast(colour, mix(colour, colours.selected, 0.1)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_chosen_row_can_be_seen_and_read_with_the_keys_elsewhere(colours):
    assert all(contrast(getattr(colours, role), colours.hover) >= 4.5 for role in TEXTS)
    assert contrast(colours.secondary, colours.hover) >= 3
    assert contrast(colours.accent, colours.selected) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_primary_action_can_be_read(colours):
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.on_accent, colours.accent_hover) >= 4.5
    assert contrast(colours.key_on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_bar_can_be_seen_and_told_from_the_chosen_one(colours):
    assert contrast(colours.bar, colours.surface) >= 3
    assert contrast(colours.accent, colours.bar) >= 1.6


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_what_an_empty_input_asks_for_can_be_read(theme, qtbot, colours, kind):
    theme.wear(Scheme.LIGHT if colours is LIGHT else Scheme.DARK)
    made = kind()
    qtbot.addWidget(made)
    made.show()
    shown = made.palette().color(QPalette.ColorRole.PlaceholderText)
    assert shown.alpha() == 255
    assert contrast(shown.name(), colours.surface) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_leaves_no_role_unfilled(colours):
    sheet = theme.style_sheet(colours)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_the_window_changes_its_colours_at_once(theme, qapp):
    theme.wear(Scheme.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.ground
    theme.wear(Scheme.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.ground


def test_a_chosen_look_is_told_so_that_it_can_be_kept(theme, qtbot):
    with qtbot.waitSignal(theme.worn) as told:
        theme.wear(Scheme.DARK)
    assert told.args == [Scheme.DARK]


def test_digits_have_one_width(theme):
    from PySide6.QtGui import QFontMetrics

    measure = QFontMetrics(theme_face())
    assert len({measure.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def theme_face():
    return theme.face()


def test_what_somebody_else_dressed_is_dressed_anew(theme, qapp):
    other = Theme(qapp, Scheme.DARK)
    assert tokens() is DARK
    theme.wear(Scheme.LIGHT)
    assert tokens() is LIGHT
    other.deleteLater()


@pytest.mark.parametrize("path", sorted(resources.path("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_something(theme, path):
    image = icons.icon(path.stem).pixmap(20, 20).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize(
    ("button", "word"),
    [("Ok", "确定"), ("Cancel", "取消"), ("Yes", "是"), ("No", "否"), ("Save", "保存"), ("Retry", "重试")],
)
def test_qts_own_buttons_speak_chinese(theme, qtbot, button, word):
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(getattr(QMessageBox.StandardButton, button))
    assert box.buttons()[0].text().replace("(&Y)", "").replace("(&N)", "") == word


def test_dialog_buttons_and_input_menus_speak_chinese(theme, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert {button.text() for button in box.buttons()} == {"确定", "取消"}
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    words = [action.text() for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert words
    assert all(any(ord(sign) > 0x2E80 for sign in word) for word in words)


def test_the_dialog_that_asks_for_a_file_speaks_chinese_and_has_plain_buttons(theme, qtbot, tmp_path):
    (tmp_path / "导出").mkdir()
    asked = QFileDialog(None, "导出工单", str(tmp_path))
    asked.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(asked)
    asked.show()
    rows = asked.findChild(QTreeView, "treeView")
    qtbot.waitUntil(lambda: rows.model().rowCount(rows.rootIndex()) == 1)
    assert rows.model().index(0, 2, rows.rootIndex()).data() == "文件夹"
    box = asked.findChild(QDialogButtonBox)
    assert all(button.icon().isNull() for button in box.buttons())


def test_a_mark_turns_with_the_window(theme, qtbot):
    theme.wear(Scheme.LIGHT)
    made = Mark(16)
    qtbot.addWidget(made)
    made.show_icon("warning", "soon")
    made.show()
    before = made.pixmap().toImage()
    theme.wear(Scheme.DARK)
    assert made.pixmap().toImage() != before
