"""Wording that a law or the office may change: remedies, consequences, declarations, each from its own date."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import resources


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One text of the office: ``basis`` is the clause it rests on, ``effective_from`` its first day."""

    key: str
    text: str
    effective_from: date
    basis: str = ""


@cache
def starting_wording() -> tuple[Wording, ...]:
    """Return the wording a new office starts with; the office may replace each text by a later one."""
    files = sorted(resources.path("wording").glob("*.toml"))
    return tuple(
        Wording(**entry) for file in files for entry in tomllib.loads(file.read_text("utf-8"))["wording"]
    )


def wording_for(keys: Iterable[str], own: Mapping[str, str], on: date) -> dict[str, str]:
    """Return the texts of the keys: the office's own, and the product's for papers newer than the office."""
    wanted = tuple(keys)
    if all(key in own for key in wanted):
        return {key: own[key] for key in wanted}
    texts = {**wording_in_force(starting_wording(), on), **own}
    return {key: texts[key] for key in wanted if key in texts}


def wording_in_force(wordings: Iterable[Wording], on: date) -> dict[str, str]:
    """Return by key the text in force on the date; of two with the same first day the later listed wins."""
    begun = [wording for wording in wordings if wording.effective_from <= on]
    return {wording.key: wording.text for wording in sorted(begun, key=lambda w: w.effective_from)}
