"""What happens while an office is set up: one step after the other, back without losing anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from app.errors import BadInput, Problem, Refusal, Unavailable
from app.founding.opening import FoundOffice
from app.founding.setting_up import FirstPassword, Keeper, OwnedServer, SettingUp
from app.office.address import ServerAddress, checked, shown
from app.office.findings import Finding, may_go_on
from app.office.office_file import OfficeFile
from ui.jobs import Jobs, Progress
from ui.setting_up.asked import STEPS, Step, Way

Trouble = Refusal | Unavailable
_OWNER_UNNAMED = "请填写数据库所有者的账号。"
_JOINED = "这台电脑已经加入。请用管理员给的登录名和密码登录。"
_DIFFERS = "两次输入的密码不一样，请重新输入。"
_NOT_KEPT = "首次密码还没有打印或保存，以后不能再看。确定不要，请再按一次“下一步”。"
_LACKING = "还不能继续：请先解决标红的各条，再按“下一步”重新检查；填错了的，按“上一步”改正。"
_BROKEN_OFF = "已中断。再按“接着搬”从中断处继续。"


class SettingUpPlace(Protocol):
    """What the presenter asks of the window."""

    def show_step(self, step: Step, number: int, of: int) -> None: ...
    def values(self, step: Step) -> Mapping[str, str]: ...
    def put(self, step: Step, values: Mapping[str, str]) -> None: ...
    def ask_bureau(self, asked: bool) -> None: ...
    def show_problems(self, step: Step, problems: tuple[Problem, ...]) -> None: ...
    def show_trouble(self, text: str) -> None: ...
    def show_busy(self, text: str) -> None: ...
    def show_findings(self, findings: tuple[Finding, ...]) -> None: ...
    def show_progress(self, what: str, done: int, whole: int) -> None: ...
    def show_stopped(self) -> None: ...
    def show_passwords(self, bureau: str, passwords: tuple[FirstPassword, ...]) -> None: ...
    def passwords_kept(self) -> bool: ...
    def show_done(self, words: str, *, on_server: bool) -> None: ...
    def finish(self) -> None: ...


class SettingUpPresenter:
    """Leads through the steps of the way that was chosen."""

    def __init__(self, place: SettingUpPlace, jobs: Jobs, room: SettingUp) -> None:
        self._place = place
        self._jobs = jobs
        self._room = room
        self._way = Way.HERE
        self._step = Step.WAYS
        self._findings: tuple[Finding, ...] = ()
        self._stopped = False
        self._what = ""
        self._warned = False
        self.busy = False

    @property
    def step(self) -> Step:
        return self._step

    @property
    def over(self) -> bool:
        """Whether something was made, so that there is no way back."""
        return self._step in {Step.PASSWORDS, Step.DONE}

    def choose(self, way: Way) -> None:
        self._way = way
        self._place.ask_bureau(way is Way.JOIN)
        self._go(1)

    def next(self) -> None:
        if self.busy:
            return
        self._place.show_trouble("")
        acts: dict[Step, Callable[[], None]] = {
            Step.WAYS: lambda: None,
            Step.SERVER: self._server_given,
            Step.OWNER: self._owner_given,
            Step.CHECKS: self._checked,
            Step.OFFICE: self._office_given,
            Step.KEEPER: self._carry,
            Step.CARRYING: self._carry,
            Step.PASSWORDS: self._passwords_read,
            Step.DONE: self._place.finish,
        }
        try:
            acts[self._step]()
        except BadInput as fault:
            self._place.show_problems(self._step, fault.problems or (Problem("", str(fault)),))

    def back(self) -> None:
        if self._step is Step.CARRYING and self.busy:
            self._stopped = True
            self._place.show_busy("正在中断…")
        elif not self.busy and not self.over:
            self._place.show_trouble("")
            self._go(-1)

    def open_file(self, path: Path) -> None:
        try:
            office = self._room.read_file(path)
        except BadInput as fault:
            self._place.show_trouble(str(fault))
            return
        address = office.address
        told = {"host": address.host, "port": str(address.port), "database": address.database}
        self._place.show_trouble("")
        self._place.put(Step.SERVER, {**told, "bureau": office.bureau, "certificate": address.certificate})

    def save_file(self, folder: Path) -> tuple[str, bool]:
        """Write the office's file into a folder; return what is to be said, and whether it is there."""
        try:
            self._room.save_file(folder)
        except (Refusal, Unavailable) as trouble:
            return str(trouble), False
        return f"已存到“{folder}”。", True

    def _go(self, by: int) -> None:
        steps = STEPS[self._way]
        place = max(0, steps.index(self._step) + by) if self._step in steps else 0
        self._step = steps[place]
        self._place.show_step(self._step, place, len(steps) - 1)
        if self._step is Step.CHECKS and by > 0:
            self._look()

    # --- what is filled in

    def _address(self) -> ServerAddress:
        given = self._place.values(Step.SERVER)
        certificate = given["certificate"].strip()
        address = checked(given["host"], given["port"], given["database"], certificate)
        if certificate and not Path(certificate).is_file():
            raise BadInput.listing((Problem("certificate", "没有这个文件。请选择服务器的根证书，或者留空。"),))
        return address

    def _server(self) -> OwnedServer:
        given = self._place.values(Step.OWNER)
        if not given["owner"].strip():
            raise BadInput.listing((Problem("owner", _OWNER_UNNAMED),))
        login = given["owner"].strip()
        return OwnedServer(address=self._address(), login=login, password=given["owner_password"])

    def _command(self) -> FoundOffice:
        given = dict(self._place.values(Step.OFFICE))
        again = given.pop("again")
        command = FoundOffice(**given)
        problems: tuple[Problem, ...] = ()
        try:
            self._room.check(command)
        except BadInput as fault:
            problems = fault.problems
        if not problems and again != command.password:
            problems = (Problem("again", _DIFFERS),)
        if problems:
            raise BadInput.listing(problems)
        return command

    # --- the steps

    def _server_given(self) -> None:
        self._address()
        self._place.show_problems(self._step, ())
        self._go(1)

    def _owner_given(self) -> None:
        self._server()
        self._place.show_problems(self._step, ())
        self._go(1)

    def _look(self) -> None:
        self._findings = ()
        self._place.show_findings(())
        work = (
            partial(self._room.knock, self._address())
            if self._way is Way.JOIN
            else partial(self._room.examine, self._server())
        )
        job = self._jobs.run(work).then(self._looked).otherwise(self._failed)
        job.while_busy(partial(self._wait, "正在检查…")).start()

    def _looked(self, findings: tuple[Finding, ...]) -> None:
        self._findings = findings
        self._place.show_findings(findings)
        if not may_go_on(findings):
            self._place.show_trouble(_LACKING)

    def _checked(self) -> None:
        if not self._findings or not may_go_on(self._findings):
            self._look()
        elif self._way is Way.JOIN:
            given, address = self._place.values(Step.SERVER), self._address()
            office = OfficeFile(bureau=given["bureau"].strip(), address=address)
            self._do("正在保存…", partial(self._room.join, office), _JOINED)
        else:
            self._go(1)

    def _office_given(self) -> None:
        command = self._command()
        self._place.show_problems(self._step, ())
        bureau, login = command.bureau.strip(), command.login.strip()
        words = f"{bureau}已经建立。请用登录名 {login} 登录，再增加处室、人员和事项。"
        if self._way is Way.NEW:
            server = self._server()
            self._do("正在服务器上建立单位…", partial(self._room.found_there, server, command), words)
        else:
            self._do("正在建立单位…", partial(self._room.found_here, command), words)

    def _do(self, busy: str, work: Callable[[], None], words: str) -> None:
        job = self._jobs.run(work).then(lambda _done: self._done(words)).otherwise(self._failed)
        job.while_busy(partial(self._wait, busy)).start()

    def _done(self, words: str) -> None:
        on_server = self._way is not Way.HERE
        self._place.show_done(words, on_server=on_server)
        self._step = Step.DONE
        steps = STEPS[self._way]
        self._place.show_step(self._step, len(steps) - 1, len(steps) - 1)

    # --- carrying

    def _carry(self) -> None:
        given, server = self._place.values(Step.KEEPER), self._server()
        keeper = Keeper(login=given["keeper"], password=given["keeper_password"])
        self._go(1 if self._step is Step.KEEPER else 0)

        def work(progress: Progress) -> tuple[FirstPassword, ...]:
            def tell(what: str, done: int, whole: int) -> None:
                self._what = f"正在{what}"
                progress.report(done, whole)
                if self._stopped:  # what is already released is not called back: its passwords are shown
                    raise Unavailable(_BROKEN_OFF)

            return self._room.carry(keeper, server, tell)

        self._stopped = False
        job = self._jobs.run_long(work).progress(self._tell)
        job.then(self._carried).otherwise(self._not_carried).while_busy(
            partial(self._wait, "正在搬运…")
        ).start()

    def _tell(self, done: int, whole: int) -> None:
        if self.busy:
            self._place.show_progress(self._what, done, whole)

    def _carried(self, passwords: tuple[FirstPassword, ...]) -> None:
        self._warned = False
        self._place.show_passwords(self._room.bureau(), passwords)
        self._go(1)

    def _not_carried(self, trouble: Trouble) -> None:
        self._place.show_stopped()
        if self._step is Step.CARRYING and isinstance(trouble, Refusal):
            self._go(-1)
        self._failed(trouble)

    def _passwords_read(self) -> None:
        if not self._place.passwords_kept() and not self._warned:
            self._warned = True
            self._place.show_trouble(_NOT_KEPT)
            return
        words = "单位的数据已经搬到服务器，逐行核对一致。本机的文件没有改动，留作存档。请用新的首次密码登录。"
        self._done(f"{words}现在打开的是：{shown(self._address().url())}。")

    # --- waiting

    def _wait(self, text: str, busy: bool) -> None:
        self.busy = busy
        self._place.show_busy(text if busy else "")

    def _failed(self, trouble: Trouble) -> None:
        problems = trouble.problems if isinstance(trouble, BadInput) else ()
        if problems:
            self._place.show_problems(self._step, problems)
        else:
            self._place.show_trouble(str(trouble))
