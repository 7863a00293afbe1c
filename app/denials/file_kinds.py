"""Which files a denial keeps: known kinds whose content is what the name says, under names that harm nobody."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from app.denials.commands import HostileName
from app.errors import BadInput
from app.forms.characters import unfit_kind

LONGEST_NAME = 120
_FORBIDDEN = '/\\:*?"<>|'
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_MEMBERS = 20_000


def check_name(name: str) -> str:
    """Return the name; raises ``HostileName`` saying what to change."""
    if fault := _name_fault(name):
        shown = "".join(c if c.isprintable() else "?" for c in name[:LONGEST_NAME])
        raise HostileName(f"文件名“{shown}”{fault}，请改名后再添加。")
    return name


def _name_fault(name: str) -> str:
    return next(filter(None, (*map(_character_fault, name), _shape_fault(name))), "")


def _character_fault(character: str) -> str:
    if kind := unfit_kind(character):
        return f"里有{kind}（U+{ord(character):04X}）"
    return f"里有“{character}”，会被当作路径或命令" if character in _FORBIDDEN else ""


def _shape_fault(name: str) -> str:
    if len(name) > LONGEST_NAME:
        return f"有{len(name)}个字符，最多{LONGEST_NAME}个"
    if name != name.strip(" \u3000\u00a0") or name.endswith("."):
        return "以空格开头，或以空格、句点结尾"
    if name.startswith(("-", "~")):
        return f"以“{name[0]}”开头，会被当作命令的选项"
    if _RESERVED.fullmatch(name.split(".", maxsplit=1)[0].strip()):
        return "是系统保留的设备名"
    return ""


def kind_of(name: str) -> str:
    """Return the kind of file the name says; raises ``BadInput`` for one that is not kept."""
    kind = name.rpartition(".")[2].lower() if "." in name.strip(".") else ""
    if kind in _SIGNS:
        return kind
    known = "、".join(_SIGNS)
    if kind in ("zip", "rar", "7z"):
        raise BadInput(f"不收压缩文件“{name}”：请解压后逐个添加（可以添加：{known}）。")
    raise BadInput(f"不收“{name}”这种文件，可以添加：{known}。")


def check_content(name: str, content: bytes) -> None:
    """Raise ``BadInput`` where the content is not of the kind that the name says."""
    kind = kind_of(name)
    if not _SIGNS[kind](content):
        raise BadInput(
            f"“{name}”的内容不是{kind}文件（可能改过扩展名，或者已损坏），请用原来的程序打开核对后再添加。"
        )


def _begins(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def _holds(member: str) -> Callable[[bytes], bool]:
    """Return a test for a package that holds a member of this name, or a folder of it."""

    def test(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                names = package.namelist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError):
            return False
        return len(names) <= _MOST_MEMBERS and any(each.startswith(member) for each in names)

    return test


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


_SIGNS: dict[str, Callable[[bytes], bool]] = {
    "pdf": _is_pdf,
    "jpg": _begins(b"\xff\xd8\xff"),
    "jpeg": _begins(b"\xff\xd8\xff"),
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "docx": _holds("word/"),
    "doc": _begins(_OLD_OFFICE),
    "xlsx": _holds("xl/"),
    "xls": _begins(_OLD_OFFICE),
    "ofd": _holds("OFD.xml"),
    "wps": _begins(_OLD_OFFICE),
    "txt": _is_text,
}
KINDS = tuple(_SIGNS)
