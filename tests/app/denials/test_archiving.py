from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from app.denials.commands import ArchiveDenial, AttachFile, NotAtThisStation
from app.denials.cover import cover_sheet
from app.denials.models import DenialState
from app.errors import Conflict, NotAllowed
from app.press import press_pdf
from app.register.binding import Part, leaves_of
from app.register.commands import RecordService
from app.register.cover import Entry
from tests.app.counter.at_work import issued, opened
from tests.app.denials.at_the_chain import (
    archivist,
    changed,
    checked,
    drafted,
    filed,
    handler,
    held,
    leader,
    noticed,
    submitted,
)
from tests.app.denials.samples_of_files import docx, pdf, png, text
from tests.app.denials.test_complaints import complained
from tests.app.press.paper import joined, page_texts
from tests.app.register.test_register import sample


def served(office, notice, day=date(2026, 11, 2)):
    office.desk.register.record_service(handler(office), RecordService(documents=(notice.id,), served_on=day))


def archived(office, denial, who=None):
    version = office.desk.denials.get(handler(office), denial.id).denial.version
    return office.desk.archiving.archive(
        who or handler(office), ArchiveDenial(denial=denial.id, version=version)
    )


def test_a_denial_is_archived_once_its_notice_was_served(office):
    case = opened(office)
    denial = filed(office, case)
    with pytest.raises(NotAtThisStation, match="告知申请人后"):
        archived(office, denial)
    notice = noticed(office, case.id)
    with pytest.raises(NotAtThisStation, match="还没有送达"):
        archived(office, denial)
    served(office, notice)
    done = archived(office, denial, archivist(office))
    assert (done.state, done.archived_by_name) == (DenialState.ARCHIVED, "江丽华")
    assert held(office, f"denial:{denial.id}") is None
    assert office.desk.ledger.verify().faults == ()


def test_a_refused_delivery_counts_as_its_proof_says(office):
    case = opened(office)
    denial = filed(office, case)
    notice = noticed(office, case.id)
    refused = sample("proof_of_service", "refused")
    rows = [{"title": notice.title, "number": str(notice.number), "copies": 1}]
    refused |= {"documents": rows, "recipient": "陈大文", "matter_name": case.matter_name}
    given = {key: value for key, value in refused.items() if key not in ("case_number", "received_on")}
    issued(office, case, "proof_of_service", {**given, "served_at": "2026-11-02T10:00"})
    assert archived(office, denial).state is DenialState.ARCHIVED


def test_an_open_complaint_keeps_a_denial_out_of_the_archive(office):
    case = opened(office)
    denial = filed(office, case)
    served(office, noticed(office, case.id))
    complained(office, denial)
    with pytest.raises(NotAtThisStation, match="投诉"):
        archived(office, denial)


def test_a_day_of_the_cover_list_stands_on_one_line(office):
    denial = filed(office, opened(office))
    number = "示资规审不受〔2026〕12号"
    entry = Entry(title="不予受理通知书", number=number, day=date(2026, 12, 31), pages="3-6")
    (text,) = page_texts(press_pdf(cover_sheet(denial, "示例局", (entry,))).pdf)
    assert "2026年12月31日" in text
    assert number in text


def test_of_two_who_archive_the_second_is_told(office):
    case = opened(office)
    denial = filed(office, case)
    served(office, noticed(office, case.id))
    stale = office.desk.denials.get(handler(office), denial.id).denial.version
    archived(office, denial)
    with pytest.raises(Conflict):
        office.desk.archiving.archive(handler(office), ArchiveDenial(denial=denial.id, version=stale))


def test_remedies_are_counted_from_service_and_marked_while_a_year_is_unknown(office):
    case = opened(office)
    denial = filed(office, case)
    notice = noticed(office, case.id)
    assert office.desk.denials.get(handler(office), denial.id).remedies is None
    served(office, notice)
    remedies = office.desk.denials.get(handler(office), denial.id).remedies
    assert remedies.served_on == date(2026, 11, 2)
    assert remedies.reconsider_by == date(2027, 1, 4)  # 1 January and the weekend are past
    assert remedies.sue_by == date(2027, 5, 3)  # 2 May is a Sunday
    assert remedies.provisional


