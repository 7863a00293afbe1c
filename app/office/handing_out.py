"""First passwords on a sheet that only its owner reads, to be handed out and removed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from app.clock import local
from app.errors import BadInput, why


def sheet_at(moment: datetime) -> Path:
    """Return where the sheet goes unless it is said."""
    return Path(f"首次密码-{local(moment):%Y%m%d%H%M%S}.csv")


def write_passwords(path: Path, passwords: Mapping[str, str]) -> None:
    """Write the sheet as CSV, as an office's spreadsheets read it; raises ``BadInput`` where it cannot."""
    lines = [f"{login},{password}" for login, password in passwords.items()]
    write_for_oneself(path, "\r\n".join(("登录名,首次密码", *lines, "")).encode("utf-8-sig"))


def write_for_oneself(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read; raises ``BadInput`` where it cannot."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        path.chmod(0o600)
    except OSError as fault:
        raise BadInput(f"写不了文件“{path}”：{why(fault)}。") from fault
