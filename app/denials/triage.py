"""The five ways of 否定报备制四: what an application asks for before anybody thinks of refusing it."""

from __future__ import annotations

from dataclasses import dataclass

from app.cases.models import Situation

ACT = "否定报备制四"


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One way: the ``question`` that a yes leads down it, its clause, and what is done ``then``.

    ``situations`` are those that a denial, or a notice told at once, may name on this way.
    """

    key: str  # handle / correct / guide / deny / tell
    title: str
    question: str
    clause: str
    then: str
    situations: tuple[Situation, ...] = ()


BRANCHES: tuple[Branch, ...] = (
    Branch(
        key="handle",
        title="依法办理",
        question="属于受理范围、符合法定条件，材料也齐全？",
        clause=f"{ACT}（一）",
        then="不应否定。请出具受理回执（即办件当场办结），按程序及时办理。",
    ),
    Branch(
        key="correct",
        title="一次告知补正",
        question="属于受理范围，但材料不齐全或不符合法定程序，可以补正？",
        clause=f"{ACT}（二）",
        then="不应否定。请出具补正材料一次性告知书，一次写明要补的材料和程序；过了补正期限仍未补正的，再办理否定报备。",
        situations=(Situation.LAPSED,),
    ),
    Branch(
        key="guide",
        title="解释并引导",
        question="不符合相关政策，或者不属于本局的职能范围？",
        clause=f"{ACT}（三）",
        then="请耐心解释，写明主管部门及电话，引导申请人前往。由处室经办人先告知的，一个工作日内补报。",
        situations=(Situation.NOT_OURS,),
    ),
    Branch(
        key="deny",
        title="填表报批",
        question="属于本局职能范围，材料未按程序提供，一次性告知补正也解决不了，无法办理？",
        clause=f"{ACT}（四）",
        then="请填写《否定报备登记表》，经单位负责人、分管局领导核查同意后，才能出具不予受理通知书。",
        situations=(
            Situation.UNQUALIFIED,
            Situation.UNMENDABLE,
            Situation.LAPSED,
            Situation.FALSE,
            Situation.OTHER,
            Situation.ON_THE_SPOT,
        ),
    ),
    Branch(
        key="tell",
        title="即时告知",
        question="依法不需要取得行政许可，或者不用申请就可以办？",
        clause=f"{ACT}（五）",
        then="请即时告知申请人不需要申请。由处室经办人先告知的，一个工作日内补报。",
        situations=(Situation.NOT_NEEDED,),
    ),
)
