"""What happens on the backup page: copies are made, tried and put back, as jobs that can be called off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from app.drills.models import Drilled
from app.drills.page import page_of_drill
from app.errors import BadInput, Refusal, Unavailable
from app.office.backups import Copy
from app.office.copying import Manner, Owner, Proof, Restored
from app.office.handing_out import write_passwords
from app.people.permissions import Right, may
from app.press import press_pdf
from ui.context import Context
from ui.jobs import ARCHIVE, KEEPING, PRESS, Job, Progress
from ui.parts.banner import Notice
from ui.preview import printing

_STOPPED = "已取消，没有留下文件，数据没有改动。"
_Work = Callable[[Manner], Any]


class CopyPlace(Protocol):
    """What the presenter asks of the page."""

    def show_copies(self, copies: tuple[Copy, ...], said: str) -> None:
        """Show the copies of this machine, and where they come from."""

    def show_work(self, text: str, done: int, whole: int) -> None:
        """Show how far the work is."""

    def show_busy(self, busy: bool) -> None:
        """Show that something runs."""

    def show_stopping(self) -> None:
        """Say that it is being called off."""

    def say(self, notice: Notice) -> None:
        """Tell what came of it."""

    def ask_owner(self, owner: str) -> Owner | None:
        """Ask for the account that owns the database."""

    def ask_restore(self, source: Path) -> str | None:
        """Ask why the office is put back, and whether it is really meant; None where it is not."""

    def ask_record(self, drilled: Drilled) -> Path | None:
        """Ask where the record of a drill goes."""


class CopyPresenter:
    """Makes copies, tries them, and puts one in the office's place."""

    def __init__(self, place: CopyPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._backups = context.desk.backups
        self._actor = context.actor
        self._job: Job[Any] | None = None
        self._what = ""
        self._stopped = ""
        self._stopping = False
        self._finished = False

    def holds(self) -> bool:
        """Tell whether the person keeps backups."""
        return may(self._actor, Right.KEEP_BACKUPS)

    def load(self) -> None:
        """Read which copies there are."""
        backups, office = self._backups, self._context.desk.office

        def read() -> tuple[tuple[Copy, ...], int]:
            return backups.kept(), office.settings().backups_kept

        self._context.jobs.run(read).then(self._take).start()

    def suggested_target(self) -> Path:
        """Return where a copy made now would lie, among those of this machine."""
        return self._backups.suggested()

    def back_up(self, target: Path) -> None:
        """Make a copy, and check it by restoring."""
        self._ask_owner(partial(self._begin_backup, target))

    def drill(self, source: Path) -> None:
        """Try a copy in a scratch database."""
        self._ask_owner(partial(self._begin_drill, source))

    def restore(self, source: Path) -> None:
        """Put a copy in the office's place, once it was asked twice and why."""
        if not self.holds():
            return
        reason = self._place.ask_restore(source)
        if reason is not None:
            self._ask_owner(partial(self._begin_restore, source, reason))

    def stop(self) -> None:
        """Call off what runs."""
        if self._job is not None:
            self._stopping = True
            self._place.show_stopping()
            self._job.cancel()

    # --- with whose account

    def _ask_owner(self, begin: Callable[[Manner], None]) -> None:
        if not self.holds() or self._job is not None:
            return
        job = self._context.jobs.run(partial(self._backups.owner_needed, self._actor))
        job.then(partial(self._with_owner, begin)).otherwise(self._explain).start()

    def _with_owner(self, begin: Callable[[Manner], None], needed: str) -> None:
        owner = self._place.ask_owner(needed) if needed else None
        if owner is not None or not needed:
            begin(Manner(owner=owner))

    # --- the work

    def _begin_backup(self, target: Path, manner: Manner) -> None:
        def work(told: Manner) -> Proof:
            return self._backups.prove(target, self._actor, told)

        self._stopped = _STOPPED
        self._run(self._told(work, manner), KEEPING, self._backed_up)

    def _begin_drill(self, source: Path, manner: Manner) -> None:
        def work(told: Manner) -> Drilled:
            return self._context.desk.drills.run(source, self._actor, told)

        self._stopped = "演练已取消，临时库已删除。"
        self._run(self._told(work, manner), KEEPING, self._drilled)

    def _begin_restore(self, source: Path, reason: str, manner: Manner) -> None:
        def work(told: Manner) -> Restored:
            return self._backups.restore(self._actor, source, reason, told)

        self._stopped = ""
        self._run(self._told(work, manner), ARCHIVE, partial(self._restored, source))

    def _told(self, work: _Work, manner: Manner) -> Callable[[Progress], Any]:
        """Return the work, telling how far it is and hearing when it is called off."""

        def run(progress: Progress) -> Any:
            def tell(what: str, done: int, whole: int) -> None:
                self._what = what
                progress.report(done, whole)

            made = work(Manner(owner=manner.owner, tell=tell))
            self._finished = True
            return made

        return run

    def _run(self, work: Callable[[Progress], Any], lane: str, show: Callable[[Any], None]) -> None:
        job = self._context.jobs.run_long(work, lane).then(show).otherwise(self._explain)
        self._what, self._job, self._stopping = "正在准备", job, False
        self._finished = False
        job.progress(self._show_work).while_busy(self._busy).start()

    def _show_work(self, done: int, whole: int) -> None:
        if self._job is not None:
            self._place.show_work(self._what, done, whole)

    def _busy(self, busy: bool) -> None:
        self._place.show_busy(busy)
        if busy:
            return
        job, self._job = self._job, None
        if job is not None and self._stopping:
            self._tell_stopped()

    def _tell_stopped(self) -> None:
        late = "取消时已经做完。"
        if self._stopped:
            self._place.say(Notice(text=late if self._finished else self._stopped, kind="told"))
            self.load()
        else:  # the office was let go of before its restoring began
            said = f"{late}数据已恢复" if self._finished else "恢复已取消，数据没有改动"
            self._context.window.leave_seat(f"{said}。请重新登录。")

    # --- answers

    def _take(self, read: tuple[tuple[Copy, ...], int]) -> None:
        copies, kept = read
        where = f"在“{self._backups.folder}”。备份写好后恢复到临时库逐表核对，台账核验无误才算数。"
        if self._backups.on_server:
            said = f"服务器上的单位由管理员安排每天备份（见帮助）；这里是本机存的备份，{where}"
        else:
            said = f"每天自动备份一份，保留最近{kept}份，{where}"
        self._place.show_copies(copies, said)

    def _backed_up(self, proof: Proof) -> None:
        self.load()
        if proof.is_checked and not proof.faults:
            self._context.toast(f"已备份到“{proof.path.name}”并核对无误")
            return
        self._place.say(Notice(text=f"已备份到“{proof.path}”。{proof.said()}", kind="warning"))

    def _drilled(self, drilled: Drilled) -> None:
        shown = drilled.shown
        wrong = [fault for each in shown.findings for fault in each.faults]
        said = f"不合格，{len(wrong)}处不符：{wrong[0]}" if wrong else "合格，能用这份备份恢复办公"
        self._place.say(
            Notice(
                text=f"“{shown.file}”恢复演练{said}。用时{drilled.seconds:.1f}秒，临时库已删除。",
                kind="refused" if wrong else "done",
                act_name="保存演练记录…",
                act_key="Alt+P",
                act=partial(self._keep_record, drilled),
            )
        )

    def _keep_record(self, drilled: Drilled) -> None:
        path = self._place.ask_record(drilled)
        if path is None:
            return

        def write() -> Path:
            return printing.write(path, press_pdf(page_of_drill(drilled)).pdf)

        job = self._context.jobs.run(write, PRESS)
        job.then(lambda made: self._context.toast(f"演练记录存在“{made}”")).otherwise(self._explain).start()

    def _restored(self, source: Path, restored: Restored) -> None:
        said = f"已从“{source.name}”恢复，请重新登录。"
        if restored.passwords:
            made = self._handed_out(f"{source.stem}-首次密码.csv", source.parent, restored.passwords)
            said += f"服务器上没有的{len(restored.passwords)}个登录账号已新建，首次密码{made}。"
        self._context.window.leave_seat(said)

    def _handed_out(self, name: str, beside: Path, passwords: Mapping[str, str]) -> str:
        """Write the first passwords beside the copy, or where none can lie, among this machine's copies."""
        for folder in (beside, self._backups.folder):
            with suppress(BadInput):
                write_passwords(folder / name, passwords)
                return f"在“{folder / name}”"
        return "写不进文件，请由数据库所有者用 staff reset 逐个重设"

    def _explain(self, trouble: Refusal | Unavailable) -> None:
        self._place.say(Notice(text=str(trouble), kind="refused"))
