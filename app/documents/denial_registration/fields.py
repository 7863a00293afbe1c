"""What the registration of a denial asks for: who handles it, what is denied, why, and the two checks."""

from __future__ import annotations

from dataclasses import replace

from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section

BEHIND_THE_MATTER = "申请办理事项栏"
BEHIND_THE_CONTACT = "申办人联系方式栏"


def _opinion(key: str, label: str) -> tuple[Field, ...]:
    """Return the fields of a check: its opinion, who gave it and when; all may be left to the pen."""
    return (
        Field(
            key=f"{key}_opinion",
            label=f"{label}核查意见",
            kind=Kind.LONG,
            lines=2,
            longest=2_000,
            by_hand=True,
            help="不填则留空，由核查人手写",
        ),
        Field(key=f"{key}_name", label=f"{label}姓名", width=6, longest=100, by_hand=True),
        Field(key=f"{key}_date", label=f"{label}核查日期", kind=Kind.DATE, width=6, by_hand=True),
    )


SECTIONS = (
    Section(
        title="承办",
        fields=(
            Field(
                key="form_date",
                label="填表日期",
                kind=Kind.DATE,
                width=4,
                by_hand=True,
                help="印在表格右上方",
            ),
            Field(key="division_name", label="承办处室（分局）", required=True, width=8, longest=100),
            Field(key="joint_department", label="联办部门", width=6, longest=100, by_hand=True),
            replace(v.required(v.HANDLER_NAME), label="经办人姓名", width=6, help="如实填写本表的人"),
        ),
    ),
    Section(
        title="否定事项",
        fields=(
            replace(v.required(v.CASE_NUMBER), label="办件受理编号"),
            Field(
                key="applicant_contact",
                label="申办人联系方式",
                required=True,
                width=6,
                longest=200,
                personal=True,
                mask="telephone",
                help="电话或者地址",
            ),
            replace(v.RECEIVED_ON, label="受理日期"),
            Field(
                key="returned_on",
                label="退回日期",
                kind=Kind.DATE,
                width=4,
                by_hand=True,
                help="退回申请材料的日期，尚未退回的留空",
            ),
            replace(v.MATTER_NAME, label="申请办理事项"),
            v.APPLICANT_NAME,
            Field(
                key="name_place",
                label="申请人印在",
                kind=Kind.CHOICE,
                width=6,
                choices=(BEHIND_THE_MATTER, BEHIND_THE_CONTACT),
                default=BEHIND_THE_MATTER,
                help="表中没有申请人一栏，印在所选的栏内",
            ),
        ),
    ),
    Section(
        title="理由和依据",
        fields=(
            Field(
                key="reasons",
                label="否定理由和依据",
                kind=Kind.LONG,
                required=True,
                lines=8,
                help="写明不应办理的理由和所依据的法律、法规、规章、政策条款",
            ),
            Field(
                key="policies",
                label="所附政策",
                kind=Kind.LIST,
                most=50,
                columns=(Field(key="name", label="文件名称", required=True, longest=200),),
                help="随表附上的相关政策文件",
            ),
        ),
    ),
    Section(
        title="核查意见",
        fields=(*_opinion("head", "单位负责人"), *_opinion("leader", "分管局领导")),
    ),
)
