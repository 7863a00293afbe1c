"""The restore drill: a backup is restored into a scratch database and examined; the office is not touched."""

from __future__ import annotations

from pathlib import Path

from app.drills.examining import examine
from app.drills.models import Finding, Rehearsed
from app.office.copying import Tell, silent
from db.copies.backup import form_of, put_into
from db.copies.contents import Contents
from db.custody_check import custody_finding
from db.disk import hash_of, told
from db.engine import writing
from db.founding.upgrade import migrate
from db.guests import refuse_other_than_owner
from db.lending import lent
from db.revisions import HEAD, refuse_unknown
from db.scratch import scratch
from db.store import open_store


def drill(url: str, source: Path, folder: Path, tell: Tell = silent) -> Rehearsed:
    """Restore a backup beside the office, examine what is there, and let nothing of it stay.

    Raises ``Refusal`` for what is no backup, ``Unavailable`` where it cannot be restored; ``folder`` is where
    an office in a file is restored to.
    """
    refuse_other_than_owner(url)
    revision = form_of(source, url)
    refuse_unknown(revision)
    folder.mkdir(parents=True, exist_ok=True)
    with told(), scratch(url, folder) as there:
        held = put_into(source, there, tell)
        if revision != HEAD:
            _bring_up(there, tell)
        findings = (_whole(held), *_examined(there, tell))
    tell("清除临时库", 0, 0)
    return Rehearsed(
        file=source.name,
        size=source.stat().st_size,
        sha256=hash_of(source),
        revision=str(revision),
        tables=len(held.tables),
        rows=held.rows,
        digest=held.digest,
        findings=findings,
    )


def _whole(held: Contents) -> Finding:
    return Finding(
        title="恢复",
        looked=f"全部{len(held.tables)}张表恢复到临时库，共{held.rows:,}行，校验值{held.digest[:16]}",
    )


def _bring_up(there: str, tell: Tell) -> None:
    tell("升级到当前版本", 0, 0)
    with lent(there) as engine, writing(engine) as connection:
        migrate(connection, HEAD)


def _examined(there: str, tell: Tell) -> tuple[Finding, ...]:
    store = open_store(there)
    try:
        found = examine(store, tell)
        with store.engine.connect() as connection:
            return (*found, custody_finding(connection))
    finally:
        store.close()
