"""The catalogue of official documents: one line a type."""

from __future__ import annotations

from app.documents import (
    acceptance_receipt,
    correction_notice,
    denial_registration,
    one_time_notice,
    proof_of_service,
)
from app.errors import BadInput
from app.forms.document_type import DocumentType

CATALOGUE: tuple[DocumentType, ...] = (
    one_time_notice.TYPE,
    correction_notice.TYPE,
    acceptance_receipt.TYPE,
    proof_of_service.TYPE,
    denial_registration.TYPE,
)


def get_type(key: str) -> DocumentType:
    """Return the document type; raises ``BadInput`` naming the known keys."""
    for document_type in CATALOGUE:
        if document_type.key == key:
            return document_type
    known = "、".join(f"{known.key}（{known.title}）" for known in CATALOGUE)
    raise BadInput(f"没有叫“{key[:60]}”的文书类型，现有：{known}。")
