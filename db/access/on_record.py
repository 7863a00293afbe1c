"""What somebody puts on record of a work order by plain SQL: what he did with it just now, in his own name."""

from __future__ import annotations

from app.hotline.models import OrderState, RecordKind
from db.access.conditions import ME, NAMES, anywhere, one, within

_K, _S = RecordKind, OrderState
_HANDLES = f"o.handler_id = {NAMES}"
_REVIEWS = within("o.lead_id", right="REVIEW_ORDER")
_WITH_HANDLER = f"{_HANDLES} AND o.state = '{_S.HANDLING.value}'"
_PART = one(
    "order_shares s",
    "s.order_id = o.id AND s.division_id = order_records.division_id AND NOT s.withdrawn"
    f" AND ({within('s.division_id', right='HANDLE_ORDER')})",
)
# The order is saved before what was done with it goes on record: so it says the same.
_OF_ORDER = {
    _K.SIGNED: f"{_WITH_HANDLER} AND o.signed_at = recorded_at",
    _K.HANDED: f"{_REVIEWS} OR {within('o.lead_id', 'o.division_id', right='REASSIGN')}",
    _K.RETURN: (
        f"o.state IN ('{_S.RETURNING.value}', '{_S.DISPUTED.value}')"
        f" AND ({within('o.lead_id', right='HANDLE_ORDER')})"
    ),
    _K.CALL: _WITH_HANDLER,
    _K.REPLY: (
        f"{_HANDLES} AND o.state = '{_S.REVIEWING.value}'"
        " AND o.reply_content = order_records.fields::json ->> 'content'"
    ),
    _K.REVIEW: (
        f"({_REVIEWS}) AND (o.state = '{_S.HANDLING.value}' OR o.completed_at = recorded_at)"
        f" AND o.handler_id <> {ME} AND NOT rules.drafted(o.id)"
    ),
    _K.CO_REPLY: _PART,
    _K.EXTENSION: _WITH_HANDLER,
    _K.FEEDBACK: f"{_HANDLES} OR {_REVIEWS}",
}
_ANYWHERE = {
    _K.SUPERVISION: "SUPERVISE_ORDER",
    _K.DISPATCH: "ARBITRATE_ORDER",
    _K.VERDICT: "ARBITRATE_ORDER",
    _K.CALL_BACK: "CALL_BACK_ORDER",
    _K.ARCHIVE: "CALL_BACK_ORDER",
}


def _cases() -> str:
    asked = {kind: anywhere(right) for kind, right in _ANYWHERE.items()}
    asked |= {
        kind: one("orders o", f"o.id = order_records.order_id AND ({rule})") for kind, rule in _OF_ORDER.items()
    }
    asked[_K.ARRIVAL] = "rules.made_order(order_id)"
    return " ".join(f"WHEN '{kind.value}' THEN {rule}" for kind, rule in asked.items())


PUTS_DOWN = f"staff_id = {ME} AND rules.signs(staff_name) AND CASE kind {_cases()} ELSE false END"
