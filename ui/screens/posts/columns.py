"""What the tables of posts and absences show."""

from __future__ import annotations

from app.people.halves import span_words
from app.posts.models import Absence, AbsenceState, Filing
from ui.screens.posts.reading import Covered
from ui.screens.spans import short_span
from ui.tables.columns import Column

STATES = {
    AbsenceState.ASKED: "soon",
    AbsenceState.APPROVED: "accent",
    AbsenceState.DECLINED: "late",
    AbsenceState.ENDED: "secondary",
}
DIVISION, SECOND = 2, 6
FILINGS = {Filing.WAITS: "soon", Filing.APPROVED: "accent", Filing.FILED: "secondary"}


def _stands(row: Covered) -> tuple[str, str]:
    return row.short, row.role


def _filing(row: Covered) -> tuple[str, str]:
    return row.post.filing.value, FILINGS[row.post.filing]


def _filed(row: Covered) -> str:
    post = row.post
    if post.approved_on is None:
        return "由分管局领导批准"
    filed = f"，{post.filed_on}备案" if post.filed_on else "，由效能办备案"
    return f"{post.approved_by_name}{post.approved_on}批准{filed}"


def _duties(row: Covered) -> str:
    goals = "\n".join(f"目标：{each.goal}" for each in row.post.goals)
    return f"{row.post.name}\n职责：{row.post.duties}\n{goals}".strip()


POSTS = (
    Column(title="现在", text=lambda row: row.words, width=156, chip=_stands, tip=lambda row: row.words),
    Column(title="岗位", text=lambda row: row.post.name, bold=True, tip=_duties),
    Column(title="处室", text=lambda row: row.post.division_name, width=132, role=lambda _: "secondary"),
    Column(title="报备", text=lambda row: row.post.filing.value, width=84, chip=_filing, tip=_filed),
    Column(title="A岗", text=lambda row: row.post.a_name, width=72),
    Column(title="B岗", text=lambda row: row.post.b_name, width=72),
    Column(
        title="第二B岗", text=lambda row: row.post.second_b_name or "—", width=76, role=lambda _: "secondary"
    ),
)


def _state(row: Absence) -> tuple[str, str]:
    return row.word, STATES[row.state]


def _told(row: Absence) -> str:
    lines = [span_words(row.starts, row.until), row.note]
    if row.substitute:
        lines.append(f"临时替代人{row.substitute_name}：{row.substitute_ground}")
    if row.decided_by_name:
        lines.append(f"{row.decided_by_name}：{row.opinion or row.word}")
    return "\n".join(filter(None, lines))


ABSENCES = (
    Column(title="状态", text=lambda row: row.word, width=84, chip=_state),
    Column(title="姓名", text=lambda row: row.staff_name, width=72, bold=True, tip=_told),
    Column(
        title="原因",
        text=lambda row: f"{row.reason.value}{'·临时' if row.sudden else ''}",
        width=96,
        role=lambda _: "secondary",
    ),
    Column(title="时间", text=lambda row: short_span(row.starts, row.until), tip=_told),
)


def key_of_post(row: Covered) -> object:
    """Return what a row is known by."""
    return int(row.post.id)


def key_of_absence(row: Absence) -> object:
    """Return what a row is known by."""
    return int(row.id)
