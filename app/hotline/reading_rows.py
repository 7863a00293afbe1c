"""What a row of the table says of an order, or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.clock import local
from app.hotline import reading_cells as cells
from app.hotline.columns import LONGEST, MOMENTS, REQUIRED, TITLE_OF
from app.hotline.models import OrderType
from app.hotline.reading import Table
from app.sheets.writing import harmless

_PAST = {key: TITLE_OF[key] for key in MOMENTS}
_REQUIRED = frozenset(REQUIRED)
_TITLE_FROM_CONTENT = 40  # characters
_KEPT_LINES = frozenset({"content", "purpose", "reply", "basis"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """An order as the table has it: our columns by key, and what is none of ours by its heading."""

    row: int
    values: Mapping[str, Any]
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The order's number."""
        return str(self.values["number"])


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken, with everything that is wrong in it."""

    row: int
    cells: tuple[str, ...]
    reason: str


def read_rows(table: Table, now: datetime) -> Iterator[Incoming | Rejected]:
    """Read every row of the table; a number that comes again is taken once, and only where all is alike."""
    plan = tuple((key, place, _READERS[key]) for key, place in table.places.items())
    unknown, seen = table.unknown, dict[str, Incoming]()
    now = local(now)  # moments of one zone are compared in no time
    for line in table.lines:
        values, problems = _read(line.cells, plan)
        problems += _missing(values, problems) + _too_early(values, now)
        if problems:
            yield Rejected(line.row, line.cells, "；".join(problems))
            continue
        extra = {name: said for name, place in unknown if (said := line.cells[place])}
        _keep_words(extra, values, line.cells, table.places)
        found = Incoming(line.row, values, extra)
        before = seen.setdefault(found.number, found)
        if before is not found and (before.values != values or before.extra != extra):
            told = f"与第{before.row}行的工单编号相同而内容不同，以第{before.row}行为准"
            yield Rejected(line.row, line.cells, told)
        else:
            yield found


def _read(
    row: tuple[str, ...], plan: tuple[tuple[str, int, Callable[[str], Any]], ...]
) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    problems: list[str] = []
    for key, place, reader in plan:
        said = row[place]
        if not said or (len(said) < 5 and cells.is_blank(said) and key != "anonymous"):  # noqa: PLR2004 - as “null”
            continue
        try:
            values[key] = reader(said)
        except ValueError as fault:
            problems.append(f"{TITLE_OF[key]}{fault}")
    return values, problems


def _missing(values: dict[str, Any], problems: list[str]) -> list[str]:
    """Fill in what follows from the rest, and tell what is missing."""
    if "title" not in values and "content" in values:
        values["title"] = " ".join(values["content"].split())[:_TITLE_FROM_CONTENT]
    if "content" not in values and "title" in values:
        values["content"] = values["title"]
    if not values.get("caller"):
        values["anonymous"] = True
    if values.keys() >= _REQUIRED:
        return []
    told = "".join(problems)
    return [f"没有填写{TITLE_OF[key]}" for key in REQUIRED if key not in values and TITLE_OF[key] not in told]


def _too_early(values: Mapping[str, Any], now: datetime) -> list[str]:
    problems = [f"{title}不能晚于现在" for key, title in _PAST.items() if key in values and values[key] > now]
    if "completed_at" not in values and cells.is_closed(values.get("state", "")):
        problems.append(f"状态是“{values['state']}”，却没有办结时间")
    return problems


def _keep_words(
    extra: dict[str, str], values: Mapping[str, Any], row: tuple[str, ...], places: Mapping[str, int]
) -> None:
    """Keep what the platform wrote where our list has another word or none for it."""
    for key in ("channel", "topic"):
        place = places.get(key)
        if place is not None and row[place] and values.get(key) != row[place]:
            extra[TITLE_OF[key]] = row[place]


def _text(key: str) -> Callable[[str], str]:
    longest = LONGEST.get(key, 500)
    tidy = _with_lines if key in _KEPT_LINES else cells.folded

    def read(said: str) -> str:
        plain = said[1:] if said[0] == "'" and harmless(said[1:]) == said else said
        text = tidy(plain if plain.isprintable() else _visible(plain))
        if len(text) > longest:
            raise ValueError(f"有{len(text)}字，最多{longest}字")
        return text

    return read


def _with_lines(text: str) -> str:
    return text.strip()


def _visible(text: str) -> str:
    """Return a text without what no archive keeps: control characters and halves of characters."""
    whole = text.encode("utf-8", "ignore").decode()
    return "".join(letter for letter in whole if letter.isprintable() or letter in "\n\t\u3000 ")


def _number(said: str) -> str:
    number = cells.number(said)
    if len(number) > LONGEST["number"] or not number.isprintable():
        raise ValueError(f"“{number[:30]}”不像编号，最多{LONGEST['number']}字")
    return number


def _limit(said: str) -> int | datetime:
    """Read a limit: so many working days, or the day itself."""
    days = cells.folded(said).removesuffix("工作日").removesuffix("天").removesuffix("个").strip()
    if days.isdecimal() and 1 <= int(days) <= 60:  # noqa: PLR2004 - as in the form
        return int(days)
    return cells.moment(said)


def _kind(said: str) -> OrderType:
    return cells.kind(said)


_READERS: Mapping[str, Callable[[str], Any]] = {
    **{key: _text(key) for key in TITLE_OF},
    **dict.fromkeys(MOMENTS, cells.moment),
    "number": _number,
    "type": _kind,
    "city_due": lambda said: cells.moment(said).date(),
    "limit": _limit,
    "channel": cells.channel,
    "topic": cells.topic,
    "urgent": cells.urgent,
    "anonymous": cells.yes,
    "secrecy": cells.secrecy,
    "result": cells.result,
    "satisfaction": cells.satisfaction,
    "solved": cells.yes,
}
