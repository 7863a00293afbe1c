"""The lists of a person's year, from what was read of the archive: each row as it is printed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.clock import office_date
from app.custody.models import Segment
from app.denials.models import Station
from app.forms.masking import mask_name
from app.ledger.models import Entry
from app.people.halves import span_words
from app.posts.models import Absence
from app.statistics.models import DenialPart, Happened
from app.statistics.person import Part
from app.statistics.person_posts import Tenure

SELF = "本人"
_OWN_PAPERS = ("handover_sheet", "return_sheet")


@dataclass(frozen=True, kw_only=True)
class Away:
    """An absence with the numbers of its handover sheet and return sheet ("": none)."""

    absence: Absence
    sheet: str
    return_sheet: str


def not_own_papers(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Leave out the handover's own papers, as the return sheet does."""
    return tuple(each for each in entries if json.loads(each.detail).get("type") not in _OWN_PAPERS)


def posts_part(tenures: Iterable[Tenure]) -> Part:
    """Return the posts held."""
    rows = [
        (each.post.name, each.post.division_name, each.place, each.since.isoformat(), _until(each))
        for each in tenures
    ]
    return Part(key="posts", title="岗位", columns=("岗位", "处室", "身份", "自", "至"), rows=tuple(rows))


def _until(tenure: Tenure) -> str:
    return tenure.until.isoformat() if tenure.until is not None else "现在"


def goals_part(tenures: Iterable[Tenure]) -> Part:
    """Return the goals of the posts held as A, each post once."""
    posts = {each.post.id: each.post for each in tenures if each.place == "A岗"}
    rows = [
        (goal.goal, post.name, goal.measure, goal.target, goal.due_on.isoformat() if goal.due_on else "")
        for post in posts.values()
        for goal in post.goals
    ]
    columns = ("目标", "岗位", "衡量标准", "目标值", "完成时限")
    return Part(key="goals", title="岗位目标", columns=columns, rows=tuple(rows))


def absences_part(away: Iterable[Away]) -> Part:
    """Return the absences with how they were handed over."""
    rows = [
        (
            span_words(each.absence.starts, each.absence.until),
            each.absence.reason.value,
            "临时" if each.absence.sudden else "计划",
            each.sheet or "没有",
            each.return_sheet or "没有",
        )
        for each in away
    ]
    columns = ("离岗时间", "原因", "方式", "工作交接单", "返岗交还单")
    return Part(key="absences", title="离岗交接", columns=columns, rows=tuple(rows))


def matters_part(completed: Sequence[Happened]) -> Part:
    """Return how many cases were completed of each matter, in time and late."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in completed:
        counted[each.matter_name].update(("all", _kept(each)))
    rows = [
        (name, *(str(count[key]) for key in ("all", "按时", "逾期", "无期限")))
        for name, count in sorted(counted.items())
    ]
    columns = ("事项", "办结", "按时", "逾期", "无期限")
    return Part(key="matters", title="按事项办结", columns=columns, rows=tuple(rows))


def _kept(each: Happened) -> str:
    if each.completed_on is None or each.due_on is None:
        return "无期限"
    return "按时" if each.completed_on <= each.due_on else "逾期"


def done_part(completed: Iterable[Happened], places: Mapping[int, str]) -> Part:
    """Return every case completed, and for whom."""
    rows = [
        (
            each.day.isoformat(),
            each.number,
            each.matter_name,
            mask_name(each.party),
            each.due_on.isoformat() if each.due_on else "",
            _kept(each),
            places.get(each.case or 0, SELF),
        )
        for each in completed
    ]
    columns = ("办结日期", "受理编号", "事项", "申请人", "应办结日期", "结果", "身份")
    return Part(key="done", title="办结明细", columns=columns, rows=tuple(rows), printed=False)


def behalf_part(acts: Sequence[Happened], in_place: Sequence[Entry]) -> Part:
    """Return how often the person acted for whom, and who acted for him."""
    given = _counted((_for_whom(each), each.day.isoformat()) for each in acts)
    taken = _counted((each.actor_name, office_date(each.at).isoformat()) for each in in_place)
    rows = [("代他人办理", *each) for each in given] + [("由他人代办", *each) for each in taken]
    columns = ("类别", "姓名", "次数", "最早", "最晚")
    return Part(key="behalf", title="代办", columns=columns, rows=tuple(rows))


def _counted(told: Iterable[tuple[str, str]]) -> list[tuple[str, str, str, str]]:
    days: defaultdict[str, list[str]] = defaultdict(list)
    for name, day in told:
        days[name].append(day)
    return [(name, str(len(each)), min(each), max(each)) for name, each in sorted(days.items())]


def _for_whom(each: Happened) -> str:
    return each.mark.removeprefix("代").partition("办理：")[0]


def acts_part(acts: Iterable[Happened], in_place: Iterable[Entry]) -> Part:
    """Return every act done in another's place, and every one another did in his."""
    rows = [
        (each.day.isoformat(), f"代{_for_whom(each)}", each.matter_name, each.mark.partition("办理：")[2])
        for each in acts
    ]
    rows += [
        (office_date(each.at).isoformat(), f"由{each.actor_name}代", each.summary, each.ground)
        for each in in_place
    ]
    columns = ("日期", "代办", "办理内容", "依据")
    return Part(key="acts", title="代办明细", columns=columns, rows=tuple(rows), printed=False)


