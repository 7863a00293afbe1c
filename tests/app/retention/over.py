"""What is over, and has papers: cases, denials with files and complaints, work orders."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from app.denials.commands import AttachFile
from tests.app.counter.at_work import issued as of_case
from tests.app.counter.at_work import opened, ticked
from tests.app.denials.at_the_chain import REASONS, checked, drafted, leader, noticed, submitted
from tests.app.denials.samples_of_files import pdf
from tests.app.denials.test_archiving import archived, served
from tests.app.denials.test_complaints import answered, complained
from tests.app.hotline.order_life import did, went
from tests.app.hotline.order_papers import paper

LATE = date(2060, 1, 4)
SECRET_WORDS = "张三丰的母亲住在示例路十八号"


def enquired(office, times=1):
    """An enquiry that was answered with one-time notices, and is over."""
    case = opened(office, application=False)
    ticked(office, case, m0="缺少")
    papers = [of_case(office, case, "one_time_notice") for _ in range(times)]
    return office.desk.counter.get(office.clerk, case.id).case, papers


def denied(office, folder):
    """A refusal that was reported with a file, told, served, archived, and complained about in vain."""
    case = opened(office)
    denial = drafted(office, case, reasons=f"{REASONS}{SECRET_WORDS}")
    path = folder / "政策.pdf"
    path.write_bytes(pdf())
    office.desk.denial_files.attach(office.clerk, AttachFile(denial=denial.id, path=path))
    denial = submitted(office, denial)
    denial = checked(office, denial, office.head, text=f"同意。{SECRET_WORDS}")
    denial = checked(office, denial, leader(office))
    served(office, noticed(office, case.id))
    archived(office, denial)
    answered(office, complained(office, denial, content=SECRET_WORDS), answer=SECRET_WORDS)
    return case, denial


def rows_of(office, *tables):
    with office.store.engine.connect() as connection:
        return {table: str(connection.execute(text(f"SELECT * FROM {table}")).all()) for table in tables}


def answered_order(office, again=None, **fields):
    """An order that was answered, corrected and closed, with a reply sheet."""
    acts = ("dispatch", "sign", "call")
    order = went(office, *acts, content=f"{SECRET_WORDS}，请查处。", **fields)
    if again is not None:
        did(office, again, "merge", main=order.number, reason="重复")
    order = did(office, order, "reply", content=SECRET_WORDS, attitude="表示理解")
    paper(office, "wuzhihong", order, "reply_sheet")
    return did(office, did(office, order, "approve"), "call_back", opinion=SECRET_WORDS)
