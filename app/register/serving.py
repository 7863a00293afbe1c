"""Serving papers: the days on which a paper can have reached the applicant."""

from __future__ import annotations

from datetime import date

from app.errors import BadInput
from app.register.commands import AlreadyVoid
from app.register.models import Document, DocumentState
from app.register.paper import refuse_destroyed


def check_service(document: Document, served_on: date, today: date) -> None:
    """Raise ``AlreadyVoid`` for a void paper, ``BadInput`` for a day on which it cannot have been served."""
    refuse_destroyed(document)
    if document.state is DocumentState.VOID:
        raise AlreadyVoid(f"{document.number}已经作废，不能送达。")
    if served_on > today:
        raise BadInput(f"送达日期{served_on}晚于今天，请按实际送达的日期填写。")
    if served_on < document.issued_on:
        raise BadInput(f"送达日期{served_on}早于{document.number}的签发日期{document.issued_on}，请核对。")
