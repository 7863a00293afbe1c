"""What happens with posts and absences: a week is read, absences are asked for and decided, posts are set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.clock import office_date
from app.desk import Desk
from app.errors import BadInput, Conflict, Problem, Refusal, Unavailable
from app.people.halves import end_of, start_of
from app.people.models import Actor
from app.people.permissions import Right, may, reach_of
from app.posts.commands import DecideAbsence, EndAbsence
from app.posts.models import Absence, AbsenceId, AbsenceState, Post, PostId
from ui.context import Context
from ui.dialogs.fields import FieldsQuestion
from ui.dialogs.merging import Merging
from ui.parts.banner import Notice
from ui.screens.posts import asking
from ui.screens.posts.asking import Names
from ui.screens.posts.offers import AGREE, DECLINE, END, PROLONG, offers_of, unapprovable
from ui.screens.posts.ports import Make, PostsPlace, Submit
from ui.screens.posts.post_acts import PostActs
from ui.screens.posts.reading import Posted, monday_of, read_posted, sees_bureau, week_of

After = Callable[[Absence], None]


class PostsPresenter:
    """Holds the week in view and what was read of it."""

    def __init__(self, place: PostsPlace, context: Context) -> None:
        self._place = place
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        division = None if sees_bureau(context.actor) else int(context.actor.division)
        self.posted = Posted(division=division, monday=monday_of(self._today()), now=context.desk.clock())
        self.posts = PostActs(self, place, context)

    # --- reading

    def open(self) -> None:
        """Read what is in view."""
        read = partial(read_posted, self._desk, self._actor, self.posted.division, self.posted.monday)
        self._context.jobs.run(read).then(self._take).start()

    def open_new(self) -> None:
        """Read what is in view and ask for a new post."""
        read = partial(read_posted, self._desk, self._actor, self.posted.division, self.posted.monday)
        self._context.jobs.run(read).then(self._take_new).start()

    def open_at(self, absence: int, post: int) -> None:
        """Read the week of an absence, or this week, and choose the absence or the post."""
        read = partial(_read_at, self._desk, self._actor, absence, post)
        job = self._context.jobs.run(read).then(partial(self._take_at, absence, post))
        job.otherwise(self._not_done).start()

    def move(self, weeks: int) -> None:
        """Look at a week before or after; 0 is this week."""
        monday = monday_of(self._today())
        if weeks:
            monday = self.posted.monday + timedelta(weeks=weeks)
        self._look(self.posted.division, monday)

    def look_at(self, *, bureau: bool) -> None:
        """Look at the whole bureau, or at one's own division."""
        self._look(None if bureau else int(self._actor.division), self.posted.monday)

    def _look(self, division: int | None, monday: date) -> None:
        read = partial(read_posted, self._desk, self._actor, division, monday)
        self._context.jobs.run(read).then(self._take).start()

    def _take(self, posted: Posted) -> None:
        self.posted = posted
        approving = sum(not unapprovable(each.post, self._actor) for each in posted.posts)
        self._context.set_count("posts", len(posted.deciding) + posted.handing + approving)
        self._place.show_posted(posted)

    def _take_new(self, posted: Posted) -> None:
        self._take(posted)
        self.posts.set_up()

    def _take_at(self, absence: int, post: int, posted: Posted) -> None:
        self._take(posted)
        self._place.choose(absence, post)

    # --- absences

    def plan(self) -> None:
        """Ask for an absence of one's own; who approves may plan another's."""
        me = int(self._actor.id)
        people = self._people(planning=True)
        name = next((each for each, key in people.items() if key == me), "")
        question = asking.plan_question(people, self._all(), name, self._desk.clock())

        def make(values: dict[str, Any]) -> Callable[[], object]:
            command = asking.plan_of(values, people, self._all(), me)
            return partial(self._desk.absences.plan, self._actor, command)

        self.ask(question, make, "已提交离岗", self._offer_handover)

    def enter_sudden(self) -> None:
        """Enter that somebody else is away now."""
        myself = (int(self._actor.id), int(self._actor.holder))
        people = {name: key for name, key in self._people().items() if key not in myself}
        substitutes = self._all() if may(self._actor, Right.APPROVE_ABSENCE) else {}
        question = asking.sudden_question(people, substitutes, self._desk.clock())

        def make(values: dict[str, Any]) -> Callable[[], object]:
            command = asking.sudden_of(values, people, substitutes)
            return partial(self._desk.absences.enter_sudden, self._actor, command)

        self.ask(question, make, "已登记临时离岗，立即顶岗", self._offer_handover)

    def act(self, act: str, absence: Absence | None) -> None:
        """Begin an act on an absence, or say why it is closed."""
        offer = next(each for each in offers_of(absence, self.posted, self._actor) if each.act == act)
        if offer.closed or absence is None:
            self._context.toast(offer.closed)
            return
        {AGREE: self._agree, DECLINE: self._decline, END: self._end, PROLONG: self._prolong}[act](absence)

    def _agree(self, absence: Absence) -> None:
        people = self._all()

        def make(values: dict[str, Any]) -> Callable[[], object]:
            command = asking.agreement_of(values, absence, people)
            return partial(self._desk.absences.decide, self._actor, command)

        posts = (each.post for each in self.posted.posts)
        self.ask(asking.agree_question(absence, posts, people), make, f"已批准{absence.staff_name}离岗")

    def _decline(self, absence: Absence) -> None:
        text = f"{asking.told_of(absence)}。意见会告诉申请人。"
        opinion = self._place.ask_reason(f"不批准{absence.staff_name}离岗", text, "不批准")
        if opinion is not None:
            command = DecideAbsence(absence=absence.id, version=absence.version, agree=False, opinion=opinion)
            self.do(partial(self._desk.absences.decide, self._actor, command), "已答复不批准")

    def _end(self, absence: Absence) -> None:
        here = absence.starts <= self.posted.now and absence.holds
        title = f"{absence.staff_name}返岗" if here else f"撤回{absence.staff_name}的离岗"
        text = f"{asking.told_of(absence)}。" + ("从此刻起由本人办理，顶岗即止。" if here else "")
        if self._place.confirm(title, text, "登记返岗" if here else "撤回"):
            command = EndAbsence(absence=absence.id, version=absence.version)
            self._context.page.clear_notice()  # what was said when it was asked for
            self.do(partial(self._desk.absences.end, self._actor, command), f"已登记：{title}")

    def _prolong(self, absence: Absence) -> None:
        people = self._all()

        def make(values: dict[str, Any]) -> Callable[[], object]:
            command = asking.prolonging_of(values, absence, people)
            return partial(self._desk.absences.prolong, self._actor, command)

        self.ask(asking.prolong_question(absence, people), make, f"已延长{absence.staff_name}的离岗")

    # --- handovers

    def open_handover(self, absence: Absence | None) -> None:
        """Open the handover of an absence; without one the handovers that concern the actor."""
        if absence is not None and absence.state is AbsenceState.DECLINED:
            self._context.toast("没有批准的离岗不用交接。")
            return
        self._context.go_to("handovers", **({"absence": int(absence.id)} if absence is not None else {}))

    def open_kept(self, post: Post) -> None:
        """Open the handovers that are kept with a post."""
        self._context.go_to("handovers", post=int(post.id))

    def _offer_handover(self, absence: Absence) -> None:
        """Offer the handover right after an absence was entered."""
        if absence.sudden:
            text, name, own = f"{absence.staff_name}的工作由顶岗的人按记录补出交接单。", "看交接", False
        else:
            text, name = "离岗前把工作交接给B岗；批准前可以先填。", "填写交接单"
            own = absence.staff == int(self._actor.id)
        open_it = partial(self._context.go_to, "handovers", absence=int(absence.id), make=own)
        self._context.show_banner(Notice(text=text, kind="told", act_name=name, act=open_it, act_key="Alt+O"))

    # --- asking and doing

    def ask(
        self,
        question: FieldsQuestion,
        make: Make,
        told: str,
        after: After | None = None,
        *,
        merging: Merging[Post] | None = None,
    ) -> None:
        """Ask for fields until the work made of them is done, then go on ``after`` it.

        Raises nothing, problems stand in the dialog.
        """

        def submit(values: dict[str, Any]) -> None:
            try:
                work = make(values)
            except BadInput as trouble:
                self._refused(trouble)
                return
            job = self._context.jobs.run(work).then(partial(self._kept, told, after))
            job.otherwise(partial(self._met, merging, values, submit)).start()

        self._place.ask_fields(question, submit)

    def _met(
        self,
        merging: Merging[Post] | None,
        values: dict[str, Any],
        submit: Submit,
        trouble: Refusal | Unavailable,
    ) -> None:
        """Merge what two people changed at once; anything else is told in the dialog."""
        if merging is None or not isinstance(trouble, Conflict):
            self._refused(trouble)
            return
        save = partial(self._fill_and, submit)
        merging.resolve(values, self._context.jobs, self._place.ask_merge, save, self._refused)

    def _fill_and(self, submit: Submit, whole: dict[str, Any]) -> None:
        self._place.fill(whole)
        submit(whole)

    def _kept(self, told: str, after: After | None, done: Any) -> None:
        self._place.fields_kept()
        self._context.toast(told)
        self._stay_at(done)
        if after is not None:
            after(done)

    def _refused(self, trouble: Refusal | Unavailable) -> None:
        if isinstance(trouble, BadInput) and trouble.problems:
            self._place.show_problems(trouble.problems)
        else:
            self._place.show_problems((Problem("", str(trouble)),))

    def do(self, work: Callable[[], object], told: str) -> None:
        """Do the work and tell of it, then read again."""
        self._context.jobs.run(work).then(partial(self._done, told)).otherwise(self._not_done).start()

    def _done(self, told: str, done: object) -> None:
        self._context.toast(told)
        self._stay_at(done)

    def _stay_at(self, done: object) -> None:
        """Read again and stay at the absence or post that was just done, its week in view."""
        if not isinstance(done, Absence | Post):
            self.open()
            return
        seen = self.posted
        first, last = start_of(seen.week[0]), end_of(seen.week[-1])
        elsewhere = isinstance(done, Absence) and not done.overlaps(first, last)
        monday = week_of(done) if isinstance(done, Absence) and elsewhere else seen.monday
        division = seen.division if seen.division in (None, done.division) else None
        read = partial(read_posted, self._desk, self._actor, division, monday)
        self._context.jobs.run(read).then(partial(self._take_here, done)).start()

    def _take_here(self, done: Absence | Post, posted: Posted) -> None:
        self._take(posted)
        if isinstance(done, Absence) and any(each.id == done.id for each in posted.absences):
            self._place.choose(int(done.id), 0)
        elif isinstance(done, Post) and any(each.post.id == done.id for each in posted.posts):
            self._place.choose(0, int(done.id))

    def _not_done(self, trouble: Refusal | Unavailable) -> None:
        self._context.show_banner(Notice(text=str(trouble)))
        self.open()

    def _today(self) -> date:
        return office_date(self._desk.clock())

    def _all(self) -> Names:
        return self.posted.names()

    def _people(self, *, planning: bool = False) -> Names:
        """Return whose absence the actor may enter: his division's, or the bureau's; planning: his own."""
        approves = may(self._actor, Right.APPROVE_ABSENCE)
        if planning and not approves:
            return {name: key for name, key in self._all().items() if key == int(self._actor.id)}
        if reach_of(self._actor, Right.APPROVE_ABSENCE) is None:
            return self._all()
        return self.posted.names(int(self._actor.division))


def _read_at(desk: Desk, actor: Actor, absence: int, post: int) -> Posted:
    """Read the division and week of an absence, or the division of a post; all of the bureau for another's."""
    found = desk.absences.get(actor, AbsenceId(absence)) if absence else desk.posts.get(actor, PostId(post))
    own = int(actor.division) if found.division == actor.division else None
    monday = week_of(found) if isinstance(found, Absence) else monday_of(office_date(desk.clock()))
    return read_posted(desk, actor, own, monday)
