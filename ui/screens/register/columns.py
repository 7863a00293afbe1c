"""What the register's tables show."""

from __future__ import annotations

from app.cases.counting import SecondNoticeCount
from app.cases.models import SecondNotice
from app.clock import local
from app.register.models import DocumentState, Found, SeriesReport
from ui.tables.columns import Column

STATE_ROLES = {
    DocumentState.ISSUED: "accent",
    DocumentState.SERVED: "on_time",
    DocumentState.VOID: "secondary",
}
PARTY = 2


def _state(found: Found) -> tuple[str, str]:
    return ("已销毁", "secondary") if found.destroyed else (found.state.value, STATE_ROLES[found.state])


def _ink(found: Found) -> str:
    return "secondary" if found.destroyed or found.state is DocumentState.VOID else "text"


FOUND = (
    Column(title="文号", text=lambda found: found.number, width=196, role=_ink, ends=True),
    Column(title="文书", text=lambda found: found.title, width=150, wide=16, role=_ink),
    Column(
        title="当事人", text=lambda found: found.party, width=96, wide=48, masked=True, role=_ink, wraps=True
    ),
    Column(
        title="事项",
        text=lambda found: found.matter_name,
        role=_ink,
        wraps=True,
        tip=lambda found: found.matter_name,
    ),
    Column(title="状态", text=lambda found: _state(found)[0], width=76, chip=_state),
    Column(title="签发日期", text=lambda found: found.issued_on.isoformat(), width=104, role=_ink),
)


def key_of_found(found: Found) -> object:
    """Return what a row is known by."""
    return found.id


def verdict_of(report: SeriesReport) -> tuple[str, str]:
    """Return in words whether a series is whole, and the colour of the words."""
    if report.is_whole:
        return "连续无缺", "on_time"
    return "缺 " + "、".join(str(hole) for hole in report.holes[:3]), "late"


NUMBERS = (
    Column(title="年度", text=lambda report: str(report.series.year), width=72),
    Column(title="处室", text=lambda report: report.division_name, width=150),
    Column(title="文书", text=lambda report: report.title, width=190),
    Column(title="机关代字", text=lambda report: report.mark, width=110),
    Column(title="末号", text=lambda report: f"{report.series.last}", width=76, right=True),
    Column(title="在册", text=lambda report: f"{report.given}", width=76, right=True),
    Column(title="其中作废", text=lambda report: f"{report.voided}", width=90, right=True),
    Column(title="纸质登记簿", text=lambda report: "、".join(map(str, report.from_paper)) or "—", width=110),
    Column(title="结论", text=lambda report: verdict_of(report)[0], chip=verdict_of),
)


def key_of_series(report: SeriesReport) -> object:
    """Return what a series is known by."""
    return report.series.type_key, report.series.division, report.series.year


COUNTS = (
    Column(title="经办人", text=lambda each: each.clerk_name, width=90),
    Column(title="事项", text=lambda each: each.matter_name),
    Column(title="次数", text=lambda each: f"{each.count}", width=64, right=True, bold=True),
)


def key_of_count(count: SecondNoticeCount) -> object:
    """Return what a count is known by."""
    return count.clerk_name, count.matter_name


NOTICES = (
    Column(title="时间", text=lambda each: f"{local(each.at):%Y-%m-%d %H:%M}", width=146),
    Column(title="经办人", text=lambda each: each.clerk_name, width=84),
    Column(
        title="新增要求",
        text=lambda each: "、".join(each.added),
        tip=lambda each: "\n".join((f"新增：{'、'.join(each.added)}", f"事项：{each.matter_name}")),
    ),
    Column(title="原因", text=lambda each: each.reason, tip=lambda each: each.reason),
    Column(title="同意人", text=lambda each: each.head_name, width=84),
)


def key_of_notice(notice: SecondNotice) -> object:
    """Return what a notice is known by."""
    return notice.document
