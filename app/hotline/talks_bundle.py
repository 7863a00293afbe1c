"""Binds the evidence of a talk into one PDF behind a cover list (约谈佐证材料)."""

from __future__ import annotations

from functools import partial

from app.hotline.talks_evidence import Evidence, Proof
from app.press import press_pdf
from app.register.binding import Part, bound
from app.register.cover import cover_list

COVER = "约谈佐证材料目录"


def bind(evidence: Evidence) -> bytes:
    """Return one PDF: the cover list, the talk's papers, then the orders with their letters and answers."""
    talk = evidence.talk
    about = (
        f"约谈编号：{talk.number}　被约谈单位：{talk.division_name}\n"
        f"连续督办：{len(talk.supervisions)}次，涉及工单{len(talk.orders)}件"
    )
    cover = partial(cover_list, COVER, about, evidence.bureau)
    return bound(cover, [_part(each) for each in evidence.proofs])


def _part(proof: Proof) -> Part:
    return Part(title=proof.title, number=proof.number, day=proof.day, pdf=press_pdf(proof.sheet).pdf)
