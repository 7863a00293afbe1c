"""The visitor as the applicant of a case, with what he left at the door: typed once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.cases.models import CaseMaterial, MaterialStatus, Party
from app.contacts.models import ContactChannel, FirstContact
from app.forms.certificates import CERTIFICATE_KINDS, CREDIT_CODE
from app.forms.masking import is_organisation

PERSON, ORGANISATION = "自然人", "单位"
_CHANNELS = {ContactChannel.CALL: "电话", ContactChannel.NET: "网上"}


def party_of(contact: FirstContact) -> Party:
    """Return the visitor as an applicant; a name that ends as those of organisations do is one's."""
    organisation = is_organisation(contact.visitor)
    return Party(
        name=contact.visitor,
        kind=ORGANISATION if organisation else PERSON,
        certificate_type=CREDIT_CODE if organisation else CERTIFICATE_KINDS[0],
        telephone=contact.telephone,
        address=contact.address,
    )


def channel_of(contact: FirstContact) -> str:
    """Return the counter's word for how the visitor came."""
    return _CHANNELS.get(contact.channel, "窗口")


def left_with_us(contact: FirstContact, rows: Iterable[CaseMaterial]) -> tuple[CaseMaterial, ...]:
    """Return a tick list in which what the visitor left is there; only the same name is the same material."""
    left = {each.name.strip() for each in contact.materials}
    return tuple(replace(row, status=MaterialStatus.PRESENT) if row.name in left else row for row in rows)
