"""Certificate numbers: GB 11643-1999 (citizens) and GB 32100-2015 (organisations).

A number that fails is a warning, never a refusal: real records hold old and mistaken numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

CITIZEN_CARD = "身份证"
RESIDENCE_PERMIT = "港澳台居民居住证"
PERMANENT_RESIDENCE = "外国人永久居留证"
PASSPORT = "护照"
CREDIT_CODE = "统一社会信用代码"
OTHER = "其他"

_CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS = "10X98765432"
_REGION_CODES = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
)
_REGIONS = frozenset(_REGION_CODES.split())
_PERMIT_REGIONS = ("810000", "820000", "830000")
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_CITIZEN = re.compile(r"[0-9]{17}[0-9X]")
_CREDIT = re.compile(rf"[{_CREDIT_CHARACTERS}]{{18}}")
_OLD_CITIZEN = re.compile(r"[0-9]{15}")
_OLD_LICENCE = re.compile(r"[0-9]{13,15}")
_OLD_ORGANISATION = re.compile(r"[0-9A-Z]{8}-?[0-9X]")
_OLD_RESIDENCE = re.compile(r"[A-Z]{3}[0-9]{12}")
_PASSPORT = re.compile(r"[A-Z0-9]{5,17}")
_EARLIEST_BIRTH = 1850


def certificate_warning(kind: str, number: str, *, today: date | None = None) -> str | None:
    """Return a sentence when the number cannot be right for its kind of certificate, else None.

    ``today`` lets a birth date in the future be noticed. Raises ``KeyError`` for an unknown kind.
    """
    plain = unicodedata.normalize("NFKC", number).replace(" ", "").upper()
    return _CHECKS[kind](plain, today)


def _citizen(number: str, today: date | None) -> str | None:
    if _OLD_CITIZEN.fullmatch(number):
        return "这是 15 位的旧身份证号，2013 年起已停止使用，请核对 18 位号码。"
    if not _CITIZEN.fullmatch(number):
        return f"身份证号应为 18 位，前 17 位是数字，末位是数字或 X，现在是 {len(number)} 位，请核对。"
    if number[:2] not in _REGIONS:
        return f"身份证号开头的“{number[:2]}”不是行政区划代码，请核对。"
    return _birth(number, today) or _citizen_check(number)


def _birth(number: str, today: date | None) -> str | None:
    digits = number[6:14]
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return f"证件号第 7 至 14 位“{digits}”不是存在的日期，请核对。"
    if born.year < _EARLIEST_BIRTH or (today is not None and born > today):
        return f"证件号里的出生日期“{digits}”不合情理，请核对。"
    return None


def _citizen_check(number: str) -> str | None:
    total = sum(int(digit) * weight for digit, weight in zip(number, _CITIZEN_WEIGHTS, strict=False))
    if number[17] == _CITIZEN_CHECKS[total % 11]:
        return None
    return "证件号的末位校验码不对，可能有一位抄错或两位颠倒，请核对。"


def _permit(number: str, today: date | None) -> str | None:
    if not _CITIZEN.fullmatch(number):
        return f"港澳台居民居住证号应为 18 位，现在是 {len(number)} 位，请核对。"
    if not number.startswith(_PERMIT_REGIONS):
        return "港澳台居民居住证号应以 810000、820000 或 830000 开头，请核对。"
    return _birth(number, today) or _citizen_check(number)


def _permanent_residence(number: str, today: date | None) -> str | None:
    if _OLD_RESIDENCE.fullmatch(number):
        return "这是 15 位的旧版永久居留证号，请核对是否已换发 18 位号码的新证。"
    if not _CITIZEN.fullmatch(number) or not number.startswith("9"):
        return "外国人永久居留证号应为 18 位并以 9 开头，请核对。"
    return _birth(number, today) or _citizen_check(number)


def _passport(number: str, _today: date | None) -> str | None:
    if _PASSPORT.fullmatch(number) and any(character.isdigit() for character in number):
        return None
    return "护照号应为 5 至 17 位字母和数字，请核对。"


def _credit_code(number: str, _today: date | None) -> str | None:
    if _OLD_LICENCE.fullmatch(number):
        return "这像是旧的营业执照注册号，请核对 18 位统一社会信用代码。"
    if _OLD_ORGANISATION.fullmatch(number):
        return "这像是 9 位的旧组织机构代码，请核对 18 位统一社会信用代码。"
    if not _CREDIT.fullmatch(number):
        return "统一社会信用代码应为 18 位数字和大写字母（不用 I、O、S、V、Z），请核对。"
    values = [_CREDIT_CHARACTERS.index(character) for character in number]
    total = sum(value * weight for value, weight in zip(values, _CREDIT_WEIGHTS, strict=False))
    if values[17] == -total % 31:
        return None
    return "统一社会信用代码的末位校验码不对，可能有一位抄错或两位颠倒，请核对。"


def _other(number: str, _today: date | None) -> str | None:
    return None if number else "证件号码是空的，请核对。"


_CHECKS: dict[str, Callable[[str, date | None], str | None]] = {
    CITIZEN_CARD: _citizen,
    RESIDENCE_PERMIT: _permit,
    PERMANENT_RESIDENCE: _permanent_residence,
    PASSPORT: _passport,
    CREDIT_CODE: _credit_code,
    OTHER: _other,
}
CERTIFICATE_KINDS = tuple(_CHECKS)
