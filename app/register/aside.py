"""Drafts kept on this machine while the archive cannot be reached, until they can be sent to it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from app.register.models import Draft

_MINE = 0o600
_MY_FOLDER = 0o700


class Aside:
    """A folder of one office's drafts, a file each, which only this machine's user can read.

    Without a folder nothing is kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def keep(self, draft: Draft) -> bool:
        """Keep a draft in the place of the one before; False where this machine cannot keep it either."""
        if self._folder is None:
            return False
        path = self._path(draft.staff, draft.type_key, draft.case)
        unborn = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=_MY_FOLDER)
            self._folder.chmod(_MY_FOLDER)
            unborn.unlink(missing_ok=True)
            with os.fdopen(os.open(unborn, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MINE), "wb") as file:
                file.write(_written(draft))
                file.flush()
                os.fsync(file.fileno())
            unborn.replace(path)
        except OSError:
            return False
        return True

    def find(self, staff: int, type_key: str, case: int) -> Draft | None:
        """Return the draft of this person, type and case."""
        return _read(self._path(staff, type_key, case)) if self._folder is not None else None

    def of(self, staff: int) -> tuple[Draft, ...]:
        """Return the person's drafts, the earliest first."""
        folder = self._folder
        found = (_read(path) for path in folder.glob(f"{staff}-*.json")) if folder is not None else ()
        return tuple(sorted((each for each in found if each is not None), key=lambda each: each.saved_at))

    def drop(self, staff: int, type_key: str, case: int) -> None:
        """Forget the draft, where there is one."""
        with suppress(OSError):
            if self._folder is not None:
                self._path(staff, type_key, case).unlink(missing_ok=True)

    def _path(self, staff: int, type_key: str, case: int) -> Path:
        return (self._folder or Path()) / f"{staff}-{type_key}-{case}.json"


NOWHERE = Aside(None)


def later(one: Draft | None, other: Draft | None) -> Draft | None:
    """Return the draft that was typed last."""
    if one is None or other is None:
        return one or other
    return other if other.saved_at > one.saved_at else one


def _written(draft: Draft) -> bytes:
    told = {
        "staff": draft.staff,
        "type_key": draft.type_key,
        "case": draft.case,
        "fields": draft.fields,
        "saved_at": draft.saved_at.isoformat(),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _read(path: Path) -> Draft | None:
    """Read a file; one that is none of ours, or was torn, is no draft."""
    try:
        told: dict[str, Any] = json.loads(path.read_bytes())
        return Draft(**{**told, "saved_at": datetime.fromisoformat(told["saved_at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
