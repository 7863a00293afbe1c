"""The screens in the order of the rail; one line each, loaded when first opened."""

from __future__ import annotations

from app.people.permissions import ROLES, Right
from ui.context import Later, ScreenEntry

_SEES_WORK = ROLES[Right.SEE_WORK]
_AT_THE_COUNTER = ROLES[Right.OPEN_CASE] | ROLES[Right.SEE_WORK]

ENTRIES: tuple[ScreenEntry, ...] = (
    ScreenEntry(
        key="work_list",
        title="待办",
        icon="work_list",
        make=Later("ui.screens.work_list.view", "WorkListScreen"),
        help_page="work_list",
        roles=_SEES_WORK,
    ),
    ScreenEntry(
        key="counter",
        title="窗口办件",
        icon="counter",
        make=Later("ui.screens.counter.view", "CounterScreen"),
        help_page="counter",
        roles=_AT_THE_COUNTER,
    ),
    ScreenEntry(
        key="document_form",
        title="文书",
        icon="document",
        make=Later("ui.screens.document_form.view", "DocumentFormScreen"),
        help_page="document_form",
        roles=_SEES_WORK,
        in_rail=False,
    ),
)
