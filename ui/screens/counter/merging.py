"""Two changed one case: both versions field by field, and what is kept of each."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from app.cases.models import Case, CaseMaterial, Party
from app.merging import Merge, merge
from ui.dialogs.difference import Words

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


def merge_of(base: Version, mine: Version, theirs: Version) -> Merge:
    """Compare what both changed, field by field; a material is one field."""
    return merge(_flat(base), _flat(mine), _flat(theirs))


def merged(theirs: Version, found: Merge, kept: frozenset[str]) -> Version:
    """Return the case as it is to be saved, with mine where ``kept`` says so."""
    values = found.settled(kept)
    return Version(
        applicant=Party(**{each.name: values[each.name] for each in fields(Party)}),
        materials=tuple(values[f"{_MATERIAL}{row.name}"] or row for row in theirs.materials),
    )


_MATERIAL = "material."


def _flat(version: Version) -> dict[str, Any]:
    own = {each.name: getattr(version.applicant, each.name) for each in fields(Party)}
    return {**own, **{f"{_MATERIAL}{row.name}": row for row in version.materials}}


def _label(key: str) -> str:
    return _LABELS.get(key) or key.removeprefix(_MATERIAL)


def _said(_key: str, value: Any) -> str:
    if not isinstance(value, CaseMaterial):
        return str(value or "")
    return f"{value.status.value}：{value.fault}" if value.fault else value.status.value


WORDS = Words(label=_label, said=_said)
