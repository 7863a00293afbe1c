"""The fields of the two papers of a handover, as far as the record knows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from app.clock import local
from app.errors import BadInput, Problem
from app.forms.checks import read_values
from app.forms.document_type import DocumentType
from app.ledger.models import Entry
from app.people.models import Staff
from app.people.rota import Why
from app.posts.hand_items import KINDS, OTHER, clipped, kind_of
from app.posts.handed import HandoverItem
from app.posts.models import Absence
from app.posts.ports import HandoverUnit
from app.register.models import DocumentId

AFTERWARDS = "突发离岗补录"
_FACE_TO_FACE = "当面"
_MOST = 500
_OWN = ("handover_sheet", "return_sheet")
_TYPED = ("place", "risk", "remark")
# As what papers call whoever takes over.
_CAPACITIES = {
    Why.TEMPORARY: "临时代岗",
    Why.B: "B岗",
    Why.SECOND_B: "第二B岗",
    Why.HEAD: "单位负责人",
    Why.HEADS_DEPUTY: "代单位负责人",
    Why.LEADER: "分管局领导",
}
_KNOWN = frozenset((*KINDS.values(), OTHER))


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Who stands on the sheet: A, B, who watches; of which division and post."""

    absent: Staff
    receiver: int | None
    receiver_name: str
    receiver_why: Why
    supervisor_name: str
    division: int
    division_name: str
    post_name: str


def minute(at: datetime | None) -> str:
    """Return the moment as a form takes it."""
    return local(at).strftime("%Y-%m-%dT%H:%M") if at is not None else ""


def _whole_minute(at: datetime | None) -> str:
    """Return the first full minute not before the moment: whoever was away was so a minute at least."""
    return minute(at + timedelta(seconds=59, microseconds=999_999)) if at is not None else ""


def sheet_fields(absence: Absence, parties: Parties, items: Iterable[HandoverItem]) -> dict[str, Any]:
    """Return the fields of the handover sheet."""
    known = {
        **_people(parties),
        "absence_reason": absence.reason.value,
        "absent_from": minute(absence.starts),
        "absent_until": minute(absence.until),
        "approved_by": absence.decided_by_name,
        "handover_manner": AFTERWARDS if absence.sudden else _FACE_TO_FACE,
        "items": [item_row(each) for each in items],
    }
    return {key: value for key, value in known.items() if value}


def return_fields(
    absence: Absence, parties: Parties, done: Sequence[Mapping[str, str]], back: Iterable[HandoverItem]
) -> dict[str, Any]:
    """Return the fields of the return sheet."""
    known = {
        **_people(parties),
        "absent_from": minute(absence.starts),
        "returned_at": _whole_minute(absence.until),
        "done": list(done),
        "back": [back_row(each) for each in back],
    }
    return {key: value for key, value in known.items() if value}


def _people(parties: Parties) -> dict[str, str]:
    return {
        "division_name": parties.division_name,
        "post_name": parties.post_name,
        "a_name": parties.absent.name,
        "b_name": parties.receiver_name,
        "b_capacity": _CAPACITIES.get(parties.receiver_why, ""),
        "supervisor_name": parties.supervisor_name,
    }


def item_row(item: HandoverItem) -> dict[str, str]:
    """Return an item as a row of the handover sheet."""
    return {
        **back_row(item),
        **{key: value for key in ("party", *_TYPED) if (value := getattr(item, key))},
    }


def back_row(item: HandoverItem) -> dict[str, str]:
    """Return an item as a row of the return sheet."""
    row = {
        "kind": item.kind,
        "number": item.number,
        "title": item.title,
        "step": item.step,
        "due_on": item.due.isoformat() if item.due else "",
        "next_act": item.next_act,
        "remark": item.remark,
    }
    return {key: value for key, value in row.items() if value}


