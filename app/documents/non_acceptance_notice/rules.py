"""What must hold in a notice of non-acceptance beyond its fields."""

from __future__ import annotations

from app.documents.non_acceptance_notice.fields import NOT_OURS
from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import agents_can_be_reached, each_once, organisations_name_a_contact
from app.forms.vocabulary import REGISTRATION

_REGISTRATION_ONLY = (("location", "坐落"), ("registration_type", "登记类型"))
_ON_THE_SPOT, _NO_LICENCE = "不动产登记当场不予受理", "依法不需要取得行政许可"


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the notice."""
    return (
        *organisations_name_a_contact(values),
        *agents_can_be_reached(values),
        *_the_right_organ_is_named(values),
        *_registration_fields_in_registration_only(values),
        *_the_situation_is_of_its_regime(values),
        *each_once(values, "returned_materials", label="退还的材料"),
    )


def _the_right_organ_is_named(values: Values) -> tuple[Problem, ...]:
    """Ask whom to apply to instead (行政许可法 第三十二条第一款第（二）项)."""
    if values.get("situation") == NOT_OURS and not values.get("right_organ"):
        text = f"“情形”是{NOT_OURS}的，“应向其申请的机关”必须填写，告知申请人向哪个机关申请。"
        return (Problem("right_organ", text),)
    if values.get("right_organ_telephone") and not values.get("right_organ"):
        return (Problem("right_organ", "填了“该机关电话”，“应向其申请的机关”也必须填写。"),)
    return ()


def _registration_fields_in_registration_only(values: Values) -> tuple[Problem, ...]:
    if values.get("regime", REGISTRATION) == REGISTRATION:
        return ()
    return tuple(
        Problem(key, f"“{label}”只在“适用规定”是{REGISTRATION}时填写，请清空或者改选适用规定。")
        for key, label in _REGISTRATION_ONLY
        if values.get(key)
    )


def _the_situation_is_of_its_regime(values: Values) -> tuple[Problem, ...]:
    regime, situation = values.get("regime"), values.get("situation")
    if regime and situation == (_NO_LICENCE if regime == REGISTRATION else _ON_THE_SPOT):
        text = f"“适用规定”是{regime}的，“情形”不能选“{situation}”，请改选。"
        return (Problem("situation", text),)
    return ()
