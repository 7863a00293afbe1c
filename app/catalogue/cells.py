"""What one cell of a matter sheet means; a cell that means nothing raises ``ValueError`` with a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from app.catalogue.models import MatterKind, Regime
from app.catalogue.rules import hidden_letter

_LIMIT = re.compile(r"(\d{1,4})个?(?:\(?(?:工作日|个工作日)\)?)?")
_AT_ONCE = {"即办", "即时办结", "当场办结", "当场办理", "即来即办", "立等可取"}
AT_ONCE = 1  # working day: the limit of what is done while the applicant waits
_CORRECTION = re.compile(r"(\d{1,4})个?(工作日|自然日|日|天)?")
_CODE = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff._\-]*")
_COPIES = re.compile(r"(?:1式)?(\d{1,3})份?")
_POWER = re.compile(r"\d\.\d+E\+\d+")
_YES = {"是", "√", "✓", "有", "y", "yes", "1", "共享", "已共享", "可共享"}
_NO = {"否", "×", "无", "n", "no", "0", "不共享", "未共享", "不可共享", "/", "-", "—"}
_NONE = {"无", "/", "-", "—", "没有", "不涉及"}
_CHINESE_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"两": "2"}

Values = Mapping[str, object]
Reader = Callable[[str], Values]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _digits(text: str) -> str:
    """Write Chinese numerals up to ninety-nine in digits: 二十 is 20, 十五 is 15, 两 is 2."""
    tens = re.sub(
        r"([一二三四五六七八九]?)十([一二三四五六七八九]?)",
        lambda found: f"{_CHINESE_DIGITS.get(found[1], '1')}{_CHINESE_DIGITS.get(found[2], '0')}",
        text,
    )
    return "".join(_CHINESE_DIGITS.get(letter, letter) for letter in tens)


def check_letters(text: str) -> None:
    """Refuse control characters and marks that turn the direction of writing."""
    if (letter := hidden_letter(text)) is not None:
        raise ValueError(f"含有看不见的控制字符（U+{ord(letter):04X}），应删去后重填")


def code(text: str) -> Values:
    """Read a matter's code: letters, digits, hyphens; a number that lost its digits is refused."""
    bare = _bare(text)
    if _POWER.fullmatch(bare):
        raise ValueError("是数字格式，末尾几位已经丢失，应把该列设为文本格式后重新填写编码")
    if not _CODE.fullmatch(bare):
        raise ValueError(f"“{shown(text)}”不是编码，应只含字母、数字、汉字和连字符")
    return {"code": bare}


def name(text: str) -> Values:
    """Read a matter's name, on one line."""
    return {"name": re.sub(r"\s*\n\s*", "", text)}


def kind(text: str) -> Values:
    """Read how a matter is done."""
    bare = _bare(text)
    for words, found in (
        (("即办", "即时"), MatterKind.IMMEDIATE),
        (("联办", "联合", "并联"), MatterKind.JOINT),
        (("承诺",), MatterKind.COMMITTED),
    ):
        if any(word in bare for word in words):
            return {"kind": found}
    raise ValueError(f"“{shown(text)}”无法识别，应为即办件、承诺件或联办件")


def regime(text: str) -> Values:
    """Read by which law the counter must tell what is missing."""
    bare = _bare(text)
    for found in Regime:
        if found.value in bare:
            return {"regime": found}
    raise ValueError(f"“{shown(text)}”无法识别，应为行政许可或不动产登记")


def working_days(text: str) -> int:
    """Read a limit in working days: 20, 20个工作日, 二十个工作日; 即办 is the same day, 1."""
    bare = _digits(_bare(text))
    if bare in _AT_ONCE:
        return AT_ONCE
    found = _LIMIT.fullmatch(bare)
    if found is None:
        raise ValueError(f"“{shown(text)}”不是工作日数，应写成“20个工作日”或“20”")
    return int(found[1])


