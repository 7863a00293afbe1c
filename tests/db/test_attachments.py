from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from app.denials.models import (
    DenialState,
)
from app.errors import Refusal, Unavailable
from tests.db.denial_things import a_file

CONTENTS = {"empty": b"", "zero bytes": b"\0" * 9, "large": bytes(range(256)) * 4 * 1024 * 50}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_file_comes_back_byte_for_byte(store, keep, content):
    denial = keep()
    with store.begin() as unit:
        key = unit.denials.attach(a_file(denial.id, content), content)
    with store.read() as unit:
        assert unit.denials.content(key) == content
        assert unit.denials.get_attachment(key) == a_file(denial.id, content, id=key)
        assert unit.denials.attachments(denial.id) == (a_file(denial.id, content, id=key),)


def test_a_file_taken_off_is_gone_with_what_was_in_it(store, keep):
    denial = keep()
    with store.begin() as unit:
        keys = [unit.denials.attach(a_file(denial.id, b"x", name=f"{n}.pdf"), b"x") for n in range(2)]
        unit.denials.detach(keys[0])
    with store.read() as unit:
        assert [each.name for each in unit.denials.attachments(denial.id)] == ["1.pdf"]
        for ask in (unit.denials.content, unit.denials.get_attachment):
            with pytest.raises(Refusal, match="附件"):
                ask(keys[0])
    with pytest.raises(Refusal, match="附件"), store.begin() as unit:
        unit.denials.detach(keys[0])
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM file_contents").scalar() == 1


@pytest.mark.parametrize("state", [state for state in DenialState if state is not DenialState.DRAFT])
def test_the_files_of_a_denial_that_was_handed_on_stay_as_they_are(store, keep, state):
    denial = keep()
    with store.begin() as unit:
        kept = unit.denials.attach(a_file(denial.id, b"x"), b"x")
        unit.denials.save(replace(denial, state=state))
    for act in (
        lambda unit: unit.denials.attach(a_file(denial.id, b"y"), b"y"),
        lambda unit: unit.denials.detach(kept),
        lambda unit: unit._connection.exec_driver_sql("DELETE FROM file_contents"),
    ):
        with pytest.raises(IntegrityError, match="附件"), store.begin() as unit:
            act(unit)
    with store.read() as unit:
        assert unit.denials.content(kept) == b"x"


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_while_a_file_is_kept_and_nothing_is_half_saved(store, keep):
    denial = keep()
    content = b"\xa5" * 5_000_000
    store.engine.dispose()

    def limit(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 100}")

    def attach(unit):
        unit.denials.save(replace(denial, fields={"reason": "改过"}))
        unit.denials.attach(a_file(denial.id, content), content)

    event.listen(store.engine, "connect", limit)
    with pytest.raises(Unavailable, match="已满，这一步没有保存。请腾出磁盘空间后再试"), store.begin() as unit:
        attach(unit)
    with store.read() as unit:
        assert unit.denials.get(denial.id) == denial
        assert unit.denials.attachments(denial.id) == ()
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM file_contents").scalar() == 0
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    store.engine.dispose()
    event.remove(store.engine, "connect", limit)
    with store.begin() as unit:
        attach(unit)
