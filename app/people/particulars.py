"""What must hold in the particulars of a member of staff, or of a division, before they are kept."""

from __future__ import annotations

from app.errors import BadInput, Problem
from app.forms.characters import text_faults
from app.people.models import Division, Grant
from app.people.passwords import hashed

_DIVISION_TEXTS = (
    ("name", "名称"),
    ("code", "代码"),
    ("mark", "机关代字"),
    ("counter_telephone", "窗口电话"),
    ("supervision_telephone", "监督电话"),
)


def check_person(login: str, name: str, grants: tuple[Grant, ...]) -> None:
    """Raise ``BadInput`` listing what is wrong with a member of staff."""
    problems = []
    if not login.strip() or not login.strip().isascii() or " " in login.strip():
        problems.append(Problem("login", "登录名须由英文字母和数字组成，不含空格。"))
    problems += [Problem("login", text) for text in text_faults("登录名", login, lines=False)]
    problems += [Problem("name", text) for text in text_faults("姓名", name, lines=False)]
    if not name.strip():
        problems.append(Problem("name", "姓名未填。"))
    if not grants:
        problems.append(Problem("grants", "至少要有一个角色。"))
    if problems:
        raise BadInput.listing(tuple(problems))


def checked_new(login: str, name: str, grants: tuple[Grant, ...], password: str) -> str:
    """Return the hash of a new member's password; raises ``BadInput`` listing everything that is wrong."""
    digest, problems = "", list[Problem]()
    try:
        check_person(login, name, grants)
    except BadInput as fault:
        problems += fault.problems
    try:
        digest = hashed(password)
    except BadInput as fault:
        problems += fault.problems
    if problems:
        raise BadInput.listing(tuple(problems))
    return digest


def check_division(division: Division, others: tuple[Division, ...]) -> None:
    """Raise ``BadInput`` listing what is missing, unfit, or taken by one of the other divisions."""
    problems = [
        Problem(name, f"处室的{label}未填。")
        for name, label in (("name", "名称"), ("code", "代码"), ("mark", "机关代字"))
        if not getattr(division, name).strip()
    ]
    problems += [
        Problem(name, text)
        for name, label in _DIVISION_TEXTS
        for text in text_faults(f"处室的{label}", getattr(division, name), lines=False)
    ]
    if any(bracket in division.mark for bracket in "〔〕[]（）()/\\ "):
        problems.append(Problem("mark", "机关代字印在文号里，不能含有括号、斜线和空格。"))
    if " " in division.code.strip():
        problems.append(Problem("code", "处室的代码印在受理编号里，不能含有空格。"))
    problems += [
        Problem(name, f"{label}“{getattr(division, name)}”已由{other.name}使用，请换一个。")
        for other in others
        for name, label in (("name", "名称"), ("code", "代码"), ("mark", "机关代字"))
        if other.id != division.id and getattr(other, name) == getattr(division, name).strip()
    ]
    if problems:
        raise BadInput.listing(tuple(problems))
