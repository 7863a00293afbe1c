"""The papers an order can have: whose each is, of which step, and what of it nobody types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import BadInput, NotAllowed
from app.forms.orders import PERSONAL
from app.hotline import papers_course, papers_order
from app.hotline.models import Record, RecordKind
from app.hotline.papers_reading import Source
from app.people.models import Actor
from app.people.permissions import Right, may

DAY_SHEET = "day_sheet"
LETTERS = ("co_handling_letter", "supervision_letter", "order_return_sheet")


@dataclass(frozen=True, kw_only=True)
class Part:
    """Which step of the order a paper is about: its record's or share's key (0: the order itself), in words."""

    key: int = 0
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """One kind: the right it is issued with in the ``place``, the steps it can be about, and its fields."""

    right: Right
    place: Callable[[Source, int], int | None]
    parts: Callable[[Source], tuple[Part, ...]]
    fields: Callable[[Source, int], dict[str, Any]]
    lacking: str


def _centre(source: Source, _part: int) -> int | None:
    return source.order.division


def _lead(source: Source, _part: int) -> int | None:
    return source.order.lead


def _returning(source: Source, part: int) -> int | None:
    return source.record(part).division


def _own(source: Source, _part: int) -> int | None:
    return int(source.actor.division)


def _whole(_source: Source) -> tuple[Part, ...]:
    return (Part(),)


def _answered(source: Source) -> tuple[Part, ...]:
    return (Part(),) if source.order.reply.content else ()


def _shares(source: Source) -> tuple[Part, ...]:
    return tuple(Part(key=each.id, words=each.division_name) for each in source.shares if not each.withdrawn)


def _of(kind: RecordKind, words: Callable[[Record], str]) -> Callable[[Source], tuple[Part, ...]]:
    def parts(source: Source) -> tuple[Part, ...]:
        found = source.of_kind(kind)
        several = len(found) > 1
        return tuple(
            Part(key=each.id, words=f"第{place}次{words(each)}" if several else words(each).strip("，"))
            for place, each in enumerate(found, 1)
        )

    return parts


def _way(record: Record) -> str:
    return f"，{record.fields.get('way', '')}"


def _division(record: Record) -> str:
    return f"，{record.division_name}"


KINDS: Mapping[str, PaperKind] = {
    "work_order": PaperKind(
        right=Right.DISPATCH_ORDER, place=_centre, parts=_whole, fields=papers_order.work_order, lacking=""
    ),
    "co_handling_letter": PaperKind(
        right=Right.HANDLE_ORDER,
        place=_lead,
        parts=_shares,
        fields=papers_order.co_handling_letter,
        lacking="没有协办单位",
    ),
    "order_return_sheet": PaperKind(
        right=Right.HANDLE_ORDER,
        place=_returning,
        parts=_of(RecordKind.RETURN, _division),
        fields=papers_course.order_return_sheet,
        lacking="没有申请过退单",
    ),
    "reply_sheet": PaperKind(
        right=Right.HANDLE_ORDER,
        place=_lead,
        parts=_answered,
        fields=papers_order.reply_sheet,
        lacking="还没有答复",
    ),
    "supervision_letter": PaperKind(
        right=Right.SUPERVISE_ORDER,
        place=_own,
        parts=_of(RecordKind.SUPERVISION, _way),
        fields=papers_course.supervision_letter,
        lacking="没有督办过",
    ),
    "call_back_record": PaperKind(
        right=Right.CALL_BACK_ORDER,
        place=_centre,
        parts=_of(RecordKind.CALL_BACK, _way),
        fields=papers_course.call_back_record,
        lacking="没有回访过",
    ),
}


@dataclass(frozen=True, kw_only=True)
class MakePaper:
    """Make out a paper of an order about the step ``part`` (0: the last); ``fields`` are what is typed."""

    order: int
    type_key: str
    part: int = 0
    fields: Mapping[str, Any] | None = None
    request_key: str = ""


@dataclass(frozen=True, kw_only=True)
class MakeDaySheet:
    """Make out the sheet of a division's orders of a day; ``fields`` are what is typed."""

    division: int
    day: date
    fields: Mapping[str, Any] | None = None
    request_key: str = ""


def kind_of(type_key: str) -> PaperKind:
    """Return a kind; raises ``BadInput`` for a paper that no order has."""
    if type_key not in KINDS:
        raise BadInput(f"工单没有叫“{type_key[:60]}”的文书，现有：{'、'.join(KINDS)}。")
    return KINDS[type_key]


def part_of(source: Source, type_key: str, wanted: int) -> int:
    """Return the step a paper is about, the last unless one is named; raises ``BadInput`` for none."""
    kind = kind_of(type_key)
    keys = [part.key for part in kind.parts(source)]
    if not keys:
        raise BadInput(f"工单{source.order.number}{kind.lacking}，没有可以出具的这种文书。")
    if wanted and wanted not in keys:
        raise BadInput(f"工单{source.order.number}没有这一步，请重新打开工单后再出具。")
    return wanted or keys[-1]


def place_of(source: Source, type_key: str, part: int) -> int:
    """Return the division that signs a paper; raises ``NotAllowed`` where the person may not issue it there."""
    kind = kind_of(type_key)
    place = kind.place(source, part)
    if place is None or not may(source.actor, kind.right, place):
        raise NotAllowed(f"{source.actor.name}不能出具这份文书：须由有“{kind.right.value}”权限的人办理。")
    return place


def may_issue(source: Source, actor: Actor, type_key: str, part: int) -> bool:
    """Tell whether the person may issue the paper of a step."""
    kind = KINDS[type_key]
    place = kind.place(source, part)
    return place is not None and may(actor, kind.right, place)


def decided(source: Source, type_key: str, prefilled: Mapping[str, Any]) -> dict[str, Any]:
    """Return what nobody types: whose paper it is, and of a confidential order all that it keeps secret."""
    keys = {"number", "type", "secrecy"}
    if source.order.is_confidential:
        keys |= set(PERSONAL)
    if source.is_whole and type_key in LETTERS:
        keys |= {"title", "content"}
    return {key: prefilled[key] for key in keys if key in prefilled}
