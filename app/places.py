"""Where this machine keeps things: the office's database, settings, logs, backups (made when asked for)."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from platformdirs import PlatformDirs

NAME = "efficiency-workbench"


def home() -> Path:
    """Return the folder of the office's data on this machine; ``WORKBENCH_HOME`` overrules."""
    chosen = os.environ.get("WORKBENCH_HOME")
    if chosen:
        return Path(chosen)
    if not os.environ.get("HOME") and os.name == "posix":
        return Path("/var/tmp") / f"{NAME}-{os.getuid()}"  # noqa: S108 - a machine without a home
    return Path(PlatformDirs(NAME, appauthor=False).user_data_dir)


def database() -> Path:
    """Return where this machine's own office lies."""
    return home() / "office.sqlite"


def settings() -> Path:
    """Return where this machine's settings lie."""
    return home() / "settings.toml"


def office_files() -> tuple[Path, ...]:
    """Return the folders in which the office's file is looked for: the settings' first, then the program's."""
    return home(), Path(__file__).resolve().parents[1]


def logs() -> Path:
    """Return the folder of the logs, made if need be."""
    return _made(home() / "logs")


def backups() -> Path:
    """Return the folder of the automatic backups, made if need be."""
    return _made(home() / "backups")


def drafts(url: str) -> Path:
    """Return the folder of the drafts that wait here for the office of an address, whoever connects to it."""
    office = hashlib.sha256(re.sub(r"//[^@/]*@", "//", url).encode()).hexdigest()
    return home() / "drafts" / office[:16]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
