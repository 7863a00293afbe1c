"""What the screen calls things: its views, the acts with their keys, what situations mean, usual phrases."""

from __future__ import annotations

from enum import Enum

from app.cases.models import Situation
from app.denials.models import DenialClass, DenialState, Ground, Opinion


class Tab(Enum):
    """A view of the list; the value is its title."""

    MINE = "等我办理"
    DRAFTS = "起草中"
    CHECKING = "核查中"
    FILED = "已报备未告知"
    AFTER = "事后补报"
    TOLD = "已告知"
    ARCHIVED = "已归档"
    ALL = "全部"


COUNTED = (Tab.MINE, Tab.DRAFTS, Tab.CHECKING, Tab.FILED, Tab.AFTER)
EMPTY = {
    Tab.MINE: ("没有等您办理的否定报备", "退回修改的、待您核查的和报备后待告知的，会排在这里。"),
    Tab.DRAFTS: ("没有正在起草的", "起草了、还没有提交核查的，以及退回修改的会列在这里。"),
    Tab.CHECKING: ("没有正在核查的", "经办人提交后，由单位负责人和分管局领导核查的会列在这里。"),
    Tab.FILED: ("没有等待告知的", "分管局领导同意、还没有出具不予受理通知书的，会列在这里。"),
    Tab.AFTER: ("没有待补报的", "非本局职权、无需许可和登记当场不予受理的，先告知，一个工作日内在这里补报。"),
    Tab.TOLD: ("没有已告知、待归档的", "通知书出具以后、送达归档之前，会列在这里。"),
    Tab.ARCHIVED: ("还没有归档的", "登记表与申报材料一并存档备查的会列在这里。"),
    Tab.ALL: ("没有找到", "换几个字再找；新的否定报备按 Ctrl+N 起草。"),
}
STATE_ROLES = {
    DenialState.DRAFT: "soon",
    DenialState.HEAD: "accent",
    DenialState.LEADER: "accent",
    DenialState.FILED: "soon",
    DenialState.TOLD: "on_time",
    DenialState.ARCHIVED: "secondary",
    DenialState.DOWN: "late",
    DenialState.OVERTURNED: "late",
    DenialState.GIVEN_UP: "secondary",
}
OPINION_ROLES = {Opinion.AGREE: "on_time", Opinion.BACK: "soon", Opinion.DOWN: "late"}
OPINION_KEYS = {Opinion.AGREE: "agree", Opinion.BACK: "back", Opinion.DOWN: "down"}

CHECK, SERVE = "check", "proof_of_service"
LETTERS = {
    CHECK: "Return",
    "change": "E",
    "submit": "Ctrl+Return",
    "agree": "A",
    "back": "B",
    "down": "D",
    "give_up": "W",
    "attach": "Ctrl+O",
    "notice": "N",
    SERVE: "H",
    "complain": "C",
    "answer": "R",
    "archive": "F",
    "bundle": "X",
}
FIRST = ("answer", "agree", "change", "notice", "archive", SERVE)

MEANINGS = {
    Situation.LAPSED: "补正告知书写明的期限已过，申请人没有补正。",
    Situation.UNQUALIFIED: "法定条件不具备，补交材料也不能改变。",
    Situation.FALSE: "有关情况被隐瞒，或材料经核实是虚假的。",
    Situation.UNMENDABLE: "已一次性告知，材料仍无法补正到符合要求。",
    Situation.OTHER: "在理由中写明所依据的具体条款。",
    Situation.NOT_OURS: "已告知主管部门，一个工作日内补报。",
    Situation.NOT_NEEDED: "已即时告知无需申请，一个工作日内补报。",
    Situation.ON_THE_SPOT: "已当场书面告知，一个工作日内补报。",
}
USUAL_CLASS = {
    Situation.LAPSED: DenialClass.MATERIALS,
    Situation.UNMENDABLE: DenialClass.MATERIALS,
    Situation.ON_THE_SPOT: DenialClass.MATERIALS,
}
GROUND_MEANINGS = {
    Ground.AGAINST_RULES: "写明所违反的规定及条款项。",
    Ground.POLICY_UNCLEAR: "写明哪一项没有规定，附上现有的政策文件。",
    Ground.CLAUSE_DISPUTED: "写明条款原文和各方的理解，附上政策文件。",
}
PHRASES = {
    Opinion.AGREE: (
        "经核查，情况属实，理由和依据充分，同意报备。",
        "同意。请书面告知申请人并做好解释。",
        "同意报备，请一并告知救济途径。",
    ),
    Opinion.BACK: (
        "依据的条款没有写明，请补充条款项后再报。",
        "请核实是否可以通过一次性告知补正。",
        "请附上所引用的政策文件。",
    ),
    Opinion.DOWN: (
        "申请符合受理条件，应当受理。",
        "可以通过补正解决，应当受理并一次性告知。",
        "政策不明确不是不受理的理由，请受理后请示。",
    ),
}
CHANNELS = ("来电", "来访", "来信", "网上", "12345转来")
