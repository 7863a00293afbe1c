"""How a case is listed, found and first shown: its tick list, its masked applicant, its search texts."""

from __future__ import annotations

from dataclasses import replace

from app.cases.models import Case, CaseMaterial, MaterialStatus, Party
from app.catalogue.models import Matter
from app.forms.masking import mask_name, mask_telephone


def tick_list(matter: Matter) -> tuple[CaseMaterial, ...]:
    """Return the matter's materials as a tick list: nothing is there yet but what government shares."""
    return tuple(
        CaseMaterial(
            name=material.name,
            main=material.main,
            form=material.form,
            copies=material.copies,
            medium=material.medium,
            source=material.source,
            status=MaterialStatus.SHARED if material.shared else MaterialStatus.MISSING,
            remark=material.remark,
        )
        for material in matter.materials
    )


def masked(party: Party) -> Party:
    """Return the applicant as lists show him."""
    name = mask_name(party.name) if party.kind == "自然人" else party.name
    return replace(
        party,
        name=name,
        certificate="",
        agent_certificate="",
        override_reason="",
        telephone=mask_telephone(party.telephone),
        sms_telephone="",
        address="",
        agent_telephone="",
        agent_name=mask_name(party.agent_name) if party.agent_name else "",
        contact=mask_name(party.contact) if party.contact else "",
    )


def search_texts(case: Case) -> tuple[str, ...]:
    """Return the texts a case is found by."""
    party = case.applicant
    texts = (case.number, party.name, party.agent_name, party.contact, party.telephone, party.address)
    return (*(text for text in texts if text), case.matter_name, case.matter_code)