def test_the_bundle_holds_everything_in_order_and_its_cover_counts_the_pages(office, tmp_path):
    case = opened(office)
    denial = drafted(office, case)
    files = {
        "政策依据.pdf": pdf(pages=3),
        "现场照片.png": png(),
        "会议纪要.docx": docx(),
        "坏的.pdf": b"%PDF-1.7\nbroken beyond repair",
        "情况说明.txt": text(),
        "又一份.pdf": pdf("另一份"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        office.desk.denial_files.attach(office.clerk, AttachFile(denial=denial.id, path=tmp_path / name))
    denial = checked(office, checked(office, submitted(office, denial), office.head), leader(office))
    notice = noticed(office, case.id)
    rows = [{"title": notice.title, "number": str(notice.number), "copies": 1}]
    issued(office, case, "proof_of_service", {**proof_of(case), "documents": rows})
    bundle = office.desk.archiving.bundle(archivist(office), denial.id)

    texts = [joined(each) for each in page_texts(bundle)]
    reader = pypdf.PdfReader(io.BytesIO(bundle))
    assert reader.page_labels[:3] == ["i", "1", "2"]
    assert "案卷目录" in texts[0]
    body = texts[1:]
    starts = [place for place, each in enumerate(body, 1) if "政策全文第1面" in each]
    order = [
        next(place for place, each in enumerate(body, 1) if words in each)
        for words in (
            "否定报备登记表",
            "申报材料清单",
            "不予受理通知书",
            "送达回证",
            "政策全文第1面",
            "另一份第1面",
        )
    ]
    assert order == sorted(order)
    first = starts[0]
    for words in (
        f"政策依据.pdf{first}-{first + 2}",
        f"现场照片.png{first + 3}",
        "会议纪要.docx电子附件",
        "坏的.pdf电子附件",
        "情况说明.txt电子附件",
        f"又一份.pdf{first + 4}",
        str(notice.number),
    ):
        assert words in texts[0], (words, texts[0])
    assert len(body) == first + 4
    assert {name: made[0] for name, made in reader.attachments.items()} == {
        name: files[name] for name in ("会议纪要.docx", "坏的.pdf", "情况说明.txt")
    }


def proof_of(case):
    given = sample("proof_of_service")
    wanted = {"recipient": "陈大文", "received_on": "2026-11-02", "served_at": "2026-11-02T10:00"}
    return {
        key: value for key, value in {**given, **wanted}.items() if key not in ("case_number", "matter_name")
    }


def test_nobody_binds_what_was_not_filed_or_is_not_his_to_archive(office):
    denial = submitted(office, drafted(office, opened(office)))
    with pytest.raises(NotAtThisStation, match="报备完成后"):
        office.desk.archiving.bundle(handler(office), denial.id)
    with pytest.raises(NotAllowed):
        office.desk.archiving.bundle(office.clerk, denial.id)


def test_a_file_named_with_a_sign_that_no_face_has_does_not_stop_the_bundle(office, tmp_path):
    denial = drafted(office, opened(office))
    name = "照片\U00013000.png"
    (tmp_path / name).write_bytes(png())
    office.desk.denial_files.attach(office.clerk, AttachFile(denial=denial.id, path=tmp_path / name))
    denial = changed(office, denial, fields={"policies": [{"name": "现场照片"}]})
    denial = checked(office, checked(office, submitted(office, denial), office.head), leader(office))
    assert "照片〓.png" in joined(page_texts(office.desk.archiving.bundle(handler(office), denial.id))[0])


def test_a_picture_taken_sideways_stands_upright_and_a_broken_one_is_embedded(office, tmp_path):
    made = io.BytesIO()
    turned = Image.new("RGB", (300, 100), "blue")
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(made, "JPEG", exif=exif)
    page = pypdf.PdfReader(
        io.BytesIO(leaves_of(Part(title="a.jpg", number="", day=None, file=made.getvalue())).pdf)
    )
    width, height = page.pages[0].images[0].image.size
    assert (width, height) == (100, 300)
    broken = leaves_of(Part(title="b.png", number="", day=None, file=png()[:60]))
    assert broken.pages == 0


def scripted():
    """A PDF that would run a script when it is opened."""
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    return writer


def written(writer):
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_what_runs_when_a_file_is_opened_does_not_reach_the_bundle():
    content = written(scripted())
    assert b"JavaScript" in content
    leaves = leaves_of(Part(title="脚本.pdf", number="", day=None, file=content))
    assert leaves.pages == 1
    assert b"JavaScript" not in leaves.pdf


def test_a_locked_file_is_embedded_as_it_is():
    writer = scripted()
    writer.encrypt("geheim", algorithm="RC4-128")
    assert leaves_of(Part(title="锁.pdf", number="", day=None, file=written(writer))).pages == 0
