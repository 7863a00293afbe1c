"""What the tables of old papers show."""

from __future__ import annotations

from app.clock import chinese_date, office_date
from app.retention.models import Disposal, DisposalState, Group, Hold
from app.retention.showing import TypeTerm
from ui.tables.columns import Column

_ROLES = {
    DisposalState.PROPOSED: "soon",
    DisposalState.APPROVED: "accent",
    DisposalState.DECLINED: "late",
    DisposalState.WITHDRAWN: "secondary",
    DisposalState.DONE: "on_time",
}


def _kept(group: Group) -> str:
    return "、".join(f"{why.value}{count}件" for why, count in group.kept) or "—"


def _state(disposal: Disposal) -> tuple[str, str]:
    return disposal.state.value, _ROLES[disposal.state]


def _also(disposal: Disposal) -> str:
    return disposal.left.said or "—"


def _changed(term: TypeTerm) -> str:
    return "accent" if term.rules else "text"


def _basis(term: TypeTerm) -> str:
    return (
        "；".join(f"{rule.effective_from}起{rule.term}，{rule.basis}" for rule in term.rules) or "本类文书自带"
    )


DUE = (
    Column(title="年度", text=lambda each: f"{each.year}", width=72),
    Column(title="文书", text=lambda each: each.title, width=220, bold=True),
    Column(title="保管期限", text=lambda each: each.term, width=88),
    Column(title="可以鉴定", text=lambda each: f"{each.due}", width=88, right=True),
    Column(title="因故保留", text=_kept, role=lambda _: "secondary", tip=_kept),
)
DISPOSALS = (
    Column(title="批次", text=lambda each: f"第{each.id}批", width=80, bold=True),
    Column(title="状态", text=lambda each: each.state.value, width=84, chip=_state),
    Column(title="件数", text=lambda each: f"{each.items}", width=64, right=True),
    Column(title="已销毁", text=lambda each: f"{each.destroyed}", width=76, right=True),
    Column(title="提请", text=lambda each: each.proposed_by_name, width=84),
    Column(title="审批", text=lambda each: each.decided_by_name or "—", width=84),
    Column(title="销毁清册", text=lambda each: each.register_number or "—", width=176),
    Column(title="连同资料", text=_also, tip=_also),
    Column(title="档案包", text=lambda each: each.package, role=lambda _: "secondary", width=210, ends=True),
)
HOLDS = (
    Column(title="编号", text=lambda each: each.number, width=230, bold=True),
    Column(title="原因", text=lambda each: each.reason, tip=lambda each: each.reason),
    Column(title="登记人", text=lambda each: each.placed_by_name, width=96),
    Column(title="登记日期", text=lambda each: chinese_date(office_date(each.placed_at)), width=128),
)
TERMS = (
    Column(title="文书", text=lambda each: each.title, width=220, bold=True),
    Column(title="今天起签发的", text=lambda each: each.now, width=116, role=_changed),
    Column(title="自带", text=lambda each: each.own, width=72, role=lambda _: "secondary"),
    Column(title="本局规定", text=_basis, tip=_basis, role=lambda _: "secondary"),
)


def key_of_group(group: Group) -> object:
    """Return what a row is known by."""
    return group.type_key, group.year, group.term


def key_of_disposal(disposal: Disposal) -> object:
    """Return what a row is known by."""
    return disposal.id


def key_of_hold(hold: Hold) -> object:
    """Return what a row is known by."""
    return hold.id


def key_of_term(term: TypeTerm) -> object:
    """Return what a row is known by."""
    return term.type_key
