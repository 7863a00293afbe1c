"""What the tables of the work list show, and what they say when there is nothing."""

from __future__ import annotations

from app.clock import short_date
from app.custody.loads import AwaySpan, PersonLoad
from app.custody.worklist import View, WorkItem
from ui.screens.acts import item_due
from ui.tables.columns import Column

NARROW, WIDE = 960, 1500  # logical pixels of the screen
_STEP, _NUMBER, _HOLDER = 3, 4, 5
_LOAD_DIVISION, _LOAD_AWAY = 1, 6
EMPTY = {
    View.MINE: ("您手上没有待办", "登记办件、收到材料或记下疑难问题后，会按期限排在这里。"),
    View.DIVISION: ("本处室没有待办", "本处室任何人登记的办件都会按期限排在这里。"),
    View.TODAY: ("今天没有到期的", "期限是今天的办件和答复会排在这里。"),
    View.LATE: ("没有逾期的", "过了期限还没办的会排在这里，并写明逾期几个工作日。"),
    View.SOON: ("没有临期的", "离期限只剩两个工作日，或只剩时限的五分之一的，会排在这里。"),
    View.BEHALF: ("现在没有代A岗的", "A岗离岗、由您顶岗期间，其待办会按期限排在这里，并写明代谁。"),
    View.WAITING: ("没有等待他人的", "您起草、移交或申请的，现在由他人办理的，会按期限排在这里。"),
    View.UNCOVERED: ("没有无人在岗的", "经办人离岗又没有B岗顶岗的，以及还没有分给个人的，会排在这里。"),
}


def _quiet(_item: WorkItem) -> str:
    return "secondary"


def _holder(item: WorkItem) -> str:
    if item.behalf:
        return f"代{item.behalf}"
    return f"{item.holder}·离岗" if item.away else item.holder


def _holder_role(item: WorkItem) -> str:
    if item.behalf:
        return "soon"
    return "late" if item.away else "secondary"


def _step(item: WorkItem) -> str:
    return f"改派·{item.step}" if item.reassigned else item.step


def _step_tip(item: WorkItem) -> str:
    return f"{item.step}（{item.why}）" if item.why else item.step


ITEMS = (
    Column(title="期限", text=lambda item: str(item.due or "无期限"), width=240, due=item_due),
    Column(
        title="事项",
        text=lambda item: item.title,
        bold=True,
        record=lambda item: str(item.subject),
        ends=True,
        tip=lambda item: f"{item.title}（{item.number}）",
    ),
    Column(
        title="申请人",
        text=lambda item: item.party,
        width=104,
        wide=96,
        masked=True,
        wraps=True,
        tip=lambda item: item.party,
    ),
    Column(title="步骤", text=_step, width=168, wide=32, role=_quiet, wraps=True, tip=_step_tip),
    Column(title="受理编号", text=lambda item: item.number, width=124, wide=24, role=_quiet),
    Column(title="现由", text=_holder, width=100, wide=28, ends=True, role=_holder_role, tip=_holder),
)


def hidden_items(width: int, view: View | None) -> frozenset[int]:
    """Return the columns of items that have no room at a width in a view."""
    hidden = set() if width >= WIDE else {_NUMBER}
    if view is View.MINE and width < WIDE:
        hidden.add(_HOLDER)
    if width < NARROW:
        hidden |= {_STEP, _HOLDER}
    return frozenset(hidden)


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


def _role(wanted: str, number: int) -> str:
    return wanted if number else "secondary"


def _away(load: PersonLoad) -> str:
    return "；".join(map(_span, load.away))


def _span(span: AwaySpan) -> str:
    last = f"至{short_date(span.ends)}" if span.ends is not None else "起"
    if span.now:
        return f"离岗{last}" if span.ends is not None else "离岗，未定返岗"
    return f"{short_date(span.first)}{'' if span.ends == span.first else last}"


def _away_whole(load: PersonLoad) -> str:
    return "\n".join(f"{'现在离岗，' if each.now else ''}{each.words}" for each in load.away)


PEOPLE = (
    Column(
        title="人员", text=lambda load: load.name, bold=True, tip=lambda load: f"{load.name}（{load.login}）"
    ),
    Column(title="处室", text=lambda load: load.division, width=140, role=lambda _load: "secondary"),
    Column(title="在办", text=lambda load: _count(load.items), width=72, right=True),
    Column(
        title="今日到期",
        text=lambda load: _count(load.today),
        width=88,
        right=True,
        role=lambda load: _role("soon", load.today),
    ),
    Column(
        title="逾期",
        text=lambda load: _count(load.late),
        width=72,
        right=True,
        role=lambda load: _role("late", load.late),
    ),
    Column(
        title="代办",
        text=lambda load: _count(load.behalf),
        width=72,
        right=True,
        role=lambda load: _role("text", load.behalf),
    ),
    Column(
        title="离岗（今后两周）",
        text=_away,
        width=260,
        role=lambda load: "late" if load.is_away else "secondary",
        tip=_away_whole,
    ),
    Column(
        title="期间到期",
        text=lambda load: _count(load.due_away),
        width=88,
        right=True,
        role=lambda load: _role("late", load.due_away),
    ),
)


def hidden_people(width: int) -> frozenset[int]:
    """Return the columns of people that have no room at a width."""
    if width >= WIDE:
        return frozenset()
    return frozenset({_LOAD_DIVISION, _LOAD_AWAY}) if width < NARROW else frozenset({_LOAD_DIVISION})
