"""Denials to keep in the archive, with files and complaints."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from app.cases.models import Situation
from app.denials.models import Attachment, Complaint, Denial, DenialClass, DenialState, Ground
from tests.db.things import NOON


def a_denial(office, case, **changes):
    return replace(
        Denial(
            id=0,
            case=case.id,
            case_number=case.number,
            division=office.division,
            division_name="不动产登记窗口",
            matter_name=case.matter_name,
            party=case.applicant.name,
            situation=Situation.UNQUALIFIED,
            ground=Ground.AGAINST_RULES,
            kind=DenialClass.POLICY,
            fields={"reason": "不具备条件\n第二行", "policies": ["条例"]},
            state=DenialState.DRAFT,
            prepared_by=office.clerk,
            prepared_by_name="林晓",
            opened_at=NOON,
            case_state_before="已收件",
        ),
        **changes,
    )


def a_file(denial, content, **changes):
    return replace(
        Attachment(
            id=0,
            denial=denial,
            name="规划意见.pdf",
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            added_at=NOON,
            added_by_name="林晓",
        ),
        **changes,
    )


def a_complaint(office, denial, **changes):
    return replace(
        Complaint(
            id=0, denial=denial.id, received_on=date(2026, 11, 20), channel="电话", content="认为符合条件",
            taken_by=office.clerk, taken_by_name="效能办", due_on=date(2026, 12, 20),
        ),
        **changes,
    )  # fmt: skip


def now(store, denial):
    with store.read() as unit:
        return unit.denials.get(denial.id)
