"""``document``: the catalogue of types, rendering without an office, issuing, verifying."""

from __future__ import annotations

import json
import uuid
from argparse import Namespace
from pathlib import Path

from app.cases.commands import IssueForCase, SecondGround
from app.clock import office_date
from app.documents.catalogue import CATALOGUE, get_type
from app.errors import BadInput, Refusal, Unavailable, why
from app.forms.checks import check_all
from app.forms.document_type import Imprint
from app.forms.schema import schema_of
from app.forms.sheet import Sheet
from app.forms.wording import starting_wording, wording_in_force
from app.press import press_docx, press_pdf
from app.register.commands import IssueDocument
from app.register.models import Document
from app.register.paper import sheet_of
from app.verbs.terminal import Terminal, read_fields, write_file


class AlteredPaper(Refusal):
    """The paper is not as the office issued it."""


def types(terminal: Terminal, _options: Namespace) -> None:
    """Tell which papers there are."""
    listed = [
        {
            "key": each.key,
            "title": each.title,
            "version": each.version,
            "mark": each.mark,
            "parts": list(each.parts),
            "retention": each.retention,
            "legal_basis": list(each.legal_basis),
        }
        for each in CATALOGUE
    ]
    text = "\n".join(f"{each.key:<22}{each.title}" for each in CATALOGUE)
    terminal.answer(listed, text)


def fields(terminal: Terminal, options: Namespace) -> None:
    """Tell a type's fields as JSON Schema."""
    terminal.write(json.dumps(schema_of(get_type(options.type)), ensure_ascii=False, indent=2))


def render(terminal: Terminal, options: Namespace) -> None:
    """Set a paper without an office: unnumbered, marked as a draft."""
    document_type = get_type(options.type)
    values = check_all(document_type, read_fields(options.fields))
    imprint = Imprint(
        bureau=str(values.get("server") or "（单位名称）"),
        division="（承办处室）",
        handler=str(values.get("handler_name") or ""),
        counter_telephone=str(values.get("counter_telephone") or ""),
        supervision_telephone=str(values.get("supervision_telephone") or ""),
        wording=wording_in_force(starting_wording(), office_date(terminal.clock())),
        watermark=document_type.draft_mark,
    )
    made = _write(document_type.page(values, imprint), options.pdf, options.docx)
    terminal.answer(
        {"type": document_type.key, **made}, f"已排版《{document_type.title}》（{document_type.draft_mark}）。"
    )


def issue(terminal: Terminal, options: Namespace) -> None:
    """Issue a paper and write its PDF and DOCX."""
    document_type = get_type(options.type)
    entered, folder = read_fields(options.fields), ready_folder(options.out)
    actor, desk = terminal.actor, terminal.desk
    key = options.request or uuid.uuid4().hex
    second = SecondGround(reason=options.reason, head=options.head) if options.reason else None
    case = desk.cases_by_fields.case_for(actor, document_type.key, entered, options.case, options.request)
    if case is None:
        alone = IssueDocument(type_key=document_type.key, fields=entered, request_key=key)
        document = desk.caseless_papers.issue(actor, alone, second)
    else:
        command = IssueForCase(
            case=case, type_key=document_type.key, fields=entered, request_key=key, second=second
        )
        document = desk.papers.issue(actor, command)
    made = written(document, folder)
    terminal.answer(made, f"已签发《{document.title}》{document.number}，存于{options.out}。")


def ready_folder(out: str) -> Path:
    """Return the folder for a paper's files, tried and left as it was.

    Raises ``BadInput`` before anything is issued.
    """
    folder = Path(out)
    probe = folder / f".{uuid.uuid4().hex}"
    try:
        made = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"1")
        probe.unlink()
        for each in made:
            each.rmdir()
    except (OSError, ValueError) as fault:
        reason = why(fault) if isinstance(fault, OSError) else "路径不正确"
        raise BadInput(f"不能存入文件夹“{out}”：{reason}。没有签发，请换一个文件夹。") from fault
    return folder


def written(document: Document, folder: Path) -> dict[str, object]:
    """Write an issued paper as PDF and DOCX into a folder; return what is told of it.

    Raises ``Unavailable`` where the files cannot be written: the paper is issued all the same.
    """
    stem = str(document.number)
    try:
        made = _write(sheet_of(document), str(folder / f"{stem}.pdf"), str(folder / f"{stem}.docx"))
    except BadInput as fault:
        told = f"《{document.title}》{document.number}已经签发，只是{fault}"
        raise Unavailable(f"{told}请不要再次签发，在“文书登记”中打开后打印或导出。") from fault
    return {**_told(document), **made}


def _told(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "type": document.type_key,
        "number": str(document.number),
        "case": document.case_number,
        "code": document.code,
        "issued_on": document.issued_on.isoformat(),
    }


def _write(sheet: Sheet, pdf: str | None, docx: str | None) -> dict[str, object]:
    made: dict[str, object] = {}
    if pdf:
        pressed = press_pdf(sheet)
        write_file(Path(pdf), pressed.pdf)
        made.update(pdf=pdf, pages=pressed.pages)
    if docx:
        write_file(Path(docx), press_docx(sheet))
        made["docx"] = docx
    return made


def verify(terminal: Terminal, options: Namespace) -> None:
    """Tell a true paper from an altered one; raises ``Refusal`` for an altered one."""
    path = Path(options.paper)
    if options.paper.lower().endswith(".pdf") or path.is_file():
        verdict = terminal.desk.checking.paper(path)
    else:
        verdict = terminal.desk.checking.number(options.paper)
    answer = {
        "number": verdict.number,
        "true": verdict.is_true,
        "state": verdict.state,
        "faults": list(verdict.faults),
    }
    if verdict.is_true:
        terminal.answer(answer, f"真实：{verdict.number}，{verdict.state}。")
        return
    if terminal.as_json:
        terminal.answer(answer, "")
    raise AlteredPaper("\n".join(("不符：", *verdict.faults)))
