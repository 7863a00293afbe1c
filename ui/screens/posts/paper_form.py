"""What is asked before the register of posts, or the list for the public, is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.forms.fields import Field, Kind, Section
from app.posts.papers import HALVES
from ui.dialogs.fields import FieldsQuestion

REGISTER, LIST = "AB岗设置报备表", "公开名单（XLSX）"


def paper_question(year: int, half: int, *, registers: bool) -> FieldsQuestion:
    """Return what is asked; only who ``registers`` is offered the paper of his division."""
    kinds = (REGISTER, LIST) if registers else (LIST,)
    text = "涉密岗位不列入。" + (
        "报备表打开后可补填电话和备注，签发后打印或存为PDF、DOCX。" if registers else "报备表由单位负责人出具。"
    )
    return FieldsQuestion(
        title="报备和公开",
        text=text,
        confirm="继续",
        sections=(
            Section(
                title="报备和公开",
                fields=(
                    Field(key="kind", label="要什么", kind=Kind.CHOICE, required=True, choices=kinds),
                    Field(key="year", label="年度", kind=Kind.COUNT, required=True, width=6),
                    Field(key="half", label="半年", kind=Kind.CHOICE, required=True, choices=HALVES, width=6),
                ),
            ),
        ),
        values={"kind": kinds[0], "year": year, "half": HALVES[half - 1]},
    )


def asked_of(values: Mapping[str, Any]) -> tuple[str, int, int]:
    """Return which of the two, the year and the half year (1 or 2)."""
    return str(values["kind"]), int(values["year"]), HALVES.index(values["half"]) + 1
