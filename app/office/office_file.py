"""The office's file (office.toml): where the office is, the same for every counter, and no secret in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from app.errors import BadInput, Problem, Unavailable, why
from app.office.address import PORT, ServerAddress, checked, holds_password

NAME = "office.toml"
_TEXTS = ("bureau", "server", "database", "certificate")
_SECRETS = {"password", "passwd", "pwd", "密码", "口令", "secret"}
_LEAKED = "文件里写了密码。这个文件人人可读，不能放密码：请删去，并更换已经泄露的密码。"
_ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")
# What is no TOML (a bare key in Chinese) may hold a secret all the same.
_SECRET_LINE = re.compile(
    rf"^\s*[\"'“‘]?[\w.-]*(?:{'|'.join(sorted(_SECRETS))})\s*[\"'”’]?\s*[=:＝：]", re.IGNORECASE
)
_HEAD = """# 效能工作台的单位地址。把本文件（和下面写到的证书）复制到每台电脑：程序文件夹，或本机设置文件夹。
# 不含密码：各人用自己的登录名和密码登录。
"""


@dataclass(frozen=True, kw_only=True)
class OfficeFile:
    """What the file says: the bureau's name, and where its database is."""

    bureau: str
    address: ServerAddress

    @property
    def url(self) -> str:
        """The office's address for whoever signs in."""
        return self.address.url()


def read_office_file(path: Path) -> OfficeFile:
    """Read an office's file; raises ``BadInput`` with everything that is wrong in it."""
    raw = _parsed(path)
    if problems := tuple(_problems(raw)):
        raise _unusable(path, problems)
    certificate = raw.get("certificate", "")
    beside = str((path.parent / certificate).absolute()) if certificate else ""
    port = str(raw.get("port", PORT))
    return OfficeFile(
        bureau=raw.get("bureau", "").strip(), address=checked(raw["server"], port, raw["database"], beside)
    )


def write_office_file(path: Path, office: OfficeFile) -> None:
    """Write the file and, beside it, a copy of the certificate it names; raises ``Unavailable``."""
    address = office.address
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        certificate = _copied(Path(address.certificate), path.parent) if address.certificate else ""
        lines = {"bureau": office.bureau, "server": address.host, "database": address.database}
        told = [f"{name} = {_quoted(text)}" for name, text in lines.items()]
        told.append(f"port = {address.port}")
        if certificate:
            told.append(f"certificate = {_quoted(certificate)}")
        path.write_text(_HEAD + "\n".join(told) + "\n", encoding="utf-8")
    except OSError as fault:
        raise Unavailable(f"写不了单位地址文件“{path}”：{why(fault)}。请换一个文件夹。") from fault


def find_office_file(folders: tuple[Path, ...]) -> Path | None:
    """Return the first office's file of the folders, None where there is none."""
    return next((path for folder in folders if (path := folder / NAME).is_file()), None)


def _parsed(path: Path) -> dict[str, Any]:
    """Return what stands in the file; raises ``BadInput``, first of all for a secret where none may be."""
    try:
        written = path.read_bytes()
    except OSError as fault:
        raise BadInput(f"读不了单位地址文件“{path}”：{why(fault)}。") from fault
    try:
        return tomllib.loads(written.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        if _looks_secret(written):
            raise _unusable(path, (Problem("", _LEAKED),)) from fault
        raise BadInput(f"单位地址文件“{path}”读不懂（{fault}）。请向系统管理员要一份新的。") from fault


def _looks_secret(written: bytes) -> bool:
    """Tell whether a line gives a password, in whichever encoding the editor of a counter writes."""
    lines = chain(*(written.decode(each, "replace").splitlines() for each in _ENCODINGS))
    return any(_SECRET_LINE.search(line) or holds_password(line) for line in lines)


def _unusable(path: Path, problems: tuple[Problem, ...]) -> BadInput:
    told = "\n".join(each.text for each in problems)
    return BadInput(f"单位地址文件“{path}”不能用：\n{told}", problems)


def _copied(certificate: Path, folder: Path) -> str:
    target = folder / certificate.name
    if certificate.absolute() != target.absolute():
        target.write_bytes(certificate.read_bytes())
    return certificate.name


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{plain}"'


def _problems(raw: dict[str, Any]) -> list[Problem]:
    """Say what is wrong, first of all a secret where none may be."""
    texts = [str(value) for value in raw.values()]
    if _SECRETS & {name.lower() for name in raw} or any(map(holds_password, texts)):
        return [Problem("", _LEAKED)]
    known = {*_TEXTS, "port"}
    problems = [Problem(name, f"没有“{name}”这一项。") for name in raw if name not in known]
    problems += [
        Problem(name, f"“{name}”应当是文字，写在引号里。")
        for name in _TEXTS
        if not isinstance(raw.get(name, ""), str)
    ]
    if problems:
        return problems
    if not isinstance(raw.get("port", PORT), int):
        return [Problem("port", "“port”应当是数字，不加引号。")]
    try:
        checked(raw.get("server", ""), str(raw.get("port", PORT)), raw.get("database", ""))
    except BadInput as fault:
        return list(fault.problems)
    return []
