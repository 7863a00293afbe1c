"""What a form is opened with, read from the archive."""

from __future__ import annotations

from typing import Any

from app.cases.models import CaseId
from app.denials.models import DenialId
from app.people.permissions import Right, may
from ui.context import Context
from ui.screens.denials.filling import Filling

_BY_HANDLER = "须由本处室经办人提交；登记表已保存，请经办人在“否定报备”的“起草中”打开。"


class Opening:
    """Reads the form of a case, or of a draft (slow: in the archive's thread)."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk
        self._actor = context.actor

    def of_case(self, case: CaseId) -> Filling:
        """Read what a new form of the case begins with."""
        view = self._desk.counter.get(self._actor, case)
        return Filling(
            case=view.case,
            denial=None,
            fields=self._desk.denials.prefill(self._actor, case).fields,
            files=(),
            calendar=self._desk.calendar.current(),
            submit_closed=self._submit_closed(view.case.division),
            **self._checkers(view.case.division),
        )

    def of_denial(self, key: DenialId) -> Filling:
        """Read a draft as it was kept."""
        view = self._desk.denials.get(self._actor, key)
        return Filling(
            case=view.case,
            denial=view.denial,
            fields=view.denial.fields,
            files=view.attachments,
            calendar=self._desk.calendar.current(),
            submit_closed=next((each.closed for each in view.offers if each.key == "submit"), ""),
            **self._checkers(view.denial.division),
        )

    def _checkers(self, division: int) -> dict[str, Any]:
        staffing = self._desk.staffing
        return {
            "heads": staffing.holders_of(Right.CHECK_AS_HEAD, division),
            "leaders": staffing.holders_of(Right.CHECK_AS_LEADER, division),
        }

    def _submit_closed(self, division: int) -> str:
        return "" if may(self._actor, Right.SUBMIT_DENIAL, division) else _BY_HANDLER
