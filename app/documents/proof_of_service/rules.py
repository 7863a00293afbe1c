"""What must hold in a proof of service beyond its fields."""

from __future__ import annotations

from app.documents.proof_of_service.fields import ELECTRONIC, IN_PERSON, LEFT, POST
from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import not_before


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the sheet."""
    served_on = {**values, "served_on": (values.get("served_at") or "")[:10]}
    return (
        *_each_manner_has_its_proof(values),
        *_a_substitute_gives_a_reason(values),
        *_a_refusal_is_witnessed(values),
        *not_before(served_on, "received_on", "served_on", labels=("收到日期", "送达时间")),
        *_arrives_after_it_was_sent(values),
    )


def _each_manner_has_its_proof(values: Values) -> tuple[Problem, ...]:
    needed = {
        POST: ("post_number", "邮寄单号"),
        ELECTRONIC: ("electronic_address", "电子送达地址"),
        LEFT: ("refusal_reason", "拒收事由"),
    }
    manner = values.get("manner", "")
    key, label = needed.get(manner, ("", ""))
    if not key or values.get(key):
        return ()
    return (Problem(key, f"“送达方式”是{manner}的，“{label}”必须填写。"),)


def _a_substitute_gives_a_reason(values: Values) -> tuple[Problem, ...]:
    relation, reason = values.get("receiver_relation"), values.get("substitute_reason")
    if relation and relation not in IN_PERSON and not reason:
        text = f"由{relation}代收的，“代收理由”必须填写。"
        return (Problem("substitute_reason", text),)
    if reason and (not relation or relation in IN_PERSON):
        text = "填了“代收理由”，“收件人身份”应当选代收人与受送达人的关系，不能是本人。"
        return (Problem("receiver_relation", text),)
    return ()


def _a_refusal_is_witnessed(values: Values) -> tuple[Problem, ...]:
    if values.get("refusal_reason") and not values.get("witnesses"):
        return (Problem("witnesses", "受送达人拒收的，“见证人”必须填写。"),)
    return ()


def _arrives_after_it_was_sent(values: Values) -> tuple[Problem, ...]:
    if values.get("manner") != ELECTRONIC:
        return ()
    return not_before(values, "arrived_at", "served_at", labels=("到达时间", "送达时间"))
