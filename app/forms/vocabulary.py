"""The shared words of the forms: one key, one meaning in every type, so that a case can fill them in."""

from __future__ import annotations

from dataclasses import replace

from app.forms.fields import Field, Kind

NATURAL_PERSON = "自然人"
ORGANISATION = "单位"
LICENCE = "行政许可"
REGISTRATION = "不动产登记"
AT_ONCE = "即办件"
SHARED = "共享获取"
MAIN = "主要"

_NAME = 100
_LINE = 200


def required(field: Field) -> Field:
    """Return the field as one that must be filled in."""
    return replace(field, required=True)


def optional(field: Field) -> Field:
    """Return the field as one that may stay empty."""
    return replace(field, required=False)


APPLICANT_NAME = Field(
    key="applicant_name", label="申请人", required=True, width=6, longest=_NAME,
    personal=True, mask="name", help="自然人姓名或单位全称，与证件一致",
)  # fmt: skip
APPLICANT_KIND = Field(
    key="applicant_kind", label="申请人类别", kind=Kind.CHOICE, required=True, width=3,
    choices=(NATURAL_PERSON, ORGANISATION), default=NATURAL_PERSON,
)  # fmt: skip
CONTACT_NAME = Field(
    key="contact_name", label="联系人", width=3, longest=_NAME, personal=True, mask="name",
    help="单位申请的必须填写",
)  # fmt: skip
TELEPHONE = Field(
    key="telephone", label="联系电话", required=True, width=4, longest=60, personal=True,
    check="telephone", mask="telephone",
)  # fmt: skip
SMS_TELEPHONE = Field(
    key="sms_telephone", label="接收短信电话", width=4, longest=60, personal=True,
    check="telephone", mask="telephone",
)  # fmt: skip
ADDRESS = Field(key="address", label="联系地址", longest=_LINE, personal=True, mask="address")
AGENT_NAME = Field(key="agent_name", label="代理人", width=6, longest=_NAME, personal=True, mask="name")
AGENT_TELEPHONE = Field(
    key="agent_telephone", label="代理人电话", width=6, longest=60, personal=True,
    check="telephone", mask="telephone",
)  # fmt: skip
CERTIFICATE = Field(
    key="certificate", label="证件号码", width=6, longest=60, personal=True, mask="certificate", by_hand=True,
    help="身份证件号码或统一社会信用代码",
)  # fmt: skip
LEGAL_REPRESENTATIVE = Field(
    key="legal_representative", label="法定代表人", width=6, longest=_NAME, personal=True, mask="name",
    help="单位的法定代表人或者负责人",
)  # fmt: skip
CHANNEL = Field(
    key="channel", label="咨询渠道", kind=Kind.CHOICE, required=True, width=4,
    choices=("窗口", "电话", "网上"), default="窗口",
)  # fmt: skip
MATTER_NAME = Field(key="matter_name", label="事项名称", required=True, longest=_LINE)
MATTER_CODE = Field(
    key="matter_code", label="事项编码", longest=60, help="省标准目录中的编码"
)  # fmt: skip
MATTER_KIND = Field(
    key="matter_kind", label="审批服务类型", kind=Kind.CHOICE, required=True, width=3,
    choices=(AT_ONCE, "承诺件", "联办件"), default="承诺件",
)  # fmt: skip
REGIME = Field(
    key="regime", label="适用规定", kind=Kind.CHOICE, required=True, width=3,
    choices=(LICENCE, REGISTRATION), default=LICENCE,
    help="行政许可五个工作日内告知；不动产登记当场告知",
)  # fmt: skip
CASE_NUMBER = Field(key="case_number", label="受理编号", width=6, longest=60)
RECEIVED_ON = Field(
    key="received_on", label="收件日期", kind=Kind.DATE, required=True, width=4,
    help="收到申请材料的日期",
)  # fmt: skip
ACCEPTED_ON = Field(key="accepted_on", label="受理日期", kind=Kind.DATE, required=True, width=4)
DUE_ON = Field(
    key="due_on", label="承诺办结日期", kind=Kind.DATE, required=True, width=4,
    help="自受理次日起按工作日计算",
)  # fmt: skip
REASON = Field(key="reason", label="理由", kind=Kind.LONG, required=True)
BASIS = Field(key="basis", label="办理依据", kind=Kind.LONG, required=True, help="法律、法规、规章的名称和条款")
CONDITIONS = Field(key="conditions", label="办理条件", kind=Kind.LONG, required=True)
PROCEDURE = Field(key="procedure", label="办理程序", kind=Kind.LONG, required=True)
REQUIREMENTS = Field(key="requirements", label="办理要求", kind=Kind.LONG, required=True)
STATUTORY_LIMIT = Field(
    key="statutory_limit", label="法定时限", kind=Kind.COUNT, required=True, width=3,
    least=0, most=1000, help="工作日；当场办结填 0",
)  # fmt: skip
COMMITTED_LIMIT = Field(
    key="committed_limit", label="承诺时限", kind=Kind.COUNT, required=True, width=3,
    least=0, most=1000, help="工作日，不得长于法定时限；当场办结填 0",
)  # fmt: skip
SPECIAL_STEPS = Field(
    key="special_steps", label="特殊环节及时限", kind=Kind.LONG, lines=2,
    help="不计入办理时限的听证、检测、鉴定、专家评审等",
)  # fmt: skip
FEE = Field(key="fee", label="收费依据及标准", kind=Kind.LONG, lines=2)
COUNTER_TELEPHONE = Field(
    key="counter_telephone", label="窗口电话", width=4, longest=60, check="telephone",
    help="不填则印本窗口登记的电话",
)  # fmt: skip
SUPERVISION_TELEPHONE = Field(
    key="supervision_telephone", label="监督电话", width=4, longest=60, check="telephone",
    help="不填则印本局登记的监督电话",
)  # fmt: skip
HANDLER_NAME = Field(
    key="handler_name", label="窗口经办人", width=4, longest=_NAME, help="不填则印登录的经办人"
)