def correction(text: str) -> Values:
    """Read the time to make up: 30自然日, 10个工作日; days without a word are natural days."""
    found = _CORRECTION.fullmatch(_digits(_bare(text)))
    if found is None or not 1 <= int(found[1]) <= 365:  # noqa: PLR2004 - a year at most
        raise ValueError(f"“{shown(text)}”不是补正期限，应写成“10个工作日”或“30个自然日”")
    if found[2] is None:
        return {"correction_limit": int(found[1])}
    unit = "工作日" if found[2] == "工作日" else "自然日"
    return {"correction_limit": int(found[1]), "correction_unit": unit}


def fee(text: str) -> Values:
    """Read what is charged; 否, 无 and 0 say nothing is."""
    return {"fee": "不收费" if _bare(text) in _NO | {"免费", "0元"} else text}


def special_steps(text: str) -> Values:
    """Read the steps outside the limit; 无 says there is none."""
    return {"special_steps": "" if _bare(text) in _NONE else text}


def yes(text: str) -> bool:
    """Read 是 or 否 in any of the ways an office writes them."""
    bare = _bare(text).lower()
    if bare in _YES:
        return True
    if bare in _NO:
        return False
    raise ValueError(f"“{shown(text)}”无法识别，应为是或否")


def main(text: str) -> bool:
    """Read whether a material is a main one."""
    bare = _bare(text)
    if bare in {"主要", "主要材料", "必要", "主"}:
        return True
    if bare in {"次要", "次要材料", "非必要", "次"}:
        return False
    if bare in _YES | _NO:
        return yes(bare)
    raise ValueError(f"“{shown(text)}”无法识别，应为主要或次要")


def form(text: str) -> str:
    """Read whether the original, a copy or both are wanted."""
    bare = _bare(text)
    found = tuple(word for word in ("原件", "复印件") if word in bare)
    if not found:
        raise ValueError(f"“{shown(text)}”无法识别，应为原件、复印件或原件及复印件")
    return "及".join(found)


def medium(text: str) -> str:
    """Read whether paper, an electronic file or either is wanted."""
    bare = _bare(text)
    found = tuple(word for word in ("纸质", "电子") if word in bare)
    if not found:
        raise ValueError(f"“{shown(text)}”无法识别，应为纸质、电子或纸质或电子")
    return "或".join(found)


def copies(text: str) -> int:
    """Read how many copies are wanted: 2, 2份, 一式两份."""
    found = _COPIES.fullmatch(_digits(_bare(text)))
    if found is None:
        raise ValueError(f"“{shown(text)}”不是份数，应写成“1”或“2份”")
    return int(found[1])


def shown(text: str) -> str:
    """Return a cell's text short enough to be quoted in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= 30 else f"{line[:29]}…"  # noqa: PLR2004 - what fits in a line


def _worded(key: str) -> Reader:
    return lambda text: {key: text}


def _telling(key: str, read: Callable[[str], object]) -> Reader:
    return lambda text: {key: read(text)}


MATTER_READERS: Mapping[str, Reader] = {
    "code": code,
    "name": name,
    "kind": kind,
    "regime": regime,
    "correction": correction,
    "fee": fee,
    "special_steps": special_steps,
    "statutory_limit": _telling("statutory_limit", working_days),
    "committed_limit": _telling("committed_limit", working_days),
    **{
        key: _worded(key)
        for key in (
            "division",
            "basis",
            "conditions",
            "procedure",
            "requirements",
            "counter_telephone",
            "supervision_telephone",
        )
    },
}

MATERIAL_READERS: Mapping[str, Reader] = {
    "material": _telling("name", lambda text: re.sub(r"\s*\n\s*", "", text)),
    "main": _telling("main", main),
    "form": _telling("form", form),
    "copies": _telling("copies", copies),
    "medium": _telling("medium", medium),
    "shared": _telling("shared", yes),
    "source": _worded("source"),
    "remark": _worded("remark"),
}
