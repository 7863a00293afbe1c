"""Makes a paper void: the number stays in the register for ever, with its reason."""

from __future__ import annotations

from datetime import datetime

from app.errors import BadInput
from app.forms.characters import text_faults
from app.ledger.entering import enter
from app.ledger.models import subject
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import require
from app.register.commands import AlreadyVoid, VoidDocument, VoidNeedsReason
from app.register.models import Document, DocumentState
from app.register.paper import refuse_destroyed
from app.register.ports import RegisterUnit
from app.register.rights import right_to_void

LONGEST = 1_000


def reason_of(command: VoidDocument) -> str:
    """Return the reason, trimmed; raises ``VoidNeedsReason``, or ``BadInput`` for one no register can hold."""
    reason = command.reason.strip()
    if not reason:
        raise VoidNeedsReason("作废须写明原因：文号将连同原因永久留在登记簿中。")
    if faults := text_faults("作废原因", reason, lines=True, longest=LONGEST):
        raise BadInput(faults[0])
    return reason


def to_void(unit: RegisterUnit, actor: Actor, command: VoidDocument) -> Document:
    """Return the paper that is to be void; raises ``NotAllowed``, ``AlreadyVoid``."""
    document = unit.documents.get(command.document)
    require(actor, right_to_void(document.type_key), document.division)
    refuse_destroyed(document)
    if document.state is DocumentState.VOID:
        raise AlreadyVoid(f"{document.number}已经作废，原因：{document.void_reason}。")
    return document


def keep_void(
    unit: RegisterUnit, actor: Actor, document: Document, command: VoidDocument, at: datetime
) -> None:
    """Mark the paper as void and enter the deed; raises ``Conflict``."""
    reason = reason_of(command)
    unit.documents.void(document.id, command.version, reason, at, actor.signed)
    text = f"作废{document.number}：{reason}"
    about = subject("document", document.id)
    enter(unit.ledger, deed_of(actor, at, "void_document", about, text, reason=reason))
