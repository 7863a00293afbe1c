"""What must be true of a matter before the counter may tell an applicant of it."""

from __future__ import annotations

import unicodedata

from app.catalogue.models import Matter
from app.errors import Problem

LONGEST_NAME = 200
LONGEST_TEXT = 20_000
CORRECTION_UNITS = ("工作日", "自然日")

# 依据 条件 程序 要求: with the limits and the materials the six contents of a one-time notice (一次性告知制一)
WORDED_CONTENTS = {
    "basis": "设定依据",
    "conditions": "受理条件",
    "procedure": "办理流程",
    "requirements": "办理要求",
}
TITLES = {
    "code": "事项编码",
    "name": "事项名称",
    "kind": "办件类型",
    "regime": "适用规定",
    "division": "责任单位",
    **WORDED_CONTENTS,
    "statutory_limit": "法定办结时限",
    "committed_limit": "承诺办结时限",
    "materials": "申请材料",
    "fee": "收费标准",
    "special_steps": "特殊环节",
    "correction_limit": "补正期限",
    "correction_unit": "补正期限单位",
    "counter_telephone": "咨询电话",
    "supervision_telephone": "监督电话",
    "active": "状态",
}


def problems_of(matter: Matter) -> tuple[Problem, ...]:
    """Return what is wrong with the matter, one sentence each: six contents, limits, materials, lengths."""
    return (*_contents(matter), *_limits(matter), *_materials(matter), *_texts(matter))


def hidden_letter(text: str) -> str | None:
    """Return the first control character or mark that turns the direction of writing, if there is one."""
    plain = text.replace("\n", "").replace("\t", "")
    if plain.isprintable():
        return None
    return next((letter for letter in plain if unicodedata.category(letter) in _HIDDEN), None)


def _contents(matter: Matter) -> list[Problem]:
    wanted = {"code": "事项编码", "name": "事项名称", **WORDED_CONTENTS, "fee": "收费标准"}
    return [
        Problem(key, f"没有填写{title}，应填写后才能用于一次性告知。")
        for key, title in wanted.items()
        if not str(getattr(matter, key)).strip()
    ]


def _limits(matter: Matter) -> list[Problem]:
    found = []
    if matter.statutory_limit < 0 or matter.committed_limit < 0:
        found.append(Problem("committed_limit", "办结时限不能是负数，应为0或正的工作日数。"))
    if matter.committed_limit > matter.statutory_limit:
        text = (
            f"承诺办结时限{matter.committed_limit}个工作日长于法定办结时限{matter.statutory_limit}个工作日，"
            "应改为不超过法定办结时限。"
        )
        found.append(Problem("committed_limit", text))
    if not 1 <= matter.correction_limit <= 365:  # noqa: PLR2004 - a year at most
        found.append(Problem("correction_limit", "补正期限应在1至365日之间。"))
    if matter.correction_unit not in CORRECTION_UNITS:
        found.append(Problem("correction_unit", "补正期限的单位应为工作日或自然日。"))
    return found


def _materials(matter: Matter) -> list[Problem]:
    if not matter.materials:
        return [Problem("materials", "没有申请材料，应逐项列出需要提交的全部材料。")]
    names = [material.name for material in matter.materials]
    found = [
        Problem("materials", f"申请材料“{name}”列了不止一次，应合并为一行。")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if not any(material.main for material in matter.materials):
        found.append(Problem("materials", "申请材料中没有主要材料，应至少有一项为主要材料。"))
    return found


def _texts(matter: Matter) -> list[Problem]:
    found = []
    for key, most in _TEXTS.items():
        text = str(getattr(matter, key))
        if len(text) > most:
            found.append(Problem(key, f"{TITLES[key]}共{len(text)}字，过长，应不超过{most}字。"))
        if (letter := hidden_letter(text)) is not None:
            sentence = f"{TITLES[key]}含有看不见的控制字符（U+{ord(letter):04X}），应删去后重填。"
            found.append(Problem(key, sentence))
    return found


_HIDDEN = frozenset({"Cc", "Cf", "Cs"})
_SHORT_TEXTS = ("code", "name", "counter_telephone", "supervision_telephone")
_TEXTS = {
    **dict.fromkeys(_SHORT_TEXTS, LONGEST_NAME),
    **dict.fromkeys((*WORDED_CONTENTS, "fee", "special_steps"), LONGEST_TEXT),
}
