"""Tells a true paper from an altered one, from its PDF or its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import BadInput, why
from app.ledger.models import Fault, subject
from app.press import press_pdf
from app.press.verify import LETTERS, read_code, same_paper
from app.register.auditing import altered, audit, deeds_in
from app.register.models import Document, DocumentState
from app.register.paper import refuse_destroyed, sheet_of
from app.register.ports import RegisterStore, RegisterUnit

LARGEST = 50_000_000
# As people type a number: any brackets, 第, zeros in front.
_NUMBER = re.compile(r"([^\s〔\[［（(【﹝]+)[〔\[［（(【﹝]\s*(\d{4})\s*[〕\]］）)】﹞]\s*第?(\d{1,9})\s*号?")
_CODE = re.compile(rf"(?<![{LETTERS}])[{LETTERS}]{{4}}-[{LETTERS}]{{4}}-[{LETTERS}]{{4}}(?![{LETTERS}])")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a check found: the number, what became of the paper, and everything that does not fit."""

    number: str
    state: str
    faults: tuple[str, ...]

    @property
    def is_true(self) -> bool:
        """Whether the paper is as the office issued it."""
        return not self.faults


class Checking:
    """Verifies papers against the register and the ledger."""

    def __init__(self, store: RegisterStore) -> None:
        self._store = store

    def number(self, number: str) -> Verdict:
        """Check the stored paper of a number, of a verification code, or of a scanned square (both).

        Raises ``BadInput`` where the register has none.
        """
        code = _CODE.search(number.upper())
        with self._store.read() as unit:
            document = _document_of(unit, number, code[0] if code else "")
            faults = list(_stored_faults(unit, document))
            if code and code[0] != document.code:
                faults.append(f"核验码应为{document.code}，给出的是{code[0]}。")
            state = "已销毁" if document.destroyed_at else document.state.value
            return Verdict(number=str(document.number), state=state, faults=tuple(faults))

    def paper(self, path: Path) -> Verdict:
        """Check a PDF against what was issued under the code it bears, else its number.

        Raises ``BadInput``, ``Destroyed``.
        """
        pdf = _read(path)
        claim = read_code(pdf)
        if not claim.number and not claim.code:
            raise BadInput(f"“{path.name}”上没有本系统的核验码，不能核验。")
        with self._store.read() as unit:
            document = unit.documents.find_by_code(claim.code) if claim.code else None
            document = document or unit.documents.find_by_number(claim.number)
            if document is None:
                said = claim.number or claim.code
                return Verdict(number=said, state="未登记", faults=(f"登记簿中没有{said}。",))
            refuse_destroyed(document)
            faults = list(_stored_faults(unit, document))
        faults += self._paper_faults(document, pdf, claim.code)
        return Verdict(number=str(document.number), state=document.state.value, faults=tuple(faults))

    def all_papers(self) -> tuple[Fault, ...]:
        """Compare the whole register with the ledger: every paper, its voiding and its prints."""
        with self._store.read() as unit:
            return tuple(audit(unit))

    def _paper_faults(self, document: Document, pdf: bytes, code: str) -> Iterator[str]:
        if code != document.code:
            yield f"核验码应为{document.code}，纸面为{code or '（无）'}。"
        issued = press_pdf(sheet_of(_as_issued(document))).pdf
        for difference in same_paper(pdf, issued):
            yield difference.text
        if document.state is DocumentState.VOID:
            yield f"{document.number}已作废：{document.void_reason}。"


def _as_issued(document: Document) -> Document:
    values = {name: getattr(document, name) for name in Document.__dataclass_fields__}
    return Document(**{**values, "state": DocumentState.ISSUED})


def _document_of(unit: RegisterUnit, said: str, code: str) -> Document:
    found = unit.documents.find_by_number(said.strip())
    if found is None and (number := _NUMBER.search(said)):
        found = unit.documents.find_by_number(f"{number[1]}〔{number[2]}〕{int(number[3])}号")
    elif found is None and code:
        found = unit.documents.find_by_code(code)
    if found is None:
        raise BadInput(f"登记簿中没有文号或核验码“{said[:60]}”。")
    return found


def _stored_faults(unit: RegisterUnit, document: Document) -> Iterator[str]:
    about = subject("document", document.id)
    deeds = deeds_in(unit.ledger.entries_of(about)).get(about)
    if deeds is None:
        yield f"台账中没有签发{document.number}的记录。"
    else:
        yield from (fault.text for fault in altered(unit, document, deeds))


def _read(path: Path) -> bytes:
    try:
        pdf = path.read_bytes()
    except OSError as fault:
        raise BadInput(f"读不了文件“{path}”：{why(fault)}。") from fault
    if len(pdf) > LARGEST or not pdf.startswith(b"%PDF"):
        raise BadInput(f"“{path.name}”不是PDF文件，或超过{LARGEST // 1_000_000}MB。")
    return pdf
