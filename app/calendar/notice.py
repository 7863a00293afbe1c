"""Next year by paste: the State Council notice's own text becomes an arrangement, or is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from app.calendar.amendment import amended, amends
from app.calendar.checks import FIRST_YEAR, LAST_YEAR, named, problems_of
from app.calendar.days import ArrangedDay, ArrangedKind, Arrangement
from app.calendar.notice_clauses import Found, check_silent, read_sentences
from app.calendar.notice_dates import NoticeContradicts, Reading
from app.calendar.notice_text import Item, Notice, Piece, cut
from app.calendar.source import notice_name, number_in
from app.calendar.statutory import FESTIVALS, NEW_YEAR
from app.errors import BadInput

_YEAR = re.compile(
    r"(?:关于|现将)(?:做好)?(\d{4})年(?:部分)?(?:节假日|元旦)|(?<!\d)(\d{4})年,?(?:部分节假日|元旦、)"
)


def read_notice(pasted: str, loaded: Mapping[int, Arrangement] | None = None) -> Arrangement:
    """Return the arrangement a notice gives.

    A notice that changes a loaded year (调整, 延长) gives that year as changed. ``BadInput`` shows
    the sentence that contradicts itself or is not understood.
    """
    if amends(pasted):
        return amended(pasted, loaded or {})
    notice = cut(pasted)
    year = _year(notice)
    for piece in notice.before:
        check_silent(piece)
    _check_festivals(notice)
    arrangement = _arrangement(year, pasted, notice)
    problems = problems_of(arrangement)
    if problems:
        raise BadInput.listing(problems)
    return arrangement


def _year(notice: Notice) -> int:
    said = [*notice.before, *(piece for item in notice.items for piece in item.sentences)]
    named_years = {int(match[1] or match[2]) for piece in said for match in _YEAR.finditer(piece.plain)}
    years = sorted(named_years | {item.year for item in notice.items if item.year})
    if not named_years:
        raise BadInput("没有找到年份：请连同“现将某年元旦、春节……安排通知如下”一句一起粘贴。")
    if len(years) > 1:
        listed = "、".join(f"{year}年" for year in years)
        raise BadInput(f"文中同时写了{listed}的安排，请一次只粘贴一年的通知。")
    if not FIRST_YEAR <= years[0] <= LAST_YEAR:
        raise BadInput(f"年份{years[0]}超出范围：只能载入{FIRST_YEAR}年至{LAST_YEAR}年的通知。")
    return years[0]


def _check_festivals(notice: Notice) -> None:
    told = [festival for item in notice.items for festival in item.festivals]
    missing = [festival for festival in FESTIVALS if festival not in told]
    if missing:
        raise BadInput(f"通知不完整：没有找到{'、'.join(missing)}的安排。")
    for item in notice.items:
        for festival in item.festivals:
            if told.count(festival) > 1:
                shown = item.sentences[0] if item.sentences else Piece(item.name, item.name)
                raise NoticeContradicts(shown, f"{festival}的安排出现了两次。")


def _arrangement(year: int, pasted: str, notice: Notice) -> Arrangement:
    empty = Arrangement(year, notice_name(year), number_in(pasted), ())
    days: dict[object, ArrangedDay] = {}
    for item in notice.items:
        found = read_sentences(item.sentences, Reading(year, NEW_YEAR in item.festivals))
        _check_said(item, found)
        for each, piece in _days(empty, item.name, found):
            if each.day in days:
                raise NoticeContradicts(
                    piece, f"{named(each.day)}在{days[each.day].festival}的安排中已经写过。"
                )
            days[each.day] = each
    return replace(empty, days=tuple(sorted(days.values(), key=lambda each: each.day)))


def _check_said(item: Item, found: Found) -> None:
    if not found.off:
        shown = item.sentences[0] if item.sentences else Piece(item.name, item.name)
        raise NoticeContradicts(shown, f"没有写明{item.name}哪天放假。")


def _days(source: Arrangement, festival: str, found: Found) -> list[tuple[ArrangedDay, Piece]]:
    return [
        (ArrangedDay(day, kind, festival, source.source_name, source.source_number), piece)
        for kind, said in ((ArrangedKind.OFF, found.off), (ArrangedKind.WORK, found.work))
        for day, piece in said.items()
    ]
