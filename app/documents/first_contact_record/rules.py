"""What must hold in a record of first contact (厦资源规划〔2025〕673号 首问负责制三)."""

from __future__ import annotations

from app.documents.first_contact_record.fields import COMPLAINTS, OTHER_POST, OUTSIDE, OWN, PETITION
from app.errors import Problem
from app.forms.fields import Values
from app.forms.shared_rules import different_people, not_before

_NEEDED = {
    OWN: (
        ("answer", "notice_number", "result"),
        "能当场解答的填“答复内容”，不能当场办理的填“一次性告知书”的文号，已登记办件的填“办理结果”",
    ),
    OTHER_POST: (("responsible_name",), "“承办人”必须填写，写明移交给谁"),
    OUTSIDE: (("outside_organ", "guidance"), "“外部承办部门”和“引导说明”至少填写一项"),
}


def rules(values: Values) -> tuple[Problem, ...]:
    """Return every problem of the record: each outcome has what it needs, a major matter its leader first."""
    return (
        *_each_outcome_has_what_it_needs(values),
        *_only_complaints_go_to_petition(values),
        *_handed_to_another(values),
        *_the_leader_comes_first(values),
        *_in_order(values),
    )


def _each_outcome_has_what_it_needs(values: Values) -> tuple[Problem, ...]:
    ownership = values.get("ownership", "")
    keys, text = _NEEDED.get(ownership, ((), ""))
    if not keys or any(values.get(key) for key in keys):
        return ()
    return (Problem(keys[0], f"“归属判断”是{ownership}的，{text}。"),)


def _only_complaints_go_to_petition(values: Values) -> tuple[Problem, ...]:
    kind = values.get("contact_kind")
    if values.get("ownership") != PETITION or not kind or kind in COMPLAINTS:
        return ()
    text = f"“事项类别”是{kind}的不引导到信访接待室，请改选“归属判断”，或者把类别改为投诉、举报。"
    return (Problem("ownership", text),)


def _handed_to_another(values: Values) -> tuple[Problem, ...]:
    if values.get("ownership") != OTHER_POST:
        return ()
    return different_people(values, {"first_person": "首问责任人", "responsible_name": "承办人"})


def _the_leader_comes_first(values: Values) -> tuple[Problem, ...]:
    if not values.get("major"):
        return ()
    if not values.get("leader_name"):
        return (Problem("leader_name", "重大事项应当先报告分管领导，“分管领导”必须填写。"),)
    if values.get("answer") and not values.get("leader_opinion"):
        text = "重大事项经分管领导研究后才能答复，请先填“分管领导意见”，再填“答复内容”。"
        return (Problem("leader_opinion", text),)
    return ()


def _in_order(values: Values) -> tuple[Problem, ...]:
    before_the_call = ("handed_at", "移交时间") if values.get("handed_at") else ("registered_at", "登记时间")
    return (
        *not_before(values, "handed_at", "registered_at", labels=("移交时间", "登记时间")),
        *not_before(values, "called_at", before_the_call[0], labels=("联系办事人", before_the_call[1])),
    )
