"""The example matters (示例) a new office starts with."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import resources
from app.catalogue.models import Material, Matter, MatterId, MatterKind, Regime

COUNTER_TELEPHONES = {"licence": "0590-5550101", "registration": "0590-5550102"}  # no such area code
SUPERVISION_TELEPHONE = "0590-5550110"


def starting_matters(division_by_key: Mapping[str, int]) -> tuple[Matter, ...]:
    """Return the example matters; ``division_by_key`` has the divisions "licence" and "registration"."""
    rows = tomllib.loads(resources.text("catalogue", "matters.toml"))["matter"]
    return tuple(_matter(row, division_by_key) for row in rows)


def _matter(row: Mapping[str, Any], division_by_key: Mapping[str, int]) -> Matter:
    texts = {key: row[key].strip() for key in ("basis", "conditions", "procedure", "requirements")}
    return Matter(
        id=MatterId(0),
        code=row["code"],
        name=row["name"],
        kind=MatterKind(row["kind"]),
        regime=Regime(row["regime"]),
        division=division_by_key[row["division"]],
        statutory_limit=row["statutory_limit"],
        committed_limit=row["committed_limit"],
        fee=row["fee"],
        special_steps=row["special_steps"],
        correction_limit=row["correction_limit"],
        counter_telephone=COUNTER_TELEPHONES[row["division"]],
        supervision_telephone=SUPERVISION_TELEPHONE,
        materials=tuple(_material(cells) for cells in row["materials"]),
        example=True,
        **texts,
    )


def _material(cells: list[Any]) -> Material:
    name, weight, form, copies, medium, source, shared, remark = cells
    return Material(
        name=name,
        main=weight == "主要",
        form=form,
        copies=copies,
        medium=medium,
        source=source,
        shared=shared == "共享",
        remark=remark,
    )
