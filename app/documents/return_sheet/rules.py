"""What must hold in a return beyond its fields (厦资源规划〔2025〕673号 岗位目标责任制度七)."""

from __future__ import annotations

from app.documents.return_sheet.fields import SECTIONS
from app.errors import Problem
from app.forms.fields import Values, all_fields
from app.forms.half_days import printed_span
from app.forms.shared_rules import after, different_people, no_passwords

_PEOPLE = {"a_name": "返岗人（A岗）", "b_name": "交还人", "supervisor_name": "监交人"}


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the sheet: three different people, acts within the absence, never a password."""
    return (
        *different_people(values, _PEOPLE),
        *after(values, "returned_at", "absent_from", labels=("返岗时间", "离岗时间")),
        *_done_while_away(values),
        *no_passwords(values, all_fields(SECTIONS)),
    )


def _done_while_away(values: Values) -> tuple[Problem, ...]:
    begins, ends = values.get("absent_from"), values.get("returned_at")
    if not begins or not ends or ends <= begins:
        return ()
    return tuple(
        Problem(
            f"done.{place}.at",
            f"“代办事项”第 {place + 1} 行的“办理时间”{row['at'].replace('T', ' ')} 不在离岗期间"
            f"（{printed_span(begins, ends)}），请核对。",
        )
        for place, row in enumerate(values.get("done") or ())
        if row.get("at") and not begins <= row["at"] <= ends
    )
