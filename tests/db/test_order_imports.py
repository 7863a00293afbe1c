from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.hotline.importing_models import Batch

NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)


def test_imports_are_on_record_and_headings_are_remembered(store, office):
    batch = Batch(
        file="a.xlsx", sha256="0" * 64, staff=office.clerk, staff_name="林晓", at=NOON, same=1, rejected=2
    )
    with store.begin() as unit:
        made = unit.imports.begin(batch)
        unit.imports.count(made, new=3, changed=1, done=False)
        unit.imports.count(made, new=2, changed=0, done=True)
        unit.imports.remember("abc", {"单子": "number"}, NOON)
        unit.imports.remember("abc", {"单子": "serial"}, NOON)
    with store.read() as unit:
        assert unit.imports.batches(5) == (replace(batch, id=made, new=5, changed=1, done=True),)
        assert unit.imports.mapping_of("abc") == {"单子": "serial"}
        assert unit.imports.mapping_of("def") is None
