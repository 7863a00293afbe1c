"""What must hold in a correction notice beyond its fields."""

from __future__ import annotations

from datetime import date, timedelta

from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import agents_can_be_reached, each_once, not_before, organisations_name_a_contact
from app.forms.vocabulary import REGISTRATION


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the notice."""
    return (
        *organisations_name_a_contact(values),
        *agents_can_be_reached(values),
        *not_before(values, "tell_by", "received_on", labels=("法定告知期限", "收件日期")),
        *not_before(values, "told_on", "received_on", labels=("告知日期", "收件日期")),
        *_told_in_time(values),
        *_corrected_after_being_told(values),
        *each_once(values, "corrections", label="需补正的材料"),
    )


def _told_in_time(values: Values) -> tuple[Problem, ...]:
    """Say what the law makes of silence (行政许可法 第三十二条; 不动产登记暂行条例 第十七条)."""
    received, told = values.get("received_on", ""), values.get("told_on", "")
    limit, rule = values.get("tell_by", ""), "逾期不告知"
    if values.get("regime") == REGISTRATION and limit != told:  # not what was brought to a correction
        limit, rule = received, "不动产登记应当在收件当日当场告知"
    if not (received and told and limit) or told <= limit:
        return ()
    text = (
        f"“告知日期”{told} 晚于{'收件日期' if limit == received else '“法定告知期限”'}{limit}，{rule}，"
        f"申请自收到材料之日（{received}）起视为受理，不能再发补正告知，请按受理办理。"
    )
    return (Problem("told_on", text),)


def _corrected_after_being_told(values: Values) -> tuple[Problem, ...]:
    told, until, days = (values.get(key) for key in ("told_on", "correct_by", "correction_limit"))
    if not told or not until:
        return ()
    if until <= told:
        text = f"“补正截止日期”{until} 应当晚于“告知日期”{told}，请核对。"
        return (Problem("correct_by", text),)
    earliest = date.fromisoformat(told) + timedelta(days=days or 0)
    if date.fromisoformat(until) >= earliest:
        return ()
    unit = values.get("correction_unit", "")
    text = f"“补正截止日期”{until} 不足自告知之日起 {days} 个{unit}，不能早于 {earliest}，请核对。"
    return (Problem("correct_by", text),)
