"""Rules that the hotline's papers share; pure, one sentence a problem."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.errors import Problem
from app.forms.fields import Values
from app.forms.masking import WITHHELD, is_masked_name
from app.forms.orders import OPEN, PERSONAL
from app.forms.shared_rules import Problems, not_before
from app.forms.telephones import is_telephone

ANONYMOUS = "匿名"
_LABELS = {"caller": "诉求人", "telephone": "联系电话", "address": "联系地址"}
_CITED = re.compile(r"《[^》]+》|〔\d{4}〕\s*\d+\s*号|第\s*\d+\s*号")


def confidential_callers_stay_unknown(values: Values) -> Problems:
    """Refuse a name, telephone or address on the paper of a confidential order (条例 第三十四条)."""
    if values.get("secrecy") in (None, OPEN):
        return ()
    return tuple(
        Problem(key, f"工单要求保密，“{_LABELS[key]}”只能留空或者写“{WITHHELD}”，请删去诉求人的信息。")
        for key in PERSONAL
        if values.get(key) and values[key] != WITHHELD
    )


def telephones_can_be_called(values: Values) -> Problems:
    """Ask that the caller's telephone is one, or withheld."""
    text = values.get("telephone")
    if not text or text == WITHHELD or is_telephone(text):
        return ()
    told = f"“联系电话”“{text[:30]}”不像电话号码，请核对；不知道的留空，要求保密的写“{WITHHELD}”。"
    return (Problem("telephone", told),)


def callers_are_masked(values: Values, *, at: str = "", where: str = "") -> Problems:
    """Ask that a caller is named by his surname alone; ``at`` and ``where`` are the path and place of a row."""
    name = values.get("caller")
    if not name or name in (WITHHELD, ANONYMOUS) or is_masked_name(name):
        return ()
    text = f"{where}“诉求人”应当隐去名字，只留姓氏（如“陈**”）或者写“{WITHHELD}”，请改正。"
    return (Problem(f"{at}caller", text),)


def sources_are_cited(values: Values, key: str, *, label: str, known: tuple[str, ...] = ()) -> Problems:
    """Ask that a basis names a paper or its number, so that the caller can look it up.

    ``known`` are papers of the office that everybody calls by a short name.
    """
    said = values.get(key) or ""
    if not said or _CITED.search(said) or any(name in said for name in known):
        return ()
    text = f"“{label}”没有写明文件名称（《　》）或者文号，请写明引用的法律法规、政策文件的文号和出处。"
    return (Problem(key, text),)


def date_not_before_moment(values: Values, later: str, earlier: str, *, labels: tuple[str, str]) -> Problems:
    """Ask that the date ``later`` is not before the day of the moment ``earlier``."""
    days: Mapping[str, object] = {**values, earlier: (values.get(earlier) or "")[:10]}
    return not_before(days, later, earlier, labels=labels)


def different_divisions(values: Values, one: str, other: str, *, labels: tuple[str, str]) -> Problems:
    """Ask that two divisions are not the same; ``labels`` are theirs."""
    if not values.get(one) or values[one] != values.get(other):
        return ()
    return (Problem(one, f"“{labels[0]}”和“{labels[1]}”都是{values[one]}，请核对，另填一个单位。"),)
