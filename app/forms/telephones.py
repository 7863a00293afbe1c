"""The telephone numbers a form takes: mobile, landline with extension, service and foreign."""

from __future__ import annotations

import re
import unicodedata

_EXTENSION = r"(?:(?:-|转|ext\.?)\d{1,6})?"
_SHAPES = re.compile(
    r"(?:(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}"  # mobile
    rf"|(?:\+?86-?)?(?:\(0\d{{2,3}}\)|0\d{{2,3}}-?)[2-9]\d{{6,7}}{_EXTENSION}"  # with area code
    rf"|[2-9]\d{{6,7}}{_EXTENSION}"  # local
    r"|[48]00-?\d{3}-?\d{4}|1\d{2}|1[02]\d{3}|9[56]\d{3,6}|12345-?\d{1,2}"  # service numbers
    r"|\+(?!86)\d{1,3}-?\d{5,12})",  # abroad
)
_WIDE = {ord(wide): plain for wide, plain in zip("０１２３４５６７８９＋－（）", "0123456789+-()", strict=True)}
_SEPARATORS = re.compile(r"[、，,;；/]")
_INNER_BLANKS = re.compile(r"(?<=[\d)])[ \u3000](?=\d)")


def in_plain_digits(text: str) -> str:
    """Return a number typed in full-width characters as everybody reads and dials it."""
    return text.translate(_WIDE)


def is_telephone(text: str) -> bool:
    """Tell whether the text is one telephone number or several parted by 、 ， ； or /."""
    plain = unicodedata.normalize("NFKC", text)
    numbers = [_INNER_BLANKS.sub("", part.strip()) for part in _SEPARATORS.split(plain)]
    return all(_SHAPES.fullmatch(number) for number in numbers)
