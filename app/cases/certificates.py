"""Checks the applicant: a name, a way to reach him, a certificate number that can be right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.cases.commands import CertificateDoubtful
from app.cases.models import Party
from app.errors import BadInput, Problem
from app.forms.certificates import CERTIFICATE_KINDS, certificate_warning
from app.forms.characters import first_fault
from app.forms.telephones import is_telephone

LONGEST = 200


def check_certificates(party: Party, today: date) -> Party:
    """Return the applicant, trimmed; raises ``BadInput``, or ``CertificateDoubtful`` without a reason."""
    trimmed = replace(party, **{name: str(getattr(party, name)).strip() for name in Party.__dataclass_fields__})
    problems = _problems(trimmed)
    if problems:
        raise BadInput.listing(problems)
    warning = certificate_warning(trimmed.certificate_type, trimmed.certificate, today=today)
    if trimmed.certificate and warning and not trimmed.override_reason:
        raise CertificateDoubtful(f"{warning} 核对无误仍要保留的，请填写保留理由。")
    return trimmed


def _problems(party: Party) -> tuple[Problem, ...]:
    problems = []
    if not party.name:
        problems.append(Problem("name", "申请人姓名（名称）未填。"))
    if party.kind not in ("自然人", "单位"):
        problems.append(Problem("kind", "申请人类别只能是自然人或单位。"))
    if party.certificate_type not in CERTIFICATE_KINDS:
        known = "、".join(CERTIFICATE_KINDS)
        problems.append(Problem("certificate_type", f"证件类型只能是{known}。"))
    for name in Party.__dataclass_fields__:
        problems.extend(_text_problems(name, getattr(party, name)))
    return tuple(problems)


def _text_problems(name: str, text: str) -> list[Problem]:
    problems = []
    if len(text) > LONGEST:
        problems.append(Problem(name, f"申请人信息过长（{len(text)}字），最多{LONGEST}字。"))
        return problems
    fault = first_fault(text, lines=False)
    if fault:
        problems.append(Problem(name, f"申请人信息{fault}"))
    if name.endswith("telephone") and text and not is_telephone(text):
        problems.append(Problem(name, f"电话“{text}”不像电话号码，请核对。"))
    return problems