def rows_of(of: DocumentType, fields: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the rows of a list as they were filled in; raises ``BadInput`` for what cannot be read."""
    values, problems = read_values(of.sections, {key: fields.get(key)})
    own = tuple(each for each in problems if each.field.split(".")[0] == key)
    if own:
        raise BadInput.listing(own)
    return list(values.get(key) or ())


def but(fields: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return the fields without some."""
    return {key: value for key, value in fields.items() if key not in keys}


def merged(
    items: Sequence[HandoverItem], rows: Sequence[Mapping[str, Any]], division: int, field: str
) -> tuple[tuple[HandoverItem, ...], tuple[Problem, ...]]:
    """Return the record's items with what was typed beside them, then what was listed by hand.

    A row of a kind that the record keeps, and that the record does not have, is a problem.
    """
    waiting: dict[tuple[str, str], list[int]] = {}
    for place, item in enumerate(items):
        waiting.setdefault((item.kind, item.number or item.title), []).append(place)
    found, problems = list(items), list[Problem]()
    added: list[HandoverItem] = []
    listed = sum(each.key.startswith("hand:") for each in items)
    for place, row in enumerate(rows):
        key = _name_of(row)
        if waiting.get(key):
            at = waiting[key].pop(0)
            found[at] = _typed(found[at], row)
        elif row.get("kind") in _KNOWN:
            problems.append(Problem(f"{field}.{place}.number", _not_open(place, row)))
        else:
            added.append(_by_hand(row, listed + len(added) + 1, division))
    return (*found, *added), tuple(problems)


def rejoined(
    rows: Sequence[Mapping[str, Any]], typed: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, Any], ...]:
    """Return the record's rows with what was typed beside them before, then what was listed by hand.

    What the record no longer has is left out.
    """
    found, waiting = [dict(each) for each in rows], list(typed)
    for row in found:
        before = next((each for each in waiting if _name_of(each) == _name_of(row)), None)
        if before is not None:
            waiting.remove(before)
            row.update({key: before[key] for key in _TYPED if before.get(key)})
    by_hand = (dict(each) for each in waiting if each.get("kind") not in _KNOWN)
    return (*found, *by_hand)


def _name_of(row: Mapping[str, Any]) -> tuple[str, str]:
    return row.get("kind", ""), row.get("number") or row.get("title", "")


def _not_open(place: int, row: Mapping[str, Any]) -> str:
    named = row.get("number") or row.get("title", "")
    return f"第 {place + 1} 行“{row['kind']} {named}”现在不在办，请删去这一行；手工列出的事项请另写业务类型。"


def _typed(item: HandoverItem, row: Mapping[str, Any]) -> HandoverItem:
    typed: dict[str, Any] = {key: str(row.get(key) or "") for key in _TYPED if key in row}
    return replace(item, **typed)


def _by_hand(row: Mapping[str, Any], place: int, division: int) -> HandoverItem:
    words: dict[str, Any] = {
        key: str(row.get(key) or "")
        for key in ("kind", "number", "title", "party", "step", "next_act", *_TYPED)
    }
    due = date.fromisoformat(row["due_on"]) if row.get("due_on") else None
    return HandoverItem(key=f"hand:{place}", division=division, due=due, **words)


def provisional_of(items: Iterable[HandoverItem], field: str) -> frozenset[str]:
    """Return which dates of the rows rest on a year not yet announced."""
    return frozenset(f"{field}.{place}.due_on" for place, each in enumerate(items) if each.provisional)


def done_rows(unit: HandoverUnit, entries: Sequence[Entry]) -> list[dict[str, str]]:
    """Return what others did in the person's place, in order; the handover's own papers are left out."""
    told = [each for each in entries if not _is_own(each)]
    rows = [_done(unit, each) for each in told[: _MOST - 1]]
    if len(told) >= _MOST:
        last = told[-1]
        left = len(told) - len(rows)
        rows.append({"title": f"另有{left}笔，见台账", "by_name": last.actor_name, "at": minute(last.at)})
    return rows


def _is_own(entry: Entry) -> bool:
    return json.loads(entry.detail).get("type") in _OWN


def _done(unit: HandoverUnit, entry: Entry) -> dict[str, str]:
    number, title, result = _named(unit, entry)
    row = {
        "number": clipped(number, 60),
        "title": clipped(title, 200),
        "act": clipped(entry.summary, 200),
        "by_name": entry.actor_name,
        "at": minute(entry.at),
        "result": clipped(result, 500),
    }
    return {key: value for key, value in row.items() if value}


def _named(unit: HandoverUnit, entry: Entry) -> tuple[str, str, str]:
    """Return number and title of what the entry is about, and how it stands now."""
    kind, _, key = entry.subject.partition(":")
    if kind == "document":
        paper = unit.documents.get(DocumentId(int(key)))
        return str(paper.number), paper.title, paper.state.value
    segments = unit.custody.history(entry.subject)
    if not segments:
        return "", kind_of(entry.subject) if kind in KINDS else entry.summary, ""
    last = segments[-1]
    result = f"在办：{last.holding.step}" if last.until is None else "已办完"
    return last.holding.number, last.holding.title or kind_of(entry.subject), result
