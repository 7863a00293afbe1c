"""The entry of a case: the applicant as a form, and what a filled form says of him."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from app.cases.commands import OpenCase
from app.cases.models import CaseMaterial, Party
from app.catalogue.models import Matter
from app.errors import Problem
from app.forms.certificates import CERTIFICATE_KINDS, CREDIT_CODE, certificate_warning
from app.forms.fields import Field, Kind, Section
from app.forms.telephones import is_telephone

PERSON, ORGANISATION = "自然人", "单位"

APPLICANT = Section(
    title="申请人",
    fields=(
        Field(key="name", label="姓名或名称", required=True, longest=200, personal=True),
        Field(
            key="kind", label="类别", kind=Kind.CHOICE, width=6, choices=(PERSON, ORGANISATION), default=PERSON
        ),
        Field(key="telephone", label="联系电话", required=True, longest=60, personal=True, check="telephone"),
        Field(
            key="certificate_type",
            label="证件类型",
            kind=Kind.CHOICE,
            choices=CERTIFICATE_KINDS,
            default=CERTIFICATE_KINDS[0],
        ),
        Field(key="certificate", label="证件号码", longest=60, personal=True),
        Field(key="contact", label="联系人", longest=100, personal=True),
        Field(key="sms_telephone", label="短信电话", longest=60, personal=True, check="telephone"),
        Field(key="address", label="联系地址", longest=200, personal=True),
    ),
)
AGENT = Section(
    title="代理人",
    fields=(
        Field(key="agent_name", label="姓名", longest=100, personal=True),
        Field(key="agent_telephone", label="电话", longest=60, personal=True, check="telephone"),
        Field(key="agent_certificate", label="证件号码", longest=60, personal=True),
    ),
)
INTAKE = Section(
    title="登记",
    fields=(
        Field(
            key="channel",
            label="渠道",
            kind=Kind.CHOICE,
            width=6,
            choices=("窗口", "电话", "网上"),
            default="窗口",
        ),
        Field(key="received_on", label="收件日期", kind=Kind.DATE, help="不填为今天"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """What was filled in for a new case."""

    matter: Matter | None
    application: bool
    values: Mapping[str, Any]
    materials: tuple[CaseMaterial, ...]


def party_values(party: Party) -> dict[str, Any]:
    """Return a party as the form shows it."""
    return {each.name: getattr(party, each.name) for each in fields(party)}


def party_of(values: Mapping[str, Any], before: Party | None = None) -> Party:
    """Return the party that is filled in; the reason for a doubtful number stays with that number."""
    known = {each.name for each in fields(Party)} - {"override_reason"}
    given = {key: str(values.get(key) or "").strip() for key in known}
    given["kind"] = given["kind"] or PERSON
    given["certificate_type"] = given["certificate_type"] or CERTIFICATE_KINDS[0]
    party = Party(**given)
    if before is not None and before.certificate == party.certificate:
        return replace(party, override_reason=before.override_reason)
    return party


def doubt(party: Party, today: date) -> str:
    """Return what is doubtful in the certificate number, "" when nothing is (or there is none)."""
    if not party.certificate:
        return ""
    return certificate_warning(party.certificate_type, party.certificate, today=today) or ""


def missing(entry: NewEntry) -> tuple[Problem, ...]:
    """Return what the counter needs before it registers anybody."""
    problems = []
    if entry.matter is None:
        problems.append(Problem("matter", "先选定事项：输入编码、名称或拼音首字母。"))
    if not str(entry.values.get("name") or "").strip():
        problems.append(Problem("name", "申请人姓名（名称）未填。"))
    telephone = str(entry.values.get("telephone") or "").strip()
    if not telephone:
        problems.append(Problem("telephone", "联系电话未填，文书无法送达，也无法答复。"))
    elif not is_telephone(telephone):
        problems.append(Problem("telephone", f"“{telephone}”不像电话号码，请核对。"))
    try:
        received_on(entry.values)
    except ValueError:
        typed = entry.values.get("received_on")
        problems.append(Problem("received_on", f"“{typed}”不是日期，请写成 2026-11-22 的样子。"))
    return tuple(problems)


def received_on(values: Mapping[str, Any]) -> date | None:
    """Return the day the materials came in, None for today; raises ``ValueError`` for what is no date."""
    typed = str(values.get("received_on") or "")
    return date.fromisoformat(typed) if typed else None


def certificate_type_for(kind: str) -> str:
    """Return the certificate an applicant of a kind usually shows."""
    return CREDIT_CODE if kind == ORGANISATION else CERTIFICATE_KINDS[0]


def opening_of(entry: NewEntry, matter: Matter, applicant: Party) -> OpenCase:
    """Return what registers the entry of a matter for an applicant."""
    return OpenCase(
        matter=matter.id,
        applicant=applicant,
        application=entry.application,
        channel=str(entry.values.get("channel") or "窗口"),
        received_on=received_on(entry.values),
        materials=entry.materials,
    )
