"""First passwords on a sheet that only its owner reads, to be handed out and removed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from app.errors import BadInput, why


def write_passwords(path: Path, passwords: Mapping[str, str]) -> None:
    """Write the sheet as CSV, as an office's spreadsheets read it; raises ``BadInput`` where it cannot."""
    lines = [f"{login},{password}" for login, password in passwords.items()]
    text = "\r\n".join(("登录名,首次密码", *lines, "")).encode("utf-8-sig")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        path.chmod(0o600)
    except OSError as fault:
        raise BadInput(f"写不了文件“{path}”：{why(fault)}。") from fault
