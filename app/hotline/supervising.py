"""The loop is closed: supervision (督办) with feedback, the call-back (回访), and rework (重办)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.clock import office_date
from app.errors import BadInput, Problem
from app.hotline.doing import Deed, Doer, Doing
from app.hotline.models import OrderState, Record, RecordKind, Satisfaction, WorkOrder
from app.hotline.ports import OrderUnit
from app.hotline.talks_proposing import propose_talk

_S, _K = OrderState, RecordKind
_CALLERS_WORDS = {  # only who was reached has said so, and who was reached is asked for both
    "satisfaction": "已接通的须填写满意度。",
    "solved": "已接通的请选“是”或“否”。",
}
MOST_ATTEMPTS = 3  # calls nobody answers, after which the order is filed with that remark


def owes_feedback(records: tuple[Record, ...], lead: int | None) -> bool:
    """Tell whether the last supervision of the division that leads an order has no feedback yet."""
    kinds = (_K.SUPERVISION, _K.FEEDBACK)
    last = next((each.kind for each in reversed(records) if each.kind in kinds and each.division == lead), None)
    return last is _K.SUPERVISION


def waits_extension(records: tuple[Record, ...]) -> bool:
    """Tell whether an extension waits for its decision; one asked before a return or a rework has lapsed."""
    kinds = (_K.EXTENSION, _K.EXTENDED, _K.DISPATCH, _K.RETURN, _K.REWORK, _K.CALL_BACK)
    last = next((each.kind for each in reversed(records) if each.kind in kinds), None)
    return last is _K.EXTENSION


def _supervise(_unit: OrderUnit, doing: Doing) -> Deed:
    before, values = doing.order, doing.values
    if date.fromisoformat(values["due"]) < office_date(doing.at):
        raise BadInput.listing((Problem("due", "反馈期限不能早于今天。"),))
    times = before.supervisions + 1
    return Deed(
        order=replace(before, supervisions=times),
        kind=_K.SUPERVISION,
        summary=f"对{before.lead_name}督办工单{before.number}（第{times}次，{values['way']}）",
        moves=False,
        division=(before.lead, before.lead_name),
        fields={**values, "times": times},
        follow=propose_talk,
    )


def _feedback(_unit: OrderUnit, doing: Doing) -> Deed:
    before = doing.order
    return Deed(
        order=before,
        kind=_K.FEEDBACK,
        summary=f"反馈工单{before.number}的督办",
        moves=False,
        division=(before.lead, before.lead_name),
        fields=doing.values,
    )


def _call_back(_unit: OrderUnit, doing: Doing) -> Deed:
    before, values = doing.order, doing.values
    if not values["reached"]:
        return _nobody_answered(doing)
    said, solved = values.get("satisfaction"), values.get("solved")
    missing = tuple(Problem(key, told) for key, told in _CALLERS_WORDS.items() if values.get(key) in (None, ""))
    if missing:
        raise BadInput.listing(missing)
    satisfaction = Satisfaction(said)
    after = replace(before, called_back_at=doing.at, satisfaction=satisfaction, solved=solved)
    told = f"回访工单{before.number}：{said}，{'已解决' if solved else '未解决'}"
    fields = {**values, "satisfaction": said}
    if not satisfaction.is_good:
        if not values.get("opinion"):
            raise BadInput.listing((Problem("opinion", "不满意的须写明诉求人的意见。"),))
        again = begun_again(after, doing)
        why = f"回访{said}，重办：{values['opinion']}"
        return _filed(doing, again, f"{told}，转重办", why, fields)
    closed = replace(after, state=_S.ARCHIVED, archived_at=doing.at)
    return _filed(doing, closed, f"{told}，归档", "", fields)


def _nobody_answered(doing: Doing) -> Deed:
    before = doing.order
    tried = _tried(doing.records)
    told = f"回访工单{before.number}：未接通"
    fields = {key: value for key, value in doing.values.items() if key not in _CALLERS_WORDS}
    if tried + 1 < MOST_ATTEMPTS:
        return replace(_filed(doing, before, told, "", fields), moves=False)
    after = replace(before, state=_S.ARCHIVED, archived_at=doing.at, called_back_at=doing.at)
    return _filed(doing, after, f"{told}（第{tried + 1}次），备注归档", "", fields)


def _tried(records: tuple[Record, ...]) -> int:
    """Return how many calls nobody answered since the order was last completed."""
    done = max((place for place, each in enumerate(records) if each.kind is _K.REVIEW), default=0)
    calls = (each for each in records[done:] if each.kind is _K.CALL_BACK)
    return sum(1 for each in calls if not each.fields.get("reached", True))


def _filed(doing: Doing, after: WorkOrder, summary: str, why: str, fields: Mapping[str, Any]) -> Deed:
    before = doing.order
    return Deed(
        order=after,
        kind=_K.CALL_BACK,
        summary=summary,
        why=why,
        division=(before.lead, before.lead_name),
        staff=after.handler if after.state is _S.HANDLING else None,
        fields=fields,
    )


def begun_again(order: WorkOrder, doing: Doing) -> WorkOrder:
    """Return the order given back to its handler, its limit counted anew from now."""
    return replace(
        order,
        state=_S.HANDLING,
        reworks=order.reworks + 1,
        dispatched_at=doing.at,
        limit_days=doing.rules.limit_of(order.type),
        contacted_at=None,
        completed_at=None,
    )


def _rework(_unit: OrderUnit, doing: Doing) -> Deed:
    before, reason = doing.order, doing.values["reason"]
    after = begun_again(before, doing)
    return Deed(
        order=after,
        kind=_K.REWORK,
        summary=f"工单{before.number}由{before.lead_name}重办",
        why=f"{doing.actor.signed}要求重办：{reason}",
        division=(before.lead, before.lead_name),
        staff=after.handler,
        fields=doing.values,
    )


CLOSING: dict[str, Doer] = {
    "supervise": _supervise,
    "feedback": _feedback,
    "call_back": _call_back,
    "rework": _rework,
}
