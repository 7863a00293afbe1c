"""What is filled in for the acts of a case that are no papers."""

from __future__ import annotations

from app.forms.fields import Field, Kind, Section

WITHDREW, DUPLICATE, RECALLED = "申请人书面撤回申请", "重复登记", "来文（交办）单位撤回"
WITHDRAWALS = (WITHDREW, DUPLICATE, RECALLED)
ANSWERED, GUIDED, NOT_NEEDED, GAVE_UP = (
    "已当场一次性告知",
    "已引导至主管部门",
    "无需申请，已即时告知",
    "咨询人不再办理",
)
APPROVE, DECLINE = "批准", "不批准"
GRANTED, REGISTERED = "准予许可", "准予登记"
ANSWERED_LETTER, DONE_TASK = "已答复来文", "已完成交办任务"
ASSIGNED_RESULTS = (ANSWERED_LETTER, DONE_TASK)

RESULT = (
    Section(
        title="办理结果",
        fields=(
            Field(
                key="result",
                label="结果",
                kind=Kind.CHOICE,
                required=True,
                width=6,
                choices=(GRANTED, REGISTERED, "审查通过", "已办理完成", *ASSIGNED_RESULTS),
                help="不予许可、不予办理的，请走“否定报备”",
            ),
            Field(key="result_name", label="证照或结果文书名称", width=6, longest=200),
            Field(key="result_number", label="证照或文书编号", width=6, longest=100),
            Field(key="remark", label="说明", kind=Kind.LONG, lines=2, longest=1_000),
        ),
    ),
)
BROUGHT = (
    Section(
        title="补交的材料",
        fields=(
            Field(key="brought_on", label="补齐日期", kind=Kind.DATE, required=True, width=6),
            Field(key="remark", label="说明", kind=Kind.LONG, lines=2, longest=1_000),
        ),
    ),
)
RESUMED = (
    Section(
        title="特殊环节结束",
        fields=(
            Field(
                key="resumed_on",
                label="结束日期",
                kind=Kind.DATE,
                required=True,
                width=6,
                help="自次日起继续计算承诺时限",
            ),
            Field(key="outcome", label="环节结论", kind=Kind.LONG, required=True, lines=3, longest=2_000),
        ),
    ),
)
EXTENSION_ASKED = (
    Section(
        title="申请延长办理期限",
        fields=(
            Field(key="days", label="延长工作日数", kind=Kind.COUNT, required=True, width=6, least=1, most=60),
            Field(key="reason", label="理由", kind=Kind.LONG, required=True, lines=4, longest=2_000),
        ),
    ),
)
EXTENSION_DECIDED = (
    Section(
        title="审批延长办理期限",
        fields=(
            Field(
                key="decision",
                label="决定",
                kind=Kind.CHOICE,
                required=True,
                width=6,
                choices=(APPROVE, DECLINE),
            ),
            Field(key="opinion", label="意见", kind=Kind.LONG, lines=3, longest=2_000),
        ),
    ),
)
SERVED = (
    Section(
        title="结果送达",
        fields=(
            Field(key="served_on", label="送达日期", kind=Kind.DATE, required=True, width=6),
            Field(
                key="manner",
                label="送达方式",
                kind=Kind.CHOICE,
                required=True,
                width=6,
                choices=("窗口领取", "直接送达", "邮寄送达", "电子送达", "留置送达", "公告送达"),
                default="窗口领取",
            ),
            Field(key="receiver", label="领取人", width=6, longest=100, personal=True, mask="name"),
            Field(key="remark", label="说明", kind=Kind.LONG, lines=2, longest=1_000),
        ),
    ),
)
WITHDRAWN = (
    Section(
        title="撤回申请",
        fields=(
            Field(
                key="reason",
                label="缘由",
                kind=Kind.CHOICE,
                required=True,
                choices=WITHDRAWALS,
                help="窗口没有否决权：不予受理、不予办理的，请走“否定报备”",
            ),
            Field(
                key="asked_on",
                label="书面撤回日期",
                kind=Kind.DATE,
                width=6,
                help="申请人（来文单位）在撤回书上签署的日期",
            ),
            Field(key="other_case", label="继续办理的受理编号", width=6, longest=60, help="重复登记的必填"),
            Field(key="remark", label="说明", kind=Kind.LONG, lines=2, longest=1_000),
        ),
    ),
)
CLOSED = (
    Section(
        title="结束咨询",
        fields=(
            Field(
                key="outcome",
                label="结果",
                kind=Kind.CHOICE,
                required=True,
                choices=(ANSWERED, GUIDED, NOT_NEEDED, GAVE_UP),
            ),
            Field(key="organ", label="主管部门", width=6, longest=100, help="引导到别的部门的必填"),
            Field(key="organ_telephone", label="该部门电话", width=6, longest=60, check="telephone"),
            Field(key="remark", label="说明", kind=Kind.LONG, lines=2, longest=1_000),
        ),
    ),
)
