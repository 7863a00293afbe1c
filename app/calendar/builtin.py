"""The arrangements that come with the product, one file per year."""

from __future__ import annotations

import tomllib

import resources
from app.calendar.days import ArrangedDay, ArrangedKind, Arrangement

_KINDS = {"放假": ArrangedKind.OFF, "上班": ArrangedKind.WORK}


def builtin_years() -> tuple[int, ...]:
    """Return the years that come with the product."""
    return tuple(sorted(int(path.stem) for path in resources.path("calendar").glob("20*.toml")))


def builtin_arrangement(year: int) -> Arrangement:
    """Return the built-in arrangement of a year; ``FileNotFoundError`` when there is none."""
    file = tomllib.loads(resources.text("calendar", f"{year}.toml"))
    name, number = file["source_name"], file["source_number"]
    days = tuple(ArrangedDay(day, _KINDS[kind], festival, name, number) for day, kind, festival in file["days"])
    return Arrangement(file["year"], name, number, days)


def builtin_arrangements() -> tuple[Arrangement, ...]:
    """Return every built-in arrangement, oldest first."""
    return tuple(builtin_arrangement(year) for year in builtin_years())
