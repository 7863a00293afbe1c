"""The catalogue of official documents: one line a type."""

from __future__ import annotations

from app.documents import (
    acceptance_receipt,
    call_back_record,
    co_handling_letter,
    correction_notice,
    day_sheet,
    deferral_undertaking,
    denial_registration,
    destruction_register,
    extension_notice,
    first_contact_record,
    handover_sheet,
    non_acceptance_notice,
    notice_and_undertaking,
    one_time_notice,
    order_return_sheet,
    overdue_record,
    post_register,
    post_responsibility,
    proof_of_service,
    reply_sheet,
    return_sheet,
    special_step_notice,
    supervision_letter,
    talk_notice,
    talk_record,
    work_order,
)
from app.errors import BadInput
from app.forms.document_type import DocumentType

CATALOGUE: tuple[DocumentType, ...] = (
    one_time_notice.TYPE,
    correction_notice.TYPE,
    acceptance_receipt.TYPE,
    proof_of_service.TYPE,
    denial_registration.TYPE,
    non_acceptance_notice.TYPE,
    deferral_undertaking.TYPE,
    notice_and_undertaking.TYPE,
    special_step_notice.TYPE,
    extension_notice.TYPE,
    overdue_record.TYPE,
    post_register.TYPE,
    post_responsibility.TYPE,
    handover_sheet.TYPE,
    return_sheet.TYPE,
    first_contact_record.TYPE,
    work_order.TYPE,
    day_sheet.TYPE,
    order_return_sheet.TYPE,
    co_handling_letter.TYPE,
    reply_sheet.TYPE,
    call_back_record.TYPE,
    supervision_letter.TYPE,
    talk_notice.TYPE,
    talk_record.TYPE,
    destruction_register.TYPE,
)


def get_type(key: str) -> DocumentType:
    """Return the document type; raises ``BadInput`` naming the known keys."""
    for document_type in CATALOGUE:
        if document_type.key == key:
            return document_type
    known = "、".join(f"{known.key}（{known.title}）" for known in CATALOGUE)
    raise BadInput(f"没有叫“{key[:60]}”的文书类型，现有：{known}。")
