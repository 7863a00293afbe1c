"""The sign-in window: the product and the bureau at the left, name and password at the right."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from ui.jobs import Jobs
from ui.parts.buttons import Button
from ui.parts.chips import Chip
from ui.parts.labels import label, restyle
from ui.parts.mark import Mark
from ui.parts.password import PasswordInput
from ui.screens.sign_in.brand import PRODUCT, Brand
from ui.screens.sign_in.presenter import Entered, Opening, SignInPresenter

_WIDE, _HIGH = 880, 560
_FORM_WIDE = 320
_BRAND_LEAST = 720
_CAPITALS = "大写锁定已打开。"


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """Somebody of the demo office, offered in a pick list."""

    login: str
    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """What the sign-in shows: the bureau, the database (its ``address`` on hovering), a demo office's people.

    ``changeable`` offers another office, or to carry this one to a server.
    """

    bureau: str
    database: str
    address: str = ""
    changeable: bool = False
    demo: tuple[DemoPerson, ...] = ()
    demo_password: str = field(default="", repr=False)


class SignInView(QMainWindow):
    """The first window."""

    shown = Signal()
    change_asked = Signal()

    def __init__(self, entrance: Entrance, jobs: Jobs, opening: Opening, entered: Entered) -> None:
        super().__init__()
        self.setObjectName("sign_in")
        self.setWindowTitle(f"{PRODUCT} · 登录")
        self._entrance = entrance
        self._presenter = SignInPresenter(self, jobs, opening, entered)
        self._painted = False
        self._stands = False
        self._brand = Brand(entrance.bureau)
        self._people = QComboBox()
        self._login = QLineEdit()
        self._password = PasswordInput()
        self._problem = label("", "problem", wrap=True)
        self._enter = Button("登录", "primary", key="")
        self._line = label("", "small", wrap=True)
        self._sign = Mark(16)
        self._change = Button("更换单位或搬到服务器", "quiet", key="F2")
        self._upgrade = Button("用所有者账号升级…", key="F3")

        self.shown.connect(self._presenter.open, Qt.ConnectionType.QueuedConnection)
        self._login.returnPressed.connect(self._password.setFocus)
        self._password.returnPressed.connect(self.enter)
        self._password.capitals.connect(self._hint_capitals)
        self._login.textEdited.connect(self._forget_problem)
        self._login.textEdited.connect(self._show_person)
        self._password.textEdited.connect(self._forget_problem)
        self._enter.clicked.connect(self.enter)
        self._people.activated.connect(self._take_person)
        self._change.clicked.connect(self.change_asked)
        self._upgrade.clicked.connect(self._ask_owner)

        self._assemble()
        self._load()

    def show_waiting(self, text: str) -> None:
        """Say what is being waited for; a second Enter changes nothing."""
        self._enter.setEnabled(False)
        self._enter.set_text(text)

    def show_ready(self) -> None:
        """Take the next attempt."""
        self._enter.setEnabled(True)
        self._enter.set_text("登录")

    def show_problem(self, text: str) -> None:
        """Say in place what is wrong, ready to type the password anew."""
        self.show_ready()
        self._stands = False
        self._say(text)
        restyle(self._password, "wrong", True)
        target = self._password if self._login.text().strip() else self._login
        target.setFocus()
        target.selectAll()

    def show_told(self, text: str) -> None:
        """Say what is not the fault of what was typed; the next attempt is taken."""
        self.show_ready()
        self._stands = False
        self._say(text, "small")
        (self._enter if self._password.text() else self._password).setFocus()

    def offer_upgrade(self, offered: bool) -> None:
        """Offer to bring an older office up to this program's form."""
        self._upgrade.setVisible(offered)
        if offered:
            self._upgrade.setFocus()

    def show_unavailable(self, text: str) -> None:
        """Say what cannot be had now, and keep saying it while one types; signing in tries again."""
        self.show_ready()
        self._enter.set_text("重试")
        self._say(text)
        self._stands = True

    def show_line(self, text: str) -> None:
        """Warn of the line to the server, "" where all is well."""
        self._line.setText(text)
        self._line.setVisible(bool(text))
        self._sign.setVisible(bool(text))

    def enter(self) -> None:
        """Sign in with what is filled in."""
        self._presenter.sign_in(self._login.text(), self._password.text())

    def again(self, why: str = "") -> None:
        """Wait for the next person, or for the same one where ``why`` says what ended his work."""
        self._password.clear()
        self._stands = False
        self._forget_problem()
        self._say(why, "small")
        self._show_person(self._login.text())
        self.show_ready()
        if why:
            self._password.setFocus()
        else:
            self._login.setFocus()
            self._login.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window is there."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.shown.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Esc; sign in by Enter from the pick list too."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._people.hasFocus():
            self.enter()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the picture out where there is no room for it."""
        self._brand.setVisible(self.width() >= _BRAND_LEAST)
        super().resizeEvent(event)

    def _assemble(self) -> None:
        form = QVBoxLayout()
        form.setSpacing(6)
        form.addStretch(3)
        form.addWidget(label("登录", "title"))
        form.addSpacing(14)
        if self._entrance.demo:
            self._add_demo(form)
        form.addWidget(label("登录名", "secondary"))
        form.addWidget(self._login)
        form.addSpacing(8)
        form.addWidget(label("密码", "secondary"))
        form.addWidget(self._password)
        form.addWidget(self._problem)
        form.addWidget(self._upgrade)
        form.addSpacing(12)
        form.addWidget(self._enter)
        form.addStretch(4)
        self._add_foot(form)
        holder = QWidget()
        holder.setLayout(form)
        holder.setFixedWidth(_FORM_WIDE)
        form.setContentsMargins(0, 24, 0, 24)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._brand, 5)
        row.addStretch(1)
        row.addWidget(holder)
        row.addStretch(1)
        self.setCentralWidget(ground)

    def _add_demo(self, form: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label("演示人员", "secondary"))
        line.addWidget(Chip("演示", "provisional"))
        line.addStretch()
        form.addLayout(line)
        form.addWidget(self._people)
        form.addWidget(label("演示办公室：人员和办件均为虚构。", "small"))
        form.addSpacing(8)

    def _add_foot(self, form: QVBoxLayout) -> None:
        warning = QHBoxLayout()
        warning.setSpacing(8)
        warning.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        warning.addWidget(self._line, 1)
        form.addLayout(warning)
        database = label(f"将打开：{self._entrance.database}", "small", wrap=True)
        database.setToolTip(self._entrance.address)
        form.addWidget(database)
        form.addWidget(self._change, 0, Qt.AlignmentFlag.AlignLeft)
        self._change.setVisible(self._entrance.changeable)
        self._sign.show_icon("warning", "soon")
        self.show_line("")
        self._upgrade.hide()

    def _load(self) -> None:
        room = self.screen().availableGeometry()
        self.resize(min(_WIDE, room.width()), min(_HIGH, room.height()))
        self.move(room.center() - self.rect().center())
        self._login.setAccessibleName("登录名")
        self._problem.setMinimumHeight(18)
        self._people.setAccessibleName("演示人员")
        for person in self._entrance.demo:
            self._people.addItem(f"{person.name}（{person.role}）", person.login)
        if self._entrance.demo:
            self._take_person(0)
        else:
            self._login.setFocus()

    def _take_person(self, index: int) -> None:
        self._login.setText(str(self._people.itemData(index)))
        self._password.setText(self._entrance.demo_password)
        self._forget_problem()
        self._enter.setFocus()

    def _show_person(self, login: str) -> None:
        self._people.setCurrentIndex(self._people.findData(login.strip()))

    def _ask_owner(self) -> None:
        dialog = import_module("ui.dialogs.owner").OwnerDialog  # hardly ever needed at the sign-in
        owner = dialog.ask(self, "", "数据库要升级到本机程序的版本：先备份，再升级，其他人这时只能查看。")
        if owner is not None:
            self._presenter.upgrade(owner)

    def _say(self, text: str, kind: str = "problem") -> None:
        restyle(self._problem, "kind", kind)
        self._problem.setText(text)
        self._password.setAccessibleDescription(text)

    def _hint_capitals(self, on: bool) -> None:
        if on and not self._stands:
            self._say(_CAPITALS)
        elif self._problem.text() == _CAPITALS:
            self._say("")

    def _forget_problem(self) -> None:
        restyle(self._password, "wrong", False)
        if self._problem.text() != _CAPITALS and not self._stands:
            self._say("")
