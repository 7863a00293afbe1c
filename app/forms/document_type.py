"""What a document type says of itself, and what the office adds when it prints one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from app.errors import Problem
from app.forms.fields import Section, Values
from app.forms.sheet import Sheet, VerificationCode

DRAFT = "草稿"


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """What the office gives to a paper: number, date, names, telephones, and the wording in force on the date.

    ``number`` is "" for a draft. ``wording`` holds office texts by key (remedies, consequences).
    ``provisional`` names the fields whose dates are 暂定 (rest on a year not yet announced). ``behalf`` says
    who issued it for whom on what ground, where somebody did so in another's place.
    """

    bureau: str
    division: str
    number: str = ""
    issued_on: date | None = None
    handler: str = ""
    counter: str = ""
    counter_telephone: str = ""
    supervision_telephone: str = ""
    wording: dict[str, str] = field(default_factory=dict)
    provisional: frozenset[str] = frozenset()
    code: VerificationCode | None = None
    watermark: str = ""
    behalf: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentType:
    """A document type: key, Chinese title, fields, rules, page, numbering and what happens to its copies.

    ``mark`` is the class character in the number (告 in 厦资规告〔2026〕12号). ``rules`` returns one problem
    per sentence; ``page`` sets the checked values on a Sheet. ``parts`` are the copies printed.
    ``retention`` is 永久, 30年 or 10年 (DA/T 22-2015). ``wording`` lists the office texts the page needs.
    ``draft_mark`` lies across a page that was not issued. ``letter`` says whether the values make it a letter,
    which has copies instead of parts.
    """

    key: str
    title: str
    version: int
    mark: str
    sections: tuple[Section, ...]
    rules: Callable[[Values], tuple[Problem, ...]]
    page: Callable[[Values, Imprint], Sheet]
    parts: tuple[str, ...] = ()
    copies: int = 1
    retention: str = "10年"
    legal_basis: tuple[str, ...] = ()
    wording: tuple[str, ...] = ()
    needs_case: bool = False
    draft_mark: str = DRAFT
    letter: Callable[[Values], bool] | None = None

    def parts_for(self, values: Values) -> tuple[str, ...]:
        """Return the parts that these values print, () for a letter."""
        return () if self.letter is not None and self.letter(values) else self.parts

    def copies_for(self, values: Values) -> int:
        """Return how many copies are printed: one where the paper has parts."""
        return 1 if self.parts_for(values) else self.copies