def late_part(
    late: Iterable[Happened],
    still: Iterable[Segment],
    away: Iterable[Happened],
    reasons: Mapping[int, tuple[str, ...]],
) -> Part:
    """Return what was completed late or is late now, with the reasons on record, by the day it was due."""
    gone = {each.subject for each in away}
    rows = [
        (
            each.due_on.isoformat() if each.due_on else "",
            each.day.isoformat(),
            each.number,
            each.matter_name,
            _why(reasons.get(each.case or 0, ()), away=f"case:{each.case}" in gone),
        )
        for each in late
    ]
    rows += [
        (
            each.holding.due.isoformat() if each.holding.due else "",
            "在办",
            each.holding.number,
            each.holding.title,
            _why(_of_subject(each, reasons), away=each.holding.subject in gone),
        )
        for each in still
    ]
    columns = ("应办日期", "办结日期", "编号", "事项", "原因（未能按时办结告知记录）")
    return Part(key="late", title="逾期及原因", columns=columns, rows=tuple(sorted(rows)))


def _of_subject(segment: Segment, reasons: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    kind, _, key = segment.holding.subject.partition(":")
    return reasons.get(int(key), ()) if kind == "case" else ()


def _why(reasons: Sequence[str], *, away: bool) -> str:
    told = "；".join(reasons) or "没有记录"
    return f"{told}；到期时本人离岗" if away else told


def denials_part(denials: Iterable[DenialPart]) -> Part:
    """Return what was drafted and checked of denials."""
    rows = [
        (
            each.day.isoformat(),
            each.number,
            each.matter_name,
            _denied(each),
            each.state,
        )
        for each in denials
    ]
    columns = ("日期", "受理编号", "事项", "所办", "现状")
    return Part(key="denials", title="否定报备", columns=columns, rows=tuple(rows))


def _denied(each: DenialPart) -> str:
    if not each.station:
        return "起草"
    return "提交" if each.station == Station.DRAFT.value else f"{each.station}：{each.opinion}"


def outcomes_part(contacts: Iterable[Happened]) -> Part:
    """Return how many first contacts there were of each outcome."""
    counted = Counter((each.mark, each.state) for each in contacts)
    rows = [(outcome, state, str(count)) for (outcome, state), count in sorted(counted.items())]
    return Part(key="outcomes", title="首问登记", columns=("归属", "现状", "件数"), rows=tuple(rows))


def contacts_part(contacts: Iterable[Happened]) -> Part:
    """Return every first contact registered."""
    rows = [
        (each.day.isoformat(), each.number, mask_name(each.party), each.matter_name, each.mark, each.state)
        for each in contacts
    ]
    columns = ("日期", "登记编号", "来访人", "反映内容", "归属", "现状")
    return Part(key="contacts", title="首问明细", columns=columns, rows=tuple(rows), printed=False)
