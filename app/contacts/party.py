"""The visitor as the applicant of a case: typed once, at the door."""

from __future__ import annotations

from app.cases.models import Party
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
