"""A first contact as its screen shows it: with its holder, its paper, and what may be done; masked in lists."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.contacts.life import WAYS, Way, why_closed
from app.contacts.models import FirstContact
from app.contacts.one_person import stood_before, twice
from app.contacts.ports import ContactUnit
from app.contacts.steps import contact_subject
from app.custody.models import Segment
from app.errors import NotAllowed
from app.forms.masking import WITHHELD, mask_address, mask_name, mask_telephone
from app.hotline.models import Secrecy, WorkOrder
from app.hotline.showing import covered as covered_order
from app.hotline.showing import knows_secrets
from app.people.models import Actor
from app.people.permissions import Right, may
from app.register.models import Document, DocumentId
from app.register.paper import covered

_UNCOVERERS = (Right.UNCOVER, Right.STUDY_MAJOR, Right.REEXAMINE)


@dataclass(frozen=True, kw_only=True)
class ContactOffer:
    """A way as the window offers it: ``closed`` says why it cannot be taken now, "" when it can."""

    way: Way
    closed: str


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """A first contact in a list, the visitor masked, with who has it now (None: it has ended)."""

    contact: FirstContact
    segment: Segment | None


@dataclass(frozen=True, kw_only=True)
class ContactView:
    """A first contact with what belongs to it; who is no part of it sees the visitor masked.

    ``order`` is the work order it was turned into where the person may see that one, the caller masked;
    ``uncovers``: the person may be shown the visitor in full.
    """

    contact: FirstContact
    segment: Segment | None
    record: Document | None
    offers: tuple[ContactOffer, ...]
    order: WorkOrder | None = None
    uncovers: bool = True


def view_of(unit: ContactUnit, actor: Actor, contact: FirstContact, *, covers: bool = True) -> ContactView:
    """Return the contact as the person sees it; ``covers`` False shows personal data in full."""
    record = unit.documents.get(DocumentId(contact.record)) if tells_record(unit, actor, contact) else None
    stood = stood_before(unit, contact, actor)
    view = ContactView(
        contact=contact,
        segment=unit.custody.open_of(contact_subject(contact.id)),
        record=record,
        offers=tuple(
            ContactOffer(way=way, closed=why_closed(way, contact, actor) or twice(way, contact, stood))
            for way in WAYS
        ),
        order=_order_of(unit, actor, contact),
        uncovers=may_see(actor, contact, *_UNCOVERERS) and not keeps_from(unit, actor, contact),
    )
    if not covers or is_part_of(actor, contact):
        return view
    return replace(
        view,
        contact=listed_contact(unit, actor, contact),
        segment=view.segment and masked_segment(view.segment),
        record=record and covered(record),
    )


def _order_of(unit: ContactUnit, actor: Actor, contact: FirstContact) -> WorkOrder | None:
    if not contact.order:
        return None
    order = unit.orders.find_by_number(contact.order_number)
    if order is None:  # a server tells nothing of one that the person may not see
        return None
    places = [place for place in (order.division, order.lead) if place is not None]
    near = order.secrecy is not Secrecy.WHOLE and any(may(actor, Right.SEE_ORDERS, place) for place in places)
    return covered_order(order, actor) if near or knows_secrets(actor, order) else None


def is_part_of(actor: Actor, contact: FirstContact) -> bool:
    """Tell whether the person was asked first, is responsible, or is the leader it was reported to."""
    people = (contact.first, contact.responsible, contact.leader)
    return actor.holder in people or actor.id in people


def may_see(actor: Actor, contact: FirstContact, *rights: Right) -> bool:
    """Tell whether the person is part of the contact, or holds one of the rights in a division it touches."""
    places = (contact.division, contact.responsible_division)
    return is_part_of(actor, contact) or any(
        may(actor, right, place) for right in rights for place in places if place is not None
    )


def sees(actor: Actor, contact: FirstContact) -> bool:
    """Tell whether the person may see the contact; the petition centre sees what its orders came from."""
    return may_see(actor, contact, Right.SEE_WORK) or bool(contact.order and may(actor, Right.DISPATCH_ORDER))


def require_sight(actor: Actor, contact: FirstContact) -> None:
    """Raise ``NotAllowed`` for a contact of other people's in other divisions."""
    if not sees(actor, contact):
        raise NotAllowed(f"{actor.name}不能查看首问登记{contact.number}：本人没有经手，也不属于本处室。")


def keeps_from(unit: ContactUnit, actor: Actor, contact: FirstContact) -> bool:
    """Tell whether the visitor asked, in his work order, that this person learn nothing of him."""
    if not contact.order or is_part_of(actor, contact):
        return False
    order = unit.orders.find_by_number(contact.order_number)
    if order is None:  # a server tells nothing of the order, and of the visitor what he may be told
        return contact.visitor == WITHHELD
    return order.is_confidential and not knows_secrets(actor, order)


def tells_record(unit: ContactUnit, actor: Actor, contact: FirstContact) -> bool:
    """Tell whether there is a record, and the person may read who came."""
    return bool(contact.record) and not keeps_from(unit, actor, contact)


def require_uncovering(unit: ContactUnit, actor: Actor, contact: FirstContact) -> None:
    """Raise ``NotAllowed`` for one who may not see the visitor's personal data in full."""
    if keeps_from(unit, actor, contact):
        raise NotAllowed(
            f"首问登记{contact.number}已转为保密工单，来访人信息由信访中心、效能办和经手的人查看。"
        )
    if not may_see(actor, contact, *_UNCOVERERS):
        raise NotAllowed(f"{actor.name}没有“{Right.UNCOVER.value}”的权限，由经手的人或本处室的人查看。")


def listed_contact(unit: ContactUnit, actor: Actor, contact: FirstContact) -> FirstContact:
    """Return the contact as lists and overseers see it: the visitor masked, or not told at all."""
    return withheld_contact(contact) if keeps_from(unit, actor, contact) else masked_contact(contact)


def masked_contact(contact: FirstContact) -> FirstContact:
    """Return the contact with its visitor masked."""
    return replace(
        contact,
        visitor=mask_name(contact.visitor),
        telephone=mask_telephone(contact.telephone),
        address=mask_address(contact.address),
    )


def withheld_contact(contact: FirstContact) -> FirstContact:
    """Return the contact as those see it who may not know its visitor: nothing tells of him."""
    return replace(contact, visitor=WITHHELD, telephone="", address="")


def masked_segment(segment: Segment) -> Segment:
    """Return who has it now, the visitor masked."""
    return replace(segment, holding=replace(segment.holding, party=mask_name(segment.holding.party)))
