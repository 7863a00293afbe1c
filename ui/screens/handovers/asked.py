"""What is filled in on the two papers: the rest of each comes from the record and is not typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.cases.filling import Filled
from app.documents.handover_sheet import TYPE as SHEET
from app.documents.return_sheet import TYPE as RETURN
from app.forms.document_type import DocumentType
from app.forms.fields import Field, Section, all_fields
from app.posts.hand_papers import Paper
from app.posts.hand_sheets import rejoined
from app.register.models import Draft
from ui.screens.handovers.reading import Reading

TYPES: Mapping[Paper, DocumentType] = {Paper.SHEET: SHEET, Paper.RETURN: RETURN}
# The list that the record brings, and what of its rows nobody types over.
LISTED = {Paper.SHEET: "items", Paper.RETURN: "back"}
KNOWN = frozenset({"kind", "title", "due_on", "next_act"})
_DONE_HELP = "台账已有的代办事项自动列出；系统里没有记录的（如电话答复）在这里补上"


@dataclass(frozen=True, kw_only=True)
class Blank:
    """A paper to be filled in: what the record knows, and the draft that was kept of it."""

    paper: Paper
    reading: Reading
    filled: Filled
    draft: Draft | None = None

    @property
    def document_type(self) -> DocumentType:
        """Which type of document it is."""
        return TYPES[self.paper]

    @property
    def absence(self) -> int:
        """Of which absence it is."""
        return int(self.reading.line.absence.id)

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is asked for."""
        return _SECTIONS[self.paper]

    @property
    def known(self) -> int:
        """How many rows the record brought."""
        return len(self.filled.fields.get(LISTED[self.paper]) or ())

    @property
    def values(self) -> dict[str, Any]:
        """Return what the form begins with: the record's, with what was typed before."""
        asked = {each.key for each in all_fields(self.sections)}
        known = {key: value for key, value in self.filled.fields.items() if key in asked}
        typed = dict(self.draft.fields) if self.draft is not None else {}
        listed = LISTED[self.paper]
        rows = rejoined(known.get(listed) or (), typed.pop(listed, None) or ())
        known.pop("done", None)
        return {**known, **{key: value for key, value in typed.items() if key in asked}, listed: list(rows)}

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the whole paper as it would print with what is typed."""
        done = [*(self.filled.fields.get("done") or ()), *(values.get("done") or ())]
        return {**self.filled.fields, **values, **({"done": done} if done else {})}


def _fields(of: DocumentType, *keys: str) -> tuple[Field, ...]:
    found = {each.key: each for each in all_fields(of.sections)}
    return tuple(found[key] for key in keys)


def _only(field: Field, keys: Iterable[str], *, help_text: str = "") -> Field:
    wanted = tuple(keys)
    columns = {each.key: each for each in field.columns}
    return replace(field, columns=tuple(columns[key] for key in wanted), help=help_text or field.help)


def _sheet_sections() -> tuple[Section, ...]:
    (items,) = _fields(SHEET, "items")
    items = replace(items, label="每项的材料位置、风险和备注")
    shown = ("kind", "title", "due_on", "place", "risk", "remark")
    text = "灰色的是系统登记的，只填材料位置、风险和备注；其他的事按 Insert 手工列出，业务类型自拟。不得写密码"
    return (
        Section(title="在办事项", fields=(_only(items, shown, help_text=text),)),
        Section(title="物品和注意事项", fields=_fields(SHEET, "things", "attention")),
        Section(
            title="交接",
            fields=_fields(SHEET, "handover_manner", "emergency_contact", "emergency_telephone"),
        ),
    )


def _return_sections() -> tuple[Section, ...]:
    back, done = _fields(RETURN, "back", "done")
    back = replace(back, label="还没办完、交还A岗的事")
    shown = ("kind", "title", "due_on", "next_act", "remark")
    more = ("title", "act", "by_name", "at", "result")
    return (
        Section(title="交还事项", fields=(_only(back, shown),)),
        Section(title="交还物品", fields=_fields(RETURN, "things")),
        Section(
            title="补充",
            fields=(
                _only(replace(done, label="另外代办的事"), more, help_text=_DONE_HELP),
                *_fields(RETURN, "remark"),
            ),
        ),
    )


_SECTIONS: Mapping[Paper, tuple[Section, ...]] = {
    Paper.SHEET: _sheet_sections(),
    Paper.RETURN: _return_sections(),
}
