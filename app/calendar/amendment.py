"""Notices that change a year already arranged: a holiday moved, lengthened, or given once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from app.calendar.checks import named, problems_of
from app.calendar.days import ArrangedDay, ArrangedKind, Arrangement
from app.calendar.notice_clauses import Found, check_silent, read_sentences
from app.calendar.notice_dates import MARK, NoticeContradicts, Reading, mark_dates
from app.calendar.notice_text import NAME, Piece, PlainText, all_sentences, festivals_in
from app.calendar.source import number_in
from app.errors import BadInput

_MOVED = re.compile(rf"关于调整(\d{{4}})年({NAME})(?:假期|放假)安排的通知")
_LONGER = re.compile(rf"关于延长(\d{{4}})年({NAME})假期的通知")
_ONCE = re.compile(r"关于([^。]{2,40}?纪念日)(?:调休放假|放假)(?:安排)?的通知")
_UNTIL = re.compile(rf"(?:^|\D)延长(?:\d{{4}}年)?{NAME}假期至({MARK})")
_DAYS_SENTENCE = re.compile(r"\d日.*(?:放假|上班)")


def amends(pasted: str) -> bool:
    """Say whether a text changes an arranged year instead of arranging one."""
    plain = _plain(pasted)
    return any(kind.search(plain) for kind in (_MOVED, _LONGER, _ONCE))


def amended(pasted: str, loaded: Mapping[int, Arrangement]) -> Arrangement:
    """Return the loaded arrangement as the notice changes it (``BadInput`` if it is not loaded)."""
    plain = _plain(pasted)
    year, festival, title = _subject(plain)
    if year not in loaded:
        raise BadInput(f"这份通知调整{year}年的安排，请先载入{year}年的放假通知。")
    source = Arrangement(year, title, number_in(pasted), ())
    if _LONGER.search(plain):
        changed = _lengthened(pasted, loaded[year], festival, source)
    else:
        changed = _replaced(pasted, loaded[year], festival, source)
    problems = problems_of(changed)
    if problems:
        raise BadInput.listing(problems)
    return changed


def _plain(pasted: str) -> str:
    return PlainText(pasted).plain.replace("\n", "")


def _subject(plain: str) -> tuple[int, str, str]:
    match = _MOVED.search(plain) or _LONGER.search(plain)
    if match:
        return int(match[1]), festivals_in(match[2])[0], f"国务院办公厅{match[0]}"
    once = _ONCE.search(plain)
    year = re.search(r"(\d{4})年(?:\d{1,2}月\d{1,2}日)?", plain[once.end() :] if once else "")
    if once is None or year is None:
        raise BadInput("没有找到年份：请粘贴通知全文。")
    return int(year[1]), "纪念日", f"国务院{once[0]}"


def _replaced(pasted: str, old: Arrangement, festival: str, source: Arrangement) -> Arrangement:
    sentences = tuple(piece for piece in _arranging(pasted) if _DAYS_SENTENCE.search(piece.plain))
    found = read_sentences(sentences, Reading(old.year))
    if not found.off:
        raise BadInput(f"没有找到{festival}哪天放假。")
    return _with(old, festival, source, found, keep=False)


def _arranging(pasted: str) -> list[Piece]:
    pieces = list(all_sentences(pasted))
    title = next(at for at, piece in enumerate(pieces) if "的通知" in piece.plain)
    return [
        Piece(re.sub(r"^.*的通知.*?:", "", piece.plain) if at == title else piece.plain, piece.pasted)
        for at, piece in enumerate(pieces)
    ]


def _lengthened(pasted: str, old: Arrangement, festival: str, source: Arrangement) -> Arrangement:
    found = Found()
    for piece in all_sentences(pasted):
        match = _UNTIL.search(mark_dates(piece, Reading(old.year)).words)
        if match:
            marked = mark_dates(piece, Reading(old.year))
            _lengthen(old, festival, marked.days_in(match[1])[0], piece, found)
            rest = Piece(marked.words[match.end() :], piece.pasted)
            _check_return(rest, marked.days_in(rest.plain), found)
        else:
            check_silent(piece)
    if not found.off:
        raise BadInput(f"没有找到{festival}假期延长到哪一天。")
    return _with(old, festival, source, found, keep=True)


def _lengthen(old: Arrangement, festival: str, last: date, piece: Piece, found: Found) -> None:
    off = [each.day for each in old.days if each.festival == festival and _is_off(each)]
    if not off or not max(off) < last:
        raise NoticeContradicts(piece, f"{festival}假期原来就到{named(max(off, default=last))}。")
    step = max(off)
    while step < last:
        step += timedelta(1)
        found.off[step] = piece


def _check_return(rest: Piece, days: tuple[date, ...], found: Found) -> None:
    for day in days:
        if day != max(found.off) + timedelta(1) or "上班" not in rest.plain:
            raise NoticeContradicts(rest, f"{named(day)}与假期的最后一天接不上。")


def _is_off(each: ArrangedDay) -> bool:
    return each.kind is ArrangedKind.OFF


def _with(old: Arrangement, festival: str, source: Arrangement, found: Found, *, keep: bool) -> Arrangement:
    new = {
        day: ArrangedDay(day, kind, festival, source.source_name, source.source_number)
        for kind, said in ((ArrangedKind.OFF, found.off), (ArrangedKind.WORK, found.work))
        for day in said
    }
    kept = [each for each in old.days if each.day not in new and (keep or each.festival != festival)]
    return replace(old, days=tuple(sorted([*kept, *new.values()], key=lambda each: each.day)))
