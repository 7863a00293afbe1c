"""The dates on the papers of a case's later life: what they may say, and what they may not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.calendar.dues import Due
from app.cases.facts import Facts
from app.cases.next_acts import wanting_of
from app.errors import Problem
from app.register.models import Document


def act_problems(
    type_key: str, facts: Facts, values: Mapping[str, Any], dues: Mapping[str, Due]
) -> tuple[Problem, ...]:
    """Return which dates of the paper are not what the case and the law make them."""
    match type_key:
        case "special_step_notice":
            return tuple(_of_special_step(facts, values, dues))
        case "overdue_record":
            return tuple(_of_overdue(facts, values))
        case "deferral_undertaking":
            return tuple(_of_undertaking(facts, values))
        case _:
            return ()


def _of_special_step(facts: Facts, values: Mapping[str, Any], dues: Mapping[str, Due]) -> Iterator[Problem]:
    since, until = _day(values["suspended_on"]), _day(values["expected_on"])
    if since != facts.today:
        text = f"“开始日期”{since} 不是今天：期限自书面告知之日起停止计算，不能倒填，也不能预先停止。"
        yield Problem("suspended_on", text)
    most = dues["expected_on"].due if "expected_on" in dues else until
    if until > most:
        text = f"“预计结束日期”{until} 晚于按所需工作日算出的 {most}，请核对所需时间。"
        yield Problem("expected_on", text)


def _of_overdue(facts: Facts, values: Mapping[str, Any]) -> Iterator[Problem]:
    for key, label in (("reported_at", "报告时间"), ("told_at", "告知时间")):
        text = str(values.get(key) or "")
        if text and _day(text[:10]) > facts.today:
            yield Problem(key, f"“{label}”{text[:10]} 晚于今天，请按实际时间填写。")
    if _day(values["estimated_on"]) < facts.today:
        yield Problem("estimated_on", f"“预计办结日期”{values['estimated_on']} 早于今天，请核对。")


def _of_undertaking(facts: Facts, values: Mapping[str, Any]) -> Iterator[Problem]:
    limit = facts.matter.committed_limit
    last = facts.calendar.due(facts.today, limit).due if limit else facts.today
    for place, row in enumerate(values.get("missing_materials") or ()):
        if not row.get("submit_by"):
            continue
        day = _day(row["submit_by"])
        where = f"“容缺材料”第 {place + 1} 行的补交期限 {day}"
        if day < facts.today:
            yield Problem(f"missing_materials.{place}.submit_by", f"{where} 早于今天，请核对。")
        if day > last:
            text = f"{where} 晚于承诺办结的 {last}：容缺材料须在承诺时限内补齐。"
            yield Problem(f"missing_materials.{place}.submit_by", text)


def deferral_problems(facts: Facts, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return where a receipt defers materials that no signed undertaking promises (容缺受理)."""
    rows = values.get("missing_materials") or ()
    undertaking = facts.last("deferral_undertaking")
    if not rows:
        return tuple(_left_out(facts, undertaking))
    if undertaking is None:
        text = "有未收材料的，须先由申请人签署容缺受理承诺书，再出具受理回执。"
        return (Problem("missing_materials", text),)
    promised = {str(row["name"]): str(row["submit_by"]) for row in undertaking.fields["missing_materials"]}
    return (
        *_unpromised(rows, promised),
        *_left_out(facts, undertaking, rows),
        *_signed(facts, values, undertaking.issued_on),
    )


def _left_out(facts: Facts, undertaking: Document | None, rows: Any = ()) -> Iterator[Problem]:
    """Yield what the undertaking promises, the tick list lacks, and the receipt does not name."""
    named = {str(row.get("name", "")) for row in rows}
    wanted = undertaking.fields["missing_materials"] if undertaking is not None and not facts.deemed else ()
    lacking = {each.name for each in wanting_of(facts.case, facts.standing)} - named
    names = "、".join(name for row in wanted if (name := str(row["name"])) in lacking)
    if names:
        text = (
            f"容缺受理承诺书承诺补交的“{names}”还没有收到，须列入“未收材料”；已经收到的，请先在材料清单中勾选。"
        )
        yield Problem("missing_materials", text)


def _unpromised(rows: Any, promised: Mapping[str, str]) -> Iterator[Problem]:
    for place, row in enumerate(rows):
        name, day = str(row.get("name", "")), str(row.get("submit_by", ""))
        if name not in promised:
            text = f"“未收材料”第 {place + 1} 行“{name}”不在容缺受理承诺书中，不能容缺。"
            yield Problem(f"missing_materials.{place}.name", text)
        elif day and day > promised[name]:
            text = f"“未收材料”第 {place + 1} 行的补交期限 {day} 晚于承诺书上的 {promised[name]}。"
            yield Problem(f"missing_materials.{place}.submit_by", text)


def _signed(facts: Facts, values: Mapping[str, Any], written_on: date) -> Iterator[Problem]:
    given = values.get("undertaking_signed_on")
    if given and not written_on <= _day(given) <= facts.today:
        text = f"“容缺承诺书签署日期”{given} 应在承诺书出具的 {written_on} 与今天之间。"
        yield Problem("undertaking_signed_on", text)


def _day(text: object) -> date:
    return date.fromisoformat(str(text))
