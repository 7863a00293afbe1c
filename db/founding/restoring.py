"""Puts a backup in the office's place so that its people can work in it at once."""

from __future__ import annotations

from pathlib import Path

from app.office.copying import Manner, Restored
from db.access.readmitting import readmit
from db.copies.backup import restore
from db.engine import parse_url, writing
from db.founding.upgrade import upgrade
from db.guests import address_as, refuse_other_than_owner
from db.lending import lent


def restore_office(source: Path, url: str, backups: Path, manner: Manner | None = None) -> Restored:
    """Restore, bring an older form up to this program's, and let the people in again.

    Raises as ``restore`` and ``upgrade`` do; the older form's backup goes to ``backups``.
    """
    manner = manner or Manner()
    url, tell = address_as(url, manner.owner), manner.tell
    refuse_other_than_owner(url)
    safety = restore(source, url, tell)
    upgrade(url, backups)
    if parse_url(url).get_backend_name() == "sqlite":
        return Restored(safety=safety)
    tell("登录账号", 0, 0)
    with lent(url) as engine, writing(engine) as connection:
        return Restored(safety=safety, passwords=readmit(connection))
