"""The window that leads through setting up: a title, one page, and back and next with their keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import Problem
from app.founding.setting_up import FirstPassword, SettingUp
from app.office.findings import Finding
from ui.dialogs.frame import CONFIRM_KEYS
from ui.jobs import Jobs
from ui.parts.buttons import Button
from ui.parts.labels import label, line
from ui.parts.spinner import Spinner
from ui.screens.help.view import HelpPanel
from ui.setting_up.asked import QUESTIONS, TITLES, Step
from ui.setting_up.last_pages import CarryingPage, DonePage, PasswordsPage
from ui.setting_up.pages import ChecksPage, FormPage, WaysPage
from ui.setting_up.presenter import SettingUpPresenter

_WIDE, _HIGH, _FORM = 880, 660, 720
HELP = "setting_up"


class SettingUpWindow(QMainWindow):
    """Sets up an office; ``finished`` says that it can be signed in to, ``left`` that it was left as it was.

    ``needed`` says that there is none yet, so that leaving ends the program.
    """

    finished = Signal()
    left = Signal()

    def __init__(self, jobs: Jobs, room: SettingUp, *, needed: bool = True) -> None:
        super().__init__()
        self.setObjectName("setting_up")
        self.setWindowTitle("效能工作台 · 设置单位")
        jobs = jobs.owned_by(self)
        self.ways = WaysPage()
        self.forms = {step: FormPage(questions) for step, questions in QUESTIONS.items()}
        self.checks = ChecksPage()
        self.carrying = CarryingPage()
        self.passwords = PasswordsPage(jobs)
        self.done = DonePage()
        self._pages: dict[Step, QWidget] = {
            Step.WAYS: self.ways,
            **self.forms,
            Step.CHECKS: self.checks,
            Step.CARRYING: self.carrying,
            Step.PASSWORDS: self.passwords,
            Step.DONE: self.done,
        }
        self._stack = QStackedWidget()
        self._title = label("", "title")
        self._count = label("", "secondary")
        self.problem = label("", "problem", wrap=True)
        self._wheel = Spinner(16)
        self._waiting = label("", "secondary")
        self.file_button = Button("打开单位地址文件", key="Ctrl+O", icon="folder")
        self.proof_button = Button("选择证书", key="Alt+C")
        self.back = Button("上一步", key="Esc")
        self.next = Button("下一步", "primary")
        self._help: HelpPanel | None = None
        self._closed_by_us = False
        self._leave_name = "退出" if needed else "返回登录"
        self.presenter = SettingUpPresenter(self, jobs, room)
        self._connect()
        self._assemble()
        self.ways.offer(has_local=room.has_local())
        self.show_step(Step.WAYS, 0, 0)

    # --- what the presenter asks

    def show_step(self, step: Step, number: int, of: int) -> None:
        """Show a page, and where on the way it stands."""
        self._title.setText(TITLES[step])
        self._count.setText(f"第 {number} 步，共 {of} 步" if number else "")
        self._stack.setCurrentWidget(self._pages[step])
        for shown, each in self._pages.items():  # a taller page that is not shown makes no room for itself
            kept = QSizePolicy.Policy.Preferred if shown is step else QSizePolicy.Policy.Ignored
            each.setSizePolicy(kept, kept)
        for button in (self.file_button, self.proof_button):
            button.setVisible(step is Step.SERVER)
        self.next.setVisible(step is not Step.WAYS)
        self.back.setVisible(step not in {Step.PASSWORDS, Step.DONE})
        names = {Step.WAYS: self._leave_name, Step.CARRYING: "中断"}
        self.back.set_text(names.get(step, "上一步"))
        self.next.set_text("去登录" if step is Step.DONE else "接着搬" if step is Step.CARRYING else "下一步")
        page = self._pages[step]
        if isinstance(page, WaysPage | FormPage | PasswordsPage):
            page.begin()
        else:
            self.next.setFocus()

    def values(self, step: Step) -> Mapping[str, str]:
        """Return what is filled in on a page."""
        return self.forms[step].values()

    def put(self, step: Step, values: Mapping[str, str]) -> None:
        """Fill in what is known on a page."""
        self.forms[step].put(values)

    def ask_bureau(self, asked: bool) -> None:
        """Ask beside the server's address for the bureau's name, where nothing else tells it."""
        self.forms[Step.SERVER].entries["bureau"].setVisible(asked)

    def show_problems(self, step: Step, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its question; where the page has none, below."""
        if step in self.forms:
            self.forms[step].show_problems(problems)
        else:
            self.show_trouble("\n".join(each.text for each in problems))

    def show_trouble(self, text: str) -> None:
        """Say below what is in the way."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def show_busy(self, text: str) -> None:
        """Say what is being waited for, "" when nothing is."""
        self._wheel.setVisible(bool(text))
        self._waiting.setText(text)
        self.next.setEnabled(not text)
        self.back.setEnabled(not text or self.presenter.step in {Step.CARRYING, Step.KEEPER})
        if not text and self._stack.currentWidget() in {self.checks, self.carrying}:
            self.next.setFocus()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what was found."""
        self.checks.show_findings(findings)

    def show_progress(self, what: str, done: int, whole: int) -> None:
        """Show how far the carrying is."""
        self.carrying.show_progress(what, done, whole)

    def show_stopped(self) -> None:
        """Show that nothing is being carried any more."""
        self._title.setText("搬运没有完成")
        self.carrying.show_stopped()
        self.back.set_text("上一步")

    def show_passwords(self, bureau: str, passwords: tuple[FirstPassword, ...]) -> None:
        """Show the first passwords, this once."""
        self.passwords.show_passwords(bureau, passwords)

    def passwords_kept(self) -> bool:
        """Say whether the first passwords were printed or saved."""
        return self.passwords.kept

    def show_done(self, words: str, *, on_server: bool) -> None:
        """Say what was set up."""
        self.passwords.forget()
        self.done.show_done(words, on_server=on_server)

    def finish(self) -> None:
        """Go to the sign-in."""
        self._closed_by_us = True
        self.finished.emit()

    # --- what the hands do

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only where nothing is being made; the first passwords are not lost by a slip."""
        if self.presenter.busy and not self._closed_by_us:
            event.ignore()
            return
        super().closeEvent(event)
        if not self._closed_by_us:
            (self.finished if self.presenter.over else self.left).emit()

    def toggle_help(self) -> None:
        """Show or put away the help page."""
        if self._help is None:
            self._help = HelpPanel(self.centralWidget())
            self._help.closed.connect(self.toggle_help)
        self._help.turn(HELP, self._stack.currentWidget())
        self._place_help()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the help at its place."""
        super().resizeEvent(event)
        self._place_help()

    def _place_help(self) -> None:
        if self._help is not None:
            self._help.stand(self.centralWidget().rect())

    def _back(self) -> None:
        if self.presenter.step is Step.WAYS:
            self.close()
        else:
            self.presenter.back()

    def _open_file(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, "打开单位地址文件", "", "单位地址文件 (*.toml)")
        if chosen:
            self.presenter.open_file(Path(chosen))

    def _choose_proof(self) -> None:
        kinds = "证书 (*.crt *.pem *.cer);;所有文件 (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self, "选择服务器的根证书", "", kinds)
        if chosen:
            self.put(Step.SERVER, {"certificate": chosen})

    def _save_file(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "单位地址文件存到哪个文件夹")
        if folder:
            self.done.say(*self.presenter.save_file(Path(folder)))

    # --- how it is put together

    def _connect(self) -> None:
        self.ways.chosen.connect(self.presenter.choose)
        self.back.clicked.connect(self._back)
        self.next.clicked.connect(self.presenter.next)
        self.file_button.clicked.connect(self._open_file)
        self.proof_button.clicked.connect(self._choose_proof)
        self.done.save_button.clicked.connect(self._save_file)
        for form in self.forms.values():
            form.finished.connect(self.presenter.next)
        for key in CONFIRM_KEYS:
            QShortcut(QKeySequence(key), self, self.presenter.next)
        QShortcut(QKeySequence("F1"), self, self.toggle_help)
        self.next.show_key("Ctrl+Return")

    def _assemble(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        for page in self._pages.values():
            self._stack.addWidget(page)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for part in (self.file_button, self.proof_button, self._wheel, self._waiting):
            foot.addWidget(part)
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        self.back.setMinimumHeight(40)
        self.problem.hide()
        self._wheel.hide()
        holder = QWidget()
        holder.setMaximumWidth(_FORM + 48)
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 28, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._stack, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(holder, 100)
        row.addStretch(1)
        self.setCentralWidget(ground)
        room = self.screen().availableGeometry()
        self.resize(min(_WIDE, room.width()), min(_HIGH, room.height()))
        self.move(room.center() - self.rect().center())
