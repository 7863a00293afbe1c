"""What is filled in for a first contact: at registration, and for each act afterwards."""

from __future__ import annotations

from dataclasses import replace

from app.contacts.models import ContactChannel, ContactKind, Outcome
from app.documents.first_contact_record.fields import SECTIONS as RECORD
from app.forms import vocabulary as v
from app.forms.fields import Field, Kind, Section, all_fields
from app.hotline.filling import ARRIVAL

LONGEST = 2_000
_RECORD = {field.key: field for field in all_fields(RECORD)}

RESPONSIBLE = Field(key="responsible", label="承办人", width=6, longest=100, help="登录名或姓名")
LEADER = Field(key="leader", label="分管领导", width=6, longest=100, help="重大事项先报告，研究后再答复")
ANSWER = Field(key="answer", label="答复内容", kind=Kind.LONG, lines=3, longest=LONGEST)
PROMISED = Field(key="promised_on", label="答复期限", kind=Kind.DATE, width=6, help="不填为当天")
ORGAN = Field(key="outside_organ", label="承办部门", width=6, longest=200, help="应当由哪个部门办理")
ORGAN_TELEPHONE = Field(
    key="outside_telephone", label="部门电话", width=6, longest=60, check="telephone", help="知道的填写"
)
GUIDANCE = replace(_RECORD["guidance"], longest=LONGEST, help="怎样去、带什么，耐心解释")
NOTICE = Field(key="notice_number", label="一次性告知书", width=6, longest=60, help="已一次性告知的填文号")
MAJOR = Field(key="major", label="重大事项", kind=Kind.YES, width=6, default=False)

VISIT = Section(
    title="来访",
    fields=(
        replace(_RECORD["visitor_name"], help=""),
        replace(v.TELEPHONE, width=6),
        Field(
            key="contact_kind",
            label="类别",
            kind=Kind.CHOICE,
            required=True,
            choices=tuple(each.value for each in ContactKind),
            default=ContactKind.ENQUIRY.value,
        ),
        Field(
            key="contact_channel",
            label="渠道",
            kind=Kind.CHOICE,
            required=True,
            choices=tuple(each.value for each in ContactChannel),
            default=ContactChannel.VISIT.value,
        ),
        replace(_RECORD["content"], longest=LONGEST, lines=2),
        Field(
            key="outcome",
            label="归属",
            kind=Kind.CHOICE,
            required=True,
            choices=tuple(each.value for each in Outcome),
            default=Outcome.OWN.value,
        ),
    ),
)
OUTCOME_FIELDS: dict[Outcome, tuple[Field, ...]] = {
    Outcome.OWN: (replace(ANSWER, lines=2, help="当场解答的填写；不能当场答复的填答复期限"), PROMISED, NOTICE),
    Outcome.OTHER_POST: (RESPONSIBLE,),
    Outcome.OUTSIDE: (ORGAN, ORGAN_TELEPHONE, GUIDANCE),
    Outcome.PETITION: (),
}
MORE = (v.ADDRESS, _RECORD["materials_brought"], MAJOR, LEADER)
REGISTERED = (
    VISIT,
    Section(title="去向", fields=tuple(field for fields in OUTCOME_FIELDS.values() for field in fields)),
    Section(title="其他", fields=MORE),
)


def _section(title: str, *fields: Field) -> tuple[Section, ...]:
    return (Section(title=title, fields=fields),)


_REASON = Field(key="reason", label="原因", kind=Kind.LONG, lines=2, longest=500, required=True)
_CALL_WORDS = Field(key="call_words", label="联系情况", kind=Kind.LONG, lines=2, longest=LONGEST)
_RESULT = Field(key="result", label="办理结果", longest=500)

HAND = _section(
    "移交承办人",
    replace(RESPONSIBLE, required=True),
    replace(_REASON, required=False, help="改交他人的写明原因"),
)
KEEP = _section("本人办理", PROMISED)
GIVE_BACK = _section("退回首问责任人", _REASON)
CALLED = _section(
    "联系办事人",
    _CALL_WORDS,
    replace(ANSWER, help="通话时已答复的填写；还不能答复的填答复期限"),
    PROMISED,
)
REPORT = _section("报告分管领导", replace(LEADER, help="", required=True), replace(_REASON, label="报告内容"))
OPINION = _section(
    "分管领导意见",
    Field(key="leader_opinion", label="研究意见", kind=Kind.LONG, lines=3, longest=LONGEST, required=True),
)
ANSWERED = _section("答复办事人", replace(ANSWER, required=True), NOTICE, _RESULT)
_ARRIVAL = {field.key: field for field in all_fields(ARRIVAL)}
ORDER = _section(
    "转为12345工单",
    *(_ARRIVAL[key] for key in ("type", "title", "topic", "place")),
    replace(_ARRIVAL["number"], required=False, help="市平台已有编号的填写；不填用首问登记编号"),
    _ARRIVAL["urgent"],
    _ARRIVAL["secrecy"],
)
GUIDE = _section("引导至承办部门", replace(ORGAN, required=True), ORGAN_TELEPHONE, GUIDANCE)
