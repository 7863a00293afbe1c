"""Turns a visitor into an applicant: only the matter is asked for, the rest was typed at the door."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.catalogue.models import Matter
from app.contacts.models import FirstContact
from app.errors import Problem
from app.forms.masking import mask_name, mask_telephone
from ui.dialogs.frame import DialogFrame
from ui.parts.labels import label
from ui.parts.picking import Pick, PickLine
from ui.parts.segments import Segments

ENQUIRY, APPLICATION = "咨询", "收件"
_WIDE, _PICKS_HIGH = 560, 460  # the matters that are found are shown within the dialog


class CaseDialog(DialogFrame):
    """Asks for the matter; ``submit`` is given it and whether the materials were handed in."""

    def __init__(
        self,
        parent: QWidget | None,
        contact: FirstContact,
        find: Callable[[str], None],
        submit: Callable[[Matter, bool], None],
    ) -> None:
        who = f"{mask_name(contact.visitor)}，{mask_telephone(contact.telephone)}"
        super().__init__(parent, "转为办件", f"{contact.number}　{who}：姓名、电话、地址不用再填。", "登记办件")
        self.setMinimumSize(_WIDE, _PICKS_HIGH)
        self._submit = submit
        self._matter: Matter | None = None
        self.stage = Segments((ENQUIRY, APPLICATION))
        self.matter = PickLine("事项", "事项编码、名称或拼音首字母", "没有找到，换一个词试试")
        self._chosen = label("", "small", wrap=True)
        self.stage.set_value(ENQUIRY)
        self.matter.asked.connect(self._look)
        self._find = find
        self.matter.picked.connect(self._choose)
        self.content.addWidget(label(" ".join(contact.content.split()), "secondary", wrap=True))
        self.content.setSpacing(12)
        self.content.addWidget(self.stage, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(self.matter)
        self.content.addWidget(self._chosen)
        self.content.addStretch()
        self.confirm.show_key("Ctrl+Return")
        self.confirm.setDefault(False)
        self.matter.setFocus()

    def offer(self, found: tuple[Matter, ...]) -> None:
        """Show the matters that were found."""
        self.matter.offer(
            tuple(Pick(text=each.name, detail=f"{each.code} · {each.kind.value}", value=each) for each in found)
        )

    def try_accept(self) -> None:
        """Have the case made; the dialog goes when it is."""
        if not self.confirm.isEnabled():
            return
        if self._matter is None:
            self.show_problems((Problem("", "先选定事项：输入编码、名称或拼音首字母，按 Enter 选定。"),))
            return
        self._submit(self._matter, self.stage.value() == APPLICATION)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show why no case could be made."""
        self.say("\n".join(each.text for each in problems))

    def _look(self, words: str) -> None:
        self._matter = None
        self._chosen.setText("")
        self._find(words)

    def _choose(self, matter: Matter) -> None:
        self._matter = matter
        self.matter.setText(matter.name)
        self._chosen.setText(f"{matter.code} · {matter.kind.value} · {matter.regime.value}")
        self.confirm.setFocus()
