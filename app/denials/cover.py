"""The pages that a bundle adds: its cover list (案卷目录) and the list of the materials handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.cases.models import Case
from app.clock import chinese_date
from app.denials.models import Denial
from app.forms.layout import FORM_PAGE, continued
from app.forms.sheet import FORM_PT, Paragraph, Sheet
from app.register.cover import Entry, cover_list, table_of, title_of
from app.register.models import Document

COVER = "案卷目录"
MATERIALS = "申报材料清单"
_MATERIAL_WIDTHS = (12.0, 68.0, 30.0, 16.0, 30.0)


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What goes into a bundle: the papers in order, the form first, and the files by name."""

    denial: Denial
    case: Case
    bureau: str
    documents: tuple[Document, ...]
    files: tuple[tuple[str, bytes], ...]


def cover_sheet(denial: Denial, bureau: str, entries: Iterable[Entry]) -> Sheet:
    """Return the cover list of a denial."""
    about = (
        f"办件受理编号：{denial.case_number}　承办处室（分局）：{denial.division_name}\n"
        f"申请办理事项：{denial.matter_name}"
    )
    return cover_list(COVER, about, bureau, entries)


def materials_sheet(case: Case) -> Sheet:
    """Return the list of what the applicant handed in, and what was found of it."""
    rows = [
        (
            str(place),
            each.name,
            f"{each.form}{each.copies}份",
            each.medium,
            _found(each.status.value, each.fault),
        )
        for place, each in enumerate(case.materials, 1)
    ]
    received_on = chinese_date(case.received_on)
    about = f"办件受理编号：{case.number}　收件日期：{received_on}\n申请人：{case.applicant.name}"
    return Sheet(
        title=MATERIALS,
        blocks=(
            title_of(MATERIALS),
            Paragraph(text=about, size=FORM_PT, after=2.0),
            table_of(_MATERIAL_WIDTHS, ("序号", "材料名称", "形式和份数", "介质", "收件情况"), rows),
        ),
        page=FORM_PAGE,
        continuation=continued(MATERIALS),
        numbered_from=2,
    )


def _found(status: str, fault: str) -> str:
    return f"{status}：{fault}" if fault else status
