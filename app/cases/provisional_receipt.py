"""临时收件凭条: what an applicant takes home while no number can be given; the numbered paper follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.cases.models import CaseMaterial, MaterialStatus, Party
from app.clock import chinese_moment, office_date
from app.forms.document_type import Imprint
from app.forms.layout import NOTE_PT, Fact, fact_rows, form, titled_sheet, wide_row
from app.forms.listings import Signer, closing
from app.forms.sheet import SMALL_PT, Note, Sheet
from app.people.models import Actor

TITLE = "临时收件凭条"
_NO_NUMBER = "（临时凭条，未编号）"
_PROMISE = (
    "本凭条在与数据库服务器的连接中断时出具，没有文号，不代替受理回执或其他正式文书。"
    "连接恢复后，窗口按上列收件时间登记，并出具有编号的正式文书，凭本凭条换取。"
)


@dataclass(frozen=True, kw_only=True)
class ProvisionalReceipt:
    """What was handed in, by whom, when, and to whom; it bears no number."""

    bureau: str
    matter: str
    applicant: Party
    materials: tuple[CaseMaterial, ...]
    at: datetime
    clerk: Actor


def provisional_sheet(receipt: ProvisionalReceipt) -> Sheet:
    """Return the receipt as a Sheet."""
    clerk = receipt.clerk
    imprint = Imprint(
        bureau=receipt.bureau,
        division=clerk.division_name,
        issued_on=office_date(receipt.at),
        handler=clerk.signed,
        counter=clerk.counter,
    )
    party = receipt.applicant
    rows = (
        *wide_row(Fact(label="事项", text=receipt.matter)),
        *fact_rows((Fact(label="申请人", text=party.name), Fact(label="联系电话", text=party.telephone))),
        *wide_row(Fact(label="收件时间", text=chinese_moment(receipt.at))),
        *wide_row(Fact(label="已收材料", text=_received(receipt.materials) or "（没有收取材料）")),
        *fact_rows(
            (
                Fact(label="窗口", text=clerk.counter or clerk.division_name),
                Fact(label="经办人", text=clerk.signed),
            )
        ),
    )
    blocks = (
        form(rows, size=SMALL_PT),
        closing((), (Signer(label="窗口经办人签字"), Signer(label="申请人签字"))),
        Note(text=_PROMISE, size=NOTE_PT, clings=True),
    )
    return replace(titled_sheet(TITLE, imprint, blocks), heading_right=_NO_NUMBER)


def _received(materials: tuple[CaseMaterial, ...]) -> str:
    here = [each for each in materials if each.status is MaterialStatus.PRESENT]
    return "\n".join(f"{place}. {each.name}　{each.copies}份" for place, each in enumerate(here, 1))
