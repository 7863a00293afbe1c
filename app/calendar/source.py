"""Where an arrangement comes from: the notice's name and its number."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"国(办?)发明电[〔\[(【](\d{4})[〕\])】](?:第)?(\d{1,3})号")


def notice_name(year: int) -> str:
    """Return the full name of a year's notice."""
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


def number_in(pasted: str) -> str:
    """Return the document number of a pasted notice, "" when it carries none."""
    match = _NUMBER.search("".join(unicodedata.normalize("NFKC", pasted).split()))
    return f"国{match[1]}发明电〔{match[2]}〕{match[3]}号" if match else ""
