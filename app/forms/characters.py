"""Which characters a form takes: all that can be read, none that hides, reverses or is not a character."""

from __future__ import annotations

import unicodedata

BLANKS = " \t\r\n\v\f\u00a0\u3000\u2028\u2029"

_NEWLINES = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n"})
_BIDIRECTIONAL = frozenset(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C],
)
_KINDS = {
    "Cc": "控制字符",
    "Cf": "看不见的格式字符",
    "Co": "专用区的自造字",
    "Cn": "尚未定义的字符",
    "Cs": "不成对的代理码",
}
_PLANES_OF_HAN = range(0x20000, 0x3FFFE)
_REPLACEMENT = 0xFFFD
_PLAIN = str.maketrans("", "", "\n\u3000\u00a0")


def tidy(text: str, *, lines: bool) -> str:
    """Return the text without blanks at the ends of its lines, each line break a newline, a tab a blank.

    Nothing else is changed: a name keeps the very ideograph that was typed, compatibility forms included.
    """
    broken = text.strip(BLANKS).replace("\r\n", "\n").translate(_NEWLINES).replace("\t", " ")
    if not lines:
        return broken
    return "\n".join(line.strip(BLANKS) for line in broken.split("\n"))


def unfit_kind(character: str) -> str:
    """Return what makes a character unfit for official papers, or "" when it is fit.

    The planes of Han (U+20000 to U+3FFFD) are always taken: a name may be newer than our tables.
    """
    code = ord(character)
    if code in _BIDIRECTIONAL:
        return "改变书写方向的控制符"
    if code == _REPLACEMENT:
        return "替换符，原字已经丢失"
    kind = _KINDS.get(unicodedata.category(character), "")
    if kind and code in _PLANES_OF_HAN and code & 0xFFFE != 0xFFFE:  # noqa: PLR2004 - noncharacters
        return ""
    return kind


def first_fault(text: str, *, lines: bool) -> str:
    """Return where the first unfit character stands and what it is, or "".

    ``lines`` allows newlines and counts by line; a text of one line may hold none.
    """
    if not lines and "\n" in text:
        return f"第 {text.index(chr(10)) + 1} 个字是换行，这一项只能写一行"
    if text.translate(_PLAIN).isprintable() and chr(_REPLACEMENT) not in text:
        return ""
    for index, character in enumerate(text):
        if character != "\n" and (kind := unfit_kind(character)):
            where = _place(text, index, lines=lines)
            return f"{where}是{kind}（U+{ord(character):04X}），公文中不能使用"
    return ""


def text_faults(label: str, text: str, *, lines: bool, longest: int = 200) -> list[str]:
    """Return what is wrong with a text somebody typed outside a form: its length, or a character."""
    if len(text) > longest:
        return [f"{label}有{len(text)}字，最多{longest}字，请精简。"]
    fault = first_fault(text, lines=lines)
    return [f"{label}{fault}，请删去或改正。"] if fault else []


def _place(text: str, index: int, *, lines: bool) -> str:
    before = text[:index]
    column = index - before.rfind("\n")
    if lines and "\n" in text:
        return f"第 {before.count(chr(10)) + 1} 行第 {column} 个字"
    return f"第 {index + 1} 个字"
