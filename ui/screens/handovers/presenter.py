"""What happens with handovers: they are read, items are taken over or objected to, papers are signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from app.errors import Refusal, Unavailable
from app.posts.commands import EndAbsence
from app.posts.hand_commands import SignHandover, TakeOver
from app.posts.hand_papers import Paper
from app.posts.handed import Handover, HandoverItem
from ui.context import Context
from ui.parts.banner import Notice
from ui.screens.handovers import offers
from ui.screens.handovers.offers import offers_of, paper_of
from ui.screens.handovers.reading import Reading, Shelf, read_one, read_shelf


class HandoversPlace(Protocol):
    """What the presenter asks of the window."""

    def show_shelf(self, shelf: Shelf) -> None: ...
    def show_reading(self, reading: Reading) -> None: ...
    def choose(self, absence: int) -> bool: ...
    def fill_in(self, paper: Paper, reading: Reading) -> None: ...
    def confirm(self, title: str, text: str, confirm: str) -> bool: ...
    def ask_reason(self, title: str, text: str, confirm: str) -> str | None: ...


class HandoversPresenter:
    """Holds the list in view and the handover that is read."""

    def __init__(self, place: HandoversPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self.post = 0
        self._wanted = 0
        self._asked = 0
        self._fills: Paper | None = None
        self.shelf = Shelf()
        self.reading: Reading | None = None

    # --- reading

    def open(self, *, absence: int = 0, post: int = 0, fills: Paper | None = None) -> None:
        """Show the list, or what is kept with a post; one absence at once, and a paper of it to fill in."""
        self.post, self._wanted, self._fills = post, absence, fills
        self.reading = None
        self.again()

    def again(self) -> None:
        """Read the list again, and what is read of it."""
        if self.reading is not None:
            self._wanted = int(self.reading.line.absence.id)
        read = partial(read_shelf, self._desk, self._actor, self.post)
        self._context.jobs.run(read).then(self._take_shelf).start()

    def choose(self, absence: int) -> None:
        """Read one handover."""
        self._asked = absence
        read = partial(read_one, self._desk, self._actor, absence)
        self._context.jobs.run(read).then(partial(self._take_one, absence)).start()

    def _take_shelf(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._place.show_shelf(shelf)
        wanted, self._wanted = self._wanted, 0
        if wanted and not self._place.choose(wanted):
            self.choose(wanted)  # older than the list, or of somebody who is in no list of his

    def _take_one(self, absence: int, reading: Reading) -> None:
        if absence != self._asked:
            return  # another was chosen meanwhile
        self.reading = reading
        self._place.show_reading(reading)
        if self._fills is not None:
            paper, self._fills = self._fills, None
            self._fill_in(paper)

    def forget(self) -> None:
        """Read nothing."""
        self.reading = None

    # --- acting

    def act(self, act: str, item: HandoverItem | None) -> None:
        """Do an act, or say why it is closed."""
        reading = self.reading
        offer = next(each for each in offers_of(reading, item, self._actor) if each.act == act)
        if offer.closed or reading is None:
            self._context.toast(offer.closed)
            return
        match act:
            case offers.MAKE:
                self._fill_in(Paper.SHEET)
            case offers.RETURN:
                self._fill_in(Paper.RETURN)
            case offers.ALL:
                self._take_all(reading)
            case offers.SIGN:
                self._sign(reading)
            case offers.END:
                self._end(reading)
            case _:
                assert item is not None
                (self._take if act == offers.TAKE else self._object)(reading, item)

    def _fill_in(self, paper: Paper) -> None:
        reading = self.reading
        acts = {Paper.SHEET: offers.MAKE, Paper.RETURN: offers.RETURN}
        offer = next(each for each in offers_of(reading, None, self._actor) if each.act == acts[paper])
        if offer.closed or reading is None:
            self._context.show_banner(Notice(text=offer.closed, kind="warning"))
            return
        self._place.fill_in(paper, reading)

    def _take(self, reading: Reading, item: HandoverItem) -> None:
        self._do(self._taking(reading, (item.key,)), f"已接收“{item.title}”")

    def _take_all(self, reading: Reading) -> None:
        waiting = reading.line.waiting
        title = f"全部接收{reading.line.absence.staff_name}的{waiting}项"
        text = "接收后由您办理，期限照常计算；逐项接收请按空格。有异议的先按 O 提出。"
        if self._place.confirm(title, text, "全部接收"):
            self._do(self._taking(reading, None), f"已接收{waiting}项")

    def _object(self, reading: Reading, item: HandoverItem) -> None:
        text = f"{item.kind}“{item.title}”：写明缺什么、哪里不清楚。移交人和监交人都看得到。"
        said = self._place.ask_reason("提异议", text, "提出异议")
        if said is not None:
            self._do(self._taking(reading, (), {item.key: said}), f"已对“{item.title}”提出异议")

    def _taking(
        self, reading: Reading, items: tuple[str, ...] | None, objections: dict[str, str] | None = None
    ) -> Callable[[], Handover]:
        handover = reading.line.handover
        assert handover is not None
        command = TakeOver(
            handover=handover.id, version=handover.version, items=items, objections=objections or {}
        )
        return partial(self._desk.handovers.take, self._actor, command)

    def _sign(self, reading: Reading) -> None:
        handover, paper = reading.line.handover, paper_of(reading)
        assert handover is not None
        assert paper is not None
        places = reading.line.sheet_signed if paper is Paper.SHEET else reading.line.return_signed
        place = next(each.place for each in places if each.hand is reading.line.hand)
        text = f"以{place}身份签字，姓名和时间记入台账，不能撤回；纸质单子仍请亲笔签。"
        if self._place.confirm(f"在{paper.value}上签字", text, "签字"):
            command = SignHandover(handover=handover.id, paper=paper)
            self._do(partial(self._desk.handovers.sign, self._actor, command), f"已在{paper.value}上签字")

    def _end(self, reading: Reading) -> None:
        absence = reading.line.absence
        text = "从此刻起由本人办理，顶岗即止；接着可以出具返岗交还单。"
        if self._place.confirm(f"{absence.staff_name}返岗", text, "登记返岗"):
            command = EndAbsence(absence=absence.id, version=absence.version)
            self._do(partial(self._desk.absences.end, self._actor, command), "已登记返岗")

    def _do(self, work: Callable[[], object], told: str) -> None:
        self._context.jobs.run(work).then(partial(self._done, told)).otherwise(self._not_done).start()

    def _done(self, told: str, _done: object) -> None:
        self._context.toast(told)
        self.again()

    def _not_done(self, trouble: Refusal | Unavailable) -> None:
        self._context.show_banner(Notice(text=str(trouble)))
        self.again()