MATERIAL_NAME = Field(key="name", label="材料名称", required=True, width=4, longest=_LINE)
MATERIAL_MAIN = Field(key="main", label="主次", kind=Kind.CHOICE, width=1, choices=(MAIN, "次要"), default=MAIN)
MATERIAL_FORM = Field(
    key="form", label="形式", kind=Kind.CHOICE, width=2, choices=("原件", "复印件", "原件及复印件"),
    default="原件",
)  # fmt: skip
MATERIAL_COPIES = Field(key="copies", label="份数", kind=Kind.COUNT, width=1, least=1, most=999, default=1)
MATERIAL_MEDIUM = Field(
    key="medium", label="介质", kind=Kind.CHOICE, width=1, choices=("纸质", "电子"), default="纸质"
)
MATERIAL_SOURCE = Field(key="source", label="来源", width=2, longest=_LINE)
MATERIAL_STATUS = Field(
    key="status", label="状态", kind=Kind.CHOICE, width=2, choices=("需提交", "已具备", SHARED),
    default="需提交", help="共享获取的材料不得要求申请人提交",
)  # fmt: skip
MATERIAL_REMARK = Field(key="remark", label="备注", width=2, longest=500)
MATERIAL_SUBMIT_BY = Field(key="submit_by", label="补交期限", kind=Kind.DATE, width=2)
MATERIALS = Field(
    key="materials", label="申请材料", kind=Kind.LIST, required=True, most=200,
    columns=(
        MATERIAL_NAME, MATERIAL_MAIN, MATERIAL_FORM, MATERIAL_COPIES, MATERIAL_MEDIUM, MATERIAL_SOURCE,
        MATERIAL_STATUS, MATERIAL_REMARK,
    ),
    help="办理所需的全部材料，共享获取的也要列出",
)  # fmt: skip
RECEIVED_MATERIALS = replace(
    MATERIALS, key="received_materials", label="已收材料", help="窗口实际收下的每一份材料",
    columns=(
        MATERIAL_NAME, MATERIAL_MAIN, MATERIAL_FORM, MATERIAL_COPIES, MATERIAL_MEDIUM, MATERIAL_REMARK,
    ),
)  # fmt: skip
APPLICANT = (
    APPLICANT_NAME, APPLICANT_KIND, CONTACT_NAME, TELEPHONE, ADDRESS, AGENT_NAME, AGENT_TELEPHONE,
)  # fmt: skip
COUNTER = (HANDLER_NAME, COUNTER_TELEPHONE, SUPERVISION_TELEPHONE)

DIVISION_NAME = Field(key="division_name", label="处室（单位）", required=True, width=6, longest=_NAME)
POST_NAME = Field(key="post_name", label="岗位名称", required=True, width=6, longest=_NAME)
YEAR = Field(key="year", label="年度", kind=Kind.COUNT, required=True, width=3, least=2000, most=2100)
A_NAME = Field(key="a_name", label="A岗", required=True, width=4, longest=_NAME)
B_NAME = Field(key="b_name", label="B岗", required=True, width=4, longest=_NAME)
B_CAPACITY = Field(
    key="b_capacity",
    label="顶岗身份",
    kind=Kind.CHOICE,
    width=4,
    choices=("B岗", "第二B岗", "临时代岗", "单位负责人", "代单位负责人", "分管局领导"),
    help="不填的印“B岗”",
)
SECOND_B_NAME = Field(key="second_b_name", label="第二B岗", width=4, longest=_NAME, help="没有的留空")
SUPERVISOR_NAME = Field(
    key="supervisor_name", label="监交人", width=4, longest=_NAME, help="一般为处室（单位）负责人"
)
ABSENT_FROM = Field(key="absent_from", label="离岗时间", kind=Kind.MOMENT, required=True, width=6)
WORK_KIND = Field(key="kind", label="业务类型", required=True, width=2, longest=60)
WORK_NUMBER = Field(key="number", label="编号", width=2, longest=60, help="受理编号、文号或者工单号")
WORK_TITLE = Field(key="title", label="事项名称", required=True, width=3, longest=_LINE)
WORK_STEP = Field(key="step", label="当前环节", width=2, longest=_NAME)
WORK_DUE_ON = Field(key="due_on", label="到期日期", kind=Kind.DATE, width=2)
WORK_NEXT_ACT = Field(key="next_act", label="下一步", width=3, longest=500)
WORK_REMARK = Field(key="remark", label="备注", width=2, longest=500)
THINGS = Field(
    key="things", label="物品清单", kind=Kind.LIST, most=200,
    columns=(
        Field(
            key="thing_kind", label="类别", kind=Kind.CHOICE, required=True, width=2,
            choices=("文书", "材料", "印章", "证件", "钥匙", "设备", "其他"), default="文书",
        ),
        Field(key="name", label="物品名称", required=True, width=4, longest=_LINE),
        Field(key="count", label="数量", kind=Kind.COUNT, width=1, least=1, most=999, default=1),
        Field(key="remark", label="备注", width=3, longest=500),
    ),
    help="随岗移交的文书、材料、印章、证件、钥匙、设备；不得写密码",
)  # fmt: skip
