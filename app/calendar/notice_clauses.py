"""The sentences a notice may contain, in the wordings used since 2008; nothing else is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.calendar.checks import named
from app.calendar.days import is_weekend
from app.calendar.notice_dates import DATE, MARK, Marked, NoticeContradicts, Reading, mark_dates
from app.calendar.notice_text import NAME, Piece
from app.calendar.statutory import statutory_days

_LIST = rf"({MARK}(?:[、和及与]?{MARK})*)"
_NUMBER = r"(\d{1,2}|[一二两三四五六七八九十])"
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_ADVICE = re.compile(r"^(?:鼓励|(?:通知要求,)?(?:节假日期间|[^,\d]{0,12}期间,))")
_SIGNED = re.compile(rf"^国务院(?:办公厅)?{DATE.pattern}$")
_ARRANGES = re.compile(r"放假|上班|补休|公休|调休|补假")
_SPEAKS_OF_DAYS = re.compile(rf"{MARK}|[连休周星月日天班补\d]|放假")
_HARMLESS = re.compile(rf"^(?:其中|不调休|特作如下调休|全国|为(?:(?!{MARK})[^\d])*)$")
FARTHEST = 15
_BESIDE = {4: -1, 0: 1}  # Friday leads into a weekend, Monday follows one


@dataclass
class Found:
    """What the sentences of one item have said so far."""

    off: dict[date, Piece] = field(default_factory=dict)
    work: dict[date, Piece] = field(default_factory=dict)
    last_off: tuple[date, ...] = ()
    joined: int = 0
    claims: list[tuple[Piece, date, str]] = field(default_factory=list)


def read_sentences(sentences: tuple[Piece, ...], reading: Reading) -> Found:
    """Read an item; anything unknown that speaks of a date is ``NoticeContradicts``."""
    found = Found()
    for place, piece in enumerate(sentences):
        if _ADVICE.match(piece.plain) or _SIGNED.match(piece.plain):
            check_silent(piece)
            if not piece.plain.startswith("鼓励"):
                for later in sentences[place + 1 :]:
                    check_silent(later)
                break
        else:
            _read_sentence(mark_dates(piece, reading), found)
    check_claims(found)
    return found


_DATELINE = re.compile(r"电|讯|消息|发布|印发|下发|发出|起(?!正常|照常)")


def check_silent(piece: Piece) -> None:
    """Refuse a sentence outside the items that arranges a day after all."""
    plain = piece.plain
    if plain.startswith("鼓励") or _SIGNED.match(plain):
        return
    for match in DATE.finditer(plain):
        dateline = _DATELINE.match(plain, match.end()) or (match[1] and not _ARRANGES.search(plain))
        if not dateline:
            raise NoticeContradicts(piece, "这一句提到日期，但不属于任何节日的安排。")


def _read_sentence(marked: Marked, found: Found) -> None:
    words = re.sub(rf"({MARK}),(?=为)", r"\1", marked.words)
    for clause in re.split("[,;:。!?]", words):
        if clause.startswith("鼓励"):
            return
        if clause and not _HARMLESS.match(clause):
            _read_clause(clause.removeprefix("其中"), marked, found)


def _read_clause(clause: str, marked: Marked, found: Found) -> None:
    for pattern, act in _CLAUSES:
        match = pattern.fullmatch(clause)
        if match:
            act(match, marked, found)
            return
    if _SPEAKS_OF_DAYS.search(clause):
        raise NoticeContradicts(marked.piece, "看不懂这一句，请核对原文，或改用CSV表格导入。")


def _off(match: re.Match[str], marked: Marked, found: Found) -> None:
    days = marked.days_in(match[1])
    found.last_off, found.joined = days, 0
    for day in days:
        found.off.setdefault(day, marked.piece)
    if match["joined"]:
        _join_weekend(marked, found)
    if match["count"]:
        _check_count(match["count"], marked, found)


def _count(match: re.Match[str], marked: Marked, found: Found) -> None:
    _check_count(match[1], marked, found)


def _check_count(said: str, marked: Marked, found: Found) -> None:
    number = int(said) if said.isdigit() else _DIGITS[said]
    days = len(set(found.last_off))
    if number not in (days, days + found.joined) or not days:
        raise NoticeContradicts(marked.piece, f"写的是共{number}天，按日期数是{days}天。")


def _join(_match: re.Match[str], marked: Marked, found: Found) -> None:
    _join_weekend(marked, found)


def _join_weekend(marked: Marked, found: Found) -> None:
    weekend = [day for each in found.last_off for day in _weekend_beside(each)]
    weekend = [day for day in weekend if day not in found.last_off]
    if not weekend:
        raise NoticeContradicts(marked.piece, "放假日期前后都不是周末，谈不上与周末连休。")
    found.joined = len(weekend)
    for day in weekend:
        found.off.setdefault(day, marked.piece)


def _weekend_beside(day: date) -> list[date]:
    side = -_BESIDE.get(day.weekday(), 0)
    steps = {1: (1, 2), -1: (-2, -1), 0: ()}[side]
    return [day + timedelta(step) for step in steps]


def _work(match: re.Match[str], marked: Marked, found: Found) -> None:
    for day in marked.days_in(match[1]):
        if match["usual"] and not is_weekend(day):
            found.claims.append((marked.piece, day, "work"))
        elif not is_weekend(day):
            raise NoticeContradicts(marked.piece, f"{named(day)}不是周末，不会是调休上班日。")
        elif day in found.work:
            raise NoticeContradicts(marked.piece, f"{named(day)}上班写了两次。")
        else:
            found.work[day] = marked.piece


def _made_up(match: re.Match[str], marked: Marked, found: Found) -> None:
    for day in marked.days_in(match[1]):
        if is_weekend(day):
            raise NoticeContradicts(marked.piece, f"{named(day)}本是周末，不能用来补休。")
        if not _near(day, found.last_off):
            raise NoticeContradicts(marked.piece, f"{named(day)}离假期太远，不像是补休日。")
        found.off.setdefault(day, marked.piece)


def _claim_statutory(match: re.Match[str], marked: Marked, found: Found) -> None:
    _claim_off(match, marked, found)
    for day in marked.days_in(match[1]):
        if day not in statutory_days(day.year):
            raise NoticeContradicts(marked.piece, f"{named(day)}不是法定节假日。")


def _claim_off(match: re.Match[str], marked: Marked, found: Found) -> None:
    found.claims += [(marked.piece, day, "off") for day in marked.days_in(match[1])]


def _moved(match: re.Match[str], marked: Marked, found: Found) -> None:
    for day in marked.days_in(match[2]):
        if is_weekend(day):
            raise NoticeContradicts(marked.piece, f"{named(day)}本是周末，公休日不能调到这一天。")
        found.claims.append((marked.piece, day, "off"))
    found.claims += [(marked.piece, day, "weekend") for day in marked.days_in(match[1])]


def check_claims(found: Found) -> None:
    """Hold what the sentences assert of single days against what is off and worked."""
    for day, piece in found.work.items():
        if day in found.off:
            raise NoticeContradicts(piece, f"{named(day)}前面已写明放假。")
        if found.off and not _near(day, found.off):
            raise NoticeContradicts(piece, f"{named(day)}离假期太远，不像是本节的调休上班日。")
    for piece, day, claim in found.claims:
        fault = _claim_fault(day, claim, found)
        if fault:
            raise NoticeContradicts(piece, f"{named(day)}{fault}")


def _near(day: date, off: Iterable[date]) -> bool:
    return any(abs((each - day).days) <= FARTHEST for each in off)


def _claim_fault(day: date, claim: str, found: Found) -> str:
    if claim == "off":
        return "" if day in found.off else "不在本节放假日期之内。"
    if claim == "work":
        return "前面已写明放假。" if day in found.off else ""
    if not is_weekend(day):
        return "不是公休日。"
    return "" if day in found.off or day in found.work else "既没有写放假，也没有写上班。"


_Act = Callable[[re.Match[str], Marked, Found], None]
_STATUTORY = r"法定(?:节)?假日"
_CLAUSES: tuple[tuple[re.Pattern[str], _Act], ...] = tuple(
    (re.compile(pattern), act)
    for pattern, act in (
        (
            (
                rf"(?:将)?{_LIST}(?:全国)?(?:调休)?放假(?:调休|公休|补休)?"
                rf"(?P<joined>与周末连休)?(?:共?计?(?P<count>\d{{1,2}}|[一二两三四五六七八九十])天)?"
            ),
            _off,
        ),
        (rf"共计?{_NUMBER}天(?:假期)?", _count),
        (r"与(?:周末|双休日|公休日)连休", _join),
        (rf"{_LIST}起?(?P<usual>正常|照常)?上班", _work),
        (rf"{_LIST}(?:补休|补假|调休)", _made_up),
        (rf"{_LIST}(?:均?为|是)(?:{NAME})?{_STATUTORY}(?:和公休日)?", _claim_statutory),
        (rf"{_LIST}(?:均?为公休日?|照常公休)", _claim_off),
        (
            (
                rf"将?{_LIST}(?:[一二两三四]个)?(?:公休日?|(?:节|休)?假日|{NAME})"
                rf"(?:[及和]{NAME}(?:假日)?)?(?:分别)?调(?:休)?至{_LIST}"
            ),
            _moved,
        ),
    )
)
