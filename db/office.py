"""Settings and wordings in the archive."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from app.office.models import OfficeSettings, Wording
from db.models.office import settings_rows, wording_rows
from db.plans import kept
from db.rows import contents, from_json, to_json

_SETTINGS = kept(select(settings_rows.c.settings).where(settings_rows.c.id == 1))
_SAVE_SETTINGS = update(settings_rows).where(settings_rows.c.id == 1)
_FIRST_SETTINGS = insert(settings_rows)
_BY_DAY = select(wording_rows).order_by(wording_rows.c.word_key, wording_rows.c.effective_from)
_UNTIL = _BY_DAY.where(wording_rows.c.effective_from <= bindparam("on_day"))
_ADD = insert(wording_rows)
_AMEND = update(wording_rows).where(
    wording_rows.c.word_key == bindparam("of_key"), wording_rows.c.effective_from == bindparam("of_day")
)


class StoredOffice:
    """Settings and wordings over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._seen: OfficeSettings | None = None

    def settings(self) -> OfficeSettings:
        """Return the settings; what was never set is as a new office has it; read once a unit of work."""
        if self._seen is None:
            found = self._connection.execute(_SETTINGS).scalar_one_or_none()
            self._seen = OfficeSettings() if found is None else _settings(from_json(found))
        return self._seen

    def save_settings(self, settings: OfficeSettings) -> None:
        """Keep every setting."""
        self._seen = settings
        values = contents(settings)
        values["cut_off"] = settings.cut_off and settings.cut_off.isoformat()
        row = {"settings": to_json(values)}
        if not self._connection.execute(_SAVE_SETTINGS, row).rowcount:
            self._connection.execute(_FIRST_SETTINGS, {"id": 1, **row})

    def wordings(self) -> tuple[Wording, ...]:
        """Return every wording by key, then day."""
        return tuple(
            Wording(
                key=row.word_key,
                text=row.word_text or "",
                effective_from=row.effective_from,
                basis=row.basis or "",
            )
            for row in self._connection.execute(_BY_DAY)
        )

    def wording_on(self, day: date) -> dict[str, str]:
        """Return the text in force on the day for each key."""
        return {row.word_key: row.word_text or "" for row in self._connection.execute(_UNTIL, {"on_day": day})}

    def add_wording(self, wording: Wording) -> None:
        """Keep a wording; one of the same key and day takes the other's place."""
        words = {"word_text": wording.text, "basis": wording.basis}
        place = {"of_key": wording.key, "of_day": wording.effective_from}
        if not self._connection.execute(_AMEND, {**place, **words}).rowcount:
            row = {"word_key": wording.key, "effective_from": wording.effective_from, **words}
            self._connection.execute(_ADD, row)


def _settings(values: dict[str, Any]) -> OfficeSettings:
    """Read the settings a program of any age has kept."""
    if values.get("cut_off"):
        values["cut_off"] = time.fromisoformat(values["cut_off"])
    for name in ("reminder_hours", "office_hours"):
        if name in values:
            values[name] = tuple(values[name])
    known = {each.name for each in fields(OfficeSettings)}
    return OfficeSettings(**{name: value for name, value in values.items() if name in known})
