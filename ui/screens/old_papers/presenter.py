"""What happens with old papers: they are read, exported, proposed, decided on, destroyed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from app.people.permissions import Right, may
from app.retention.commands import (
    CalledOff,
    Decide,
    Destroy,
    ExportDue,
    LiftHold,
    PlaceHold,
    Propose,
    SetTerm,
    Tell,
)
from app.retention.destroying import Destroyed
from app.retention.left import LeftCounts, counted
from app.retention.models import Chosen, Disposal, Group, Hold
from app.retention.showing import TypeTerm
from app.retention.unpacking import Package
from ui.context import Context
from ui.jobs import KEEPING, Progress, Trouble
from ui.parts.banner import Notice

NAMED = 5  # papers that stay


@dataclass(frozen=True, kw_only=True)
class OldPapers:
    """Everything the screen shows."""

    groups: tuple[Group, ...] = ()
    disposals: tuple[Disposal, ...] = ()
    holds: tuple[Hold, ...] = ()
    terms: tuple[TypeTerm, ...] = ()


class OldPapersPlace(Protocol):
    """What the presenter asks of the screen."""

    def show_papers(self, papers: OldPapers) -> None: ...
    def show_work(self, text: str, done: int, whole: int) -> None: ...
    def show_busy(self, busy: bool) -> None: ...
    def show_stopping(self) -> None: ...
    def show_refused(self, trouble: Trouble) -> bool: ...
    def show_done(self) -> None: ...


class OldPapersPresenter:
    """Holds what is due and what was proposed."""

    def __init__(self, place: OldPapersPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._room = context.desk.old_papers
        self._actor = context.actor
        self.papers = OldPapers()
        self._what = ""
        self._stopped = False

    @property
    def appraises(self) -> bool:
        return may(self._actor, Right.APPRAISE)

    @property
    def approves(self) -> bool:
        return may(self._actor, Right.APPROVE_DESTRUCTION)

    @property
    def sets_terms(self) -> bool:
        return may(self._actor, Right.SET_RETENTION)

    def open(self) -> None:
        def read() -> OldPapers:
            retention, actor = self._room.retention, self._actor
            return OldPapers(
                groups=retention.groups(actor),
                disposals=self._room.disposals.all(actor),
                holds=retention.holds(actor),
                terms=retention.terms(actor),
            )

        self._context.jobs.run(read).then(self._take).start()

    def export(self, chosen: Chosen, path: Path) -> None:
        command = ExportDue(chosen=chosen, path=path)
        self._run(partial(self._room.packages.export, self._actor, command), _exported)

    def propose(self, package: Path, opinion: str) -> None:
        def work(tell: Tell) -> Disposal:
            command = Propose(package=package, opinion=opinion, tell=tell)
            return self._room.disposals.propose(self._actor, command)

        self._run(work, _proposed)

    def decide(self, disposal: Disposal, opinion: str, *, agreed: bool) -> None:
        command = Decide(disposal=disposal.id, version=disposal.version, agreed=agreed, opinion=opinion)
        self._do(partial(self._room.disposals.decide, self._actor, command), _decided)

    def withdraw(self, disposal: Disposal) -> None:
        work = partial(self._room.disposals.withdraw, self._actor, disposal.id, disposal.version)
        self._do(work, lambda _: f"已撤回第{disposal.id}批")

    def destroy(self, disposal: Disposal, package: Path) -> None:
        command = Destroy(disposal=disposal.id, package=package)
        self._run(partial(self._room.destroying.destroy, self._actor, command), self._destroyed)

    def stop(self) -> None:
        """Call off what runs; it says itself how far it came."""
        self._stopped = True
        self._place.show_stopping()

    def let_go(self) -> None:
        """Call off what runs because its screen is gone."""
        self._stopped = True

    def hold(self, command: PlaceHold) -> None:
        work = partial(self._room.retention.place_hold, self._actor, command)
        self._do(work, lambda _: f"已暂缓销毁{command.number.strip()}")

    def lift(self, hold: Hold, why: str) -> None:
        command = LiftHold(hold=hold.id, why=why)
        work = partial(self._room.retention.lift_hold, self._actor, command)
        self._do(work, lambda _: f"已解除{hold.number}的暂缓销毁")

    def set_term(self, command: SetTerm) -> None:
        work = partial(self._room.retention.set_term, self._actor, command)
        self._do(work, lambda _: f"已设定保管期限{command.term}")

    def _do(self, work: Callable[[], Any], told: Callable[[Any], str]) -> None:
        job = self._context.jobs.run(work).then(partial(self._done, told))
        job.otherwise(partial(self._refused, partial(self._do, work, told))).start()

    def _refused(self, again: Callable[[], None], trouble: Trouble) -> None:
        if not self._place.show_refused(trouble):
            self._context.jobs.explain(trouble, again)

    def _run(self, work: Callable[[Tell], Any], told: Callable[[Any], str]) -> None:
        """Do a long work beside the others, told of and called off on the way."""
        self._stopped = False
        self._context.page.clear_notice()

        def run(progress: Progress) -> Any:
            def tell(what: str, done: int, whole: int) -> bool:
                self._what = what
                progress.report(done, whole)
                return not self._stopped

            return work(tell)

        job = self._context.jobs.run_long(run, KEEPING).then(partial(self._done, told))
        job.otherwise(partial(self._not_done, partial(self._run, work, told)))
        job.progress(self._show_work).while_busy(self._place.show_busy).start()

    def _show_work(self, done: int, whole: int) -> None:
        if not self._stopped:
            self._place.show_work(self._what, done, whole)

    def _not_done(self, again: Callable[[], None], trouble: Trouble) -> None:
        self.open()
        if isinstance(trouble, CalledOff):
            self._context.toast(str(trouble))
        else:
            self._context.jobs.explain(trouble, again)

    def _done(self, told: Callable[[Any], str], made: Any) -> None:
        self._context.page.clear_notice()
        self._place.show_done()
        if said := told(made):
            self._context.toast(said)
        self.open()

    def _destroyed(self, result: Destroyed) -> str:
        if not result.stays and not result.untried:
            return f"{_destroyed_now(result)}，不能恢复"
        self._context.show_banner(Notice(text=_came_to(result), kind="warning"))
        return ""

    def _take(self, papers: OldPapers) -> None:
        self.papers = papers
        self._place.show_papers(papers)


def _destroyed_now(result: Destroyed) -> str:
    return f"已销毁{result.now}件{_also(result.left)}"


def _also(left: LeftCounts) -> str:
    return f"，连同{left.said}的资料" if left.things else ""


def _came_to(result: Destroyed) -> str:
    """Return in words what a destruction came to that left something."""
    said = f"{_destroyed_now(result)}，不能恢复"
    if result.stays:
        named = "、".join(f"{number}（{why}）" for number, why in result.stays[:NAMED])
        more = "等" if len(result.stays) > NAMED else ""
        said += f"；{len(result.stays)}件保留：{named}{more}，原因消除后可再次销毁这一批"
    if result.untried:
        said += f"；取消时还有{result.untried}件没有销毁，可再次销毁这一批，从这里接着做"
    return f"{said}。"


def _exported(package: Package) -> str:
    return f"已导出{len(package.papers)}件{_also(counted(package.left))}到“{package.name}”，读回核对无误"


def _proposed(disposal: Disposal) -> str:
    return f"已提请销毁第{disposal.id}批，{disposal.items}件{_also(disposal.left)}，待分管局领导审批"


def _decided(disposal: Disposal) -> str:
    if disposal.register_number:
        return f"已同意，销毁清册{disposal.register_number}已出具"
    return f"第{disposal.id}批未批准"
