"""What must hold in a post before it is kept (岗位目标责任制度三、四、七)."""

from __future__ import annotations

from collections.abc import Iterator

from app.errors import BadInput, NotAllowed, Problem
from app.forms.characters import text_faults
from app.people.models import Actor, Staff, StaffId
from app.people.permissions import Right, reach_of
from app.people.ports import People
from app.posts.commands import SetUpPost
from app.posts.models import TESTS, Goal

PLACES = {"a": "A岗", "b": "B岗", "second_b": "第二B岗"}
_TEXTS = {
    "name": ("岗位名称", False),
    "duties": ("岗位职责", True),
    "section_duties": ("内设科室职责", True),
    "approved_by_name": ("批准人", False),
}
LONGEST = {"name": 60, "duties": 2_000, "section_duties": 2_000, "approved_by_name": 100}
_LONGEST_OF_GOAL = {"goal": 500, "measure": 500, "target": 100}
_SHOWN_BY = (("measurable", "measure", "衡量指标"), ("timed", "due_on", "完成时限"))


def check_post(people: People, command: SetUpPost) -> None:
    """Raise ``BadInput`` listing what is wrong: nobody is twice on one post, none is without A and B."""
    problems = [*_texts(command), *_days(command), *_approval(command), *_holders(people, command)]
    for place, goal in enumerate(command.goals):
        problems += _goal(place, goal)
    if problems:
        raise BadInput.listing(tuple(problems))


def _texts(command: SetUpPost) -> Iterator[Problem]:
    for key, (label, lines) in _TEXTS.items():
        text: str = getattr(command, key)
        if not text.strip() and key in ("name", "duties"):
            yield Problem(key, f"“{label}”未填。")
        faults = text_faults(f"“{label}”", text, lines=lines, longest=LONGEST[key])
        yield from (Problem(key, fault) for fault in faults)


def _approval(command: SetUpPost) -> Iterator[Problem]:
    """Yield what does not fit in an approval on paper: a name and a day, then the filing."""
    name, day, filed = command.approved_by_name.strip(), command.approved_on, command.filed_on
    if name and day is None:
        yield Problem("approved_on", f"“批准人”填了{name}，“批准日期”也须填写；没有批准的都留空。")
    if day is not None and not name:
        yield Problem("approved_by_name", "“批准日期”填了，“批准人”也须填写。")
    if filed is not None and (day is None or filed < day):
        yield Problem("filed_on", "先批准、后备案：“备案日期”须有“批准日期”，且不早于它。")


def _days(command: SetUpPost) -> Iterator[Problem]:
    until = command.effective_until
    if until is not None and until <= command.effective_from:
        yield Problem(
            "effective_until", f"“失效日期”{until} 须晚于“生效日期”{command.effective_from}（当日不计入）。"
        )


def _holders(people: People, command: SetUpPost) -> Iterator[Problem]:
    staffed: dict[int, str] = {}
    working = {int(each.id): each for each in people.staff()}
    for key, label in PLACES.items():
        holder: int | None = getattr(command, key)
        if not holder:
            if key != "second_b":
                yield Problem(key, f"“{label}”未填：每个岗位都要有A岗和B岗。")
            continue
        yield from _holder(key, label, working.get(holder))
        if holder in staffed and holder in working:
            name = working[holder].name
            yield Problem(
                key, f"{name}已是“{staffed[holder]}”，不能又是“{label}”：同一岗位一人只占一处，请换一人。"
            )
        staffed.setdefault(holder, label)


def _holder(key: str, label: str, staff: Staff | None) -> Iterator[Problem]:
    if staff is None:
        yield Problem(key, f"“{label}”不在人员名单里，请重新选择。")
    elif not staff.active:
        yield Problem(key, f"“{label}”{staff.name}的账号已停用，请换一人。")


def _goal(place: int, goal: Goal) -> Iterator[Problem]:
    where = f"“工作目标”第 {place + 1} 行"
    if not goal.goal.strip():
        yield Problem(f"goals.{place}.goal", f"{where}没有写目标。")
    for key, longest in _LONGEST_OF_GOAL.items():
        text: str = getattr(goal, key)
        faults = text_faults(where, text, lines=False, longest=longest)
        yield from (Problem(f"goals.{place}.{key}", fault) for fault in faults)
    for key, label in TESTS.items():
        if not getattr(goal, key):
            yield Problem(f"goals.{place}.{key}", f"{where}没有达到“{label}”的要求：请改写目标，达到后再勾选。")
    for test, shown, label in _SHOWN_BY:
        if getattr(goal, test) and not getattr(goal, shown):
            yield Problem(f"goals.{place}.{shown}", f"{where}要“{TESTS[test]}”，“{label}”必须填写。")


def refuse_beyond(people: People, actor: Actor, a: int) -> None:
    """Raise ``NotAllowed`` unless the actor sets posts wherever A belongs and plays a part.

    Whoever stands in for A does so with A's roles: no head makes himself the leader's B.
    """
    holder = people.get_staff(StaffId(a))
    reach = reach_of(actor, Right.SET_POSTS)
    places = {holder.division, *(each.division for each in holder.grants)}
    if reach is not None and not places <= reach:
        raise NotAllowed(
            f"{holder.name}的工作和角色不限于本处室，以{holder.name}为A岗的岗位须由系统管理员设置。"
        )


def holders_named(people: People, command: SetUpPost) -> str:
    """Return the holders in one line, for the ledger."""
    named = []
    for key, label in PLACES.items():
        holder: int | None = getattr(command, key)
        if holder:
            named.append(f"{label}{people.get_staff(StaffId(holder)).name}")
    return "、".join(named)
