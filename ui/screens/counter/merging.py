"""Two changed one case: both versions field by field, and what is kept of each."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from app.cases.models import Case, CaseMaterial, Party
from ui.dialogs.difference import Difference

_LABELS = {
    "name": "姓名或名称",
    "kind": "类别",
    "certificate_type": "证件类型",
    "certificate": "证件号码",
    "override_reason": "证件号保留理由",
    "contact": "联系人",
    "telephone": "联系电话",
    "sms_telephone": "短信电话",
    "address": "联系地址",
    "agent_name": "代理人",
    "agent_certificate": "代理人证件号码",
    "agent_telephone": "代理人电话",
}


@dataclass(frozen=True, kw_only=True)
class Version:
    """What may be changed of a case."""

    applicant: Party
    materials: tuple[CaseMaterial, ...]


def version_of(case: Case) -> Version:
    """Return the changeable part of a case."""
    return Version(applicant=case.applicant, materials=case.materials)


def differences(base: Version, mine: Version, theirs: Version) -> tuple[Difference, ...]:
    """Return what differs between both; mine is kept at first where I changed it."""
    found = [
        Difference(
            key=each.name,
            label=_LABELS[each.name],
            mine=getattr(mine.applicant, each.name),
            theirs=getattr(theirs.applicant, each.name),
            keep_mine=getattr(mine.applicant, each.name) != getattr(base.applicant, each.name),
        )
        for each in fields(Party)
        if getattr(mine.applicant, each.name) != getattr(theirs.applicant, each.name)
    ]
    before = {row.name: row for row in base.materials}
    there = {row.name: row for row in theirs.materials}
    found += [
        Difference(
            key=f"material.{row.name}",
            label=row.name,
            mine=_said(row),
            theirs=_said(there[row.name]),
            keep_mine=row != before.get(row.name),
        )
        for row in mine.materials
        if row.name in there and row != there[row.name]
    ]
    return tuple(found)


def merged(mine: Version, theirs: Version, kept: frozenset[str]) -> Version:
    """Return theirs with mine where ``kept`` says so."""
    own = {each.name: getattr(mine.applicant, each.name) for each in fields(Party) if each.name in kept}
    rows = {row.name: row for row in mine.materials if f"material.{row.name}" in kept}
    return Version(
        applicant=replace(theirs.applicant, **own),
        materials=tuple(rows.get(row.name, row) for row in theirs.materials),
    )


def _said(row: CaseMaterial) -> str:
    return f"{row.status.value}：{row.fault}" if row.fault else row.status.value
