"""The archive package: one ZIP that explains itself, with every paper, its entries, lists and hashes.

``校验.sha256`` is in the form of ``sha256sum``; its own hash is what a disposal keeps of the package.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.clock import chinese_moment
from app.errors import BadInput, Unavailable, why
from app.ledger.models import Entry
from app.press import press_pdf
from app.register.models import Document
from app.register.paper import fingerprint, sheet_of
from app.retention.left import LeftBehind, Told, left_digest
from app.sheets.writing import table_bytes

FORM = "效能工作台档案包 1"
HASHES = "校验.sha256"
FACTS = "档案包.json"
READ_ME = "说明.txt"
HEADINGS = ("序号", "题名", "文号", "签发日期", "保管期限", "关联编号", "页数", "文件", "内容校验值")
_README = """本文件包由效能工作台于{at}导出，单位：{bureau}，共{count}件到期文书。

papers/类型/年度/文号.pdf          文书版面（PDF）
papers/类型/年度/文号.json         文书的全部字段、印发信息和登记信息（JSON，UTF-8）
papers/类型/年度/文号.ledger.json  台账中这件文书的全部记录，逐笔带校验值
matters/类别/编号-序号.json        随最后一件文书销毁的资料：办件、首问、否定报备、工单、约谈的全部内容
matters/类别/编号-序号/            它的附件
目录.xlsx、目录.csv                逐件目录
档案包.json                        包的说明和逐件清单（程序读取）
校验.sha256                        每个文件的SHA-256

核对：解开后在本目录运行 sha256sum -c 校验.sha256；或运行 python -m app archive verify 本文件，不需要数据库。
本包含有当事人的个人信息，请按档案保密要求保管。
"""


@dataclass(frozen=True, kw_only=True)
class Packed:
    """A paper ready to be packed: its register's row, its entries, and how long it is kept."""

    document: Document
    entries: tuple[Entry, ...]
    term: str


@dataclass(frozen=True, kw_only=True)
class PackedLeft:
    """What goes with its last paper, ready to be packed: all that it says, its files, its entries."""

    left: LeftBehind
    told: Told
    files: Iterable[tuple[str, bytes]]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Label:
    """What a package says of itself: the office, when and by whom it was made."""

    bureau: str
    at: datetime
    by: str


class Packer:
    """Writes a package paper by paper beside its place, and puts it there when it is whole."""

    def __init__(self, path: Path, label: Label) -> None:
        self._path = path
        self._label = label
        self._part = path.with_name(path.name + ".part")
        self._hashes: dict[str, str] = {}
        self._listed: list[dict[str, Any]] = []
        self._left: list[dict[str, Any]] = []
        if path.exists():
            raise BadInput(f"“{path}”已经存在，没有覆盖它。请换一个文件名。")
        try:
            self._part.unlink(missing_ok=True)
            self._zip = zipfile.ZipFile(self._part, "x", zipfile.ZIP_DEFLATED)
        except OSError as fault:
            raise _cannot(path, fault) from fault

    def add(self, packed: Packed) -> None:
        """Write a paper's page, fields and entries; raises ``Unavailable``, for a full disk for one."""
        document = packed.document
        pressed = press_pdf(sheet_of(document))
        stem = f"papers/{document.type_key}/{document.number.year}/{_file_name(str(document.number))}"
        self._write(f"{stem}.pdf", pressed.pdf)
        self._write(f"{stem}.json", _json(told(packed)))
        self._write(f"{stem}.ledger.json", _json([entry_told(each) for each in packed.entries]))
        self._listed.append(
            {
                "id": int(document.id),
                "type": document.type_key,
                "title": document.title,
                "number": str(document.number),
                "issued_on": document.issued_on.isoformat(),
                "term": packed.term,
                "case": document.case_number,
                "pages": pressed.pages,
                "file": stem,
                "digest": fingerprint(document),
            }
        )

    def add_left(self, packed: PackedLeft) -> None:
        """Write what goes with the last papers; raises ``Unavailable``."""
        left = packed.left
        stem = f"matters/{left.word}/{_file_name(left.number)}-{left.id}"
        self._write(f"{stem}.json", _json(packed.told))
        self._write(f"{stem}.ledger.json", _json([entry_told(each) for each in packed.entries]))
        names = []
        for place, (name, content) in enumerate(packed.files, 1):
            names.append(f"{stem}/{place}-{_file_name(name)}")
            self._write(names[-1], content)
        self._left.append({**asdict(left), "file": stem, "attached": names, "digest": left_digest(packed.told)})

    def close(self) -> str:
        """Write lists and hashes, put the package in its place, and return the hash of its hashes."""
        rows = [_row(place, each) for place, each in enumerate(self._listed, 1)]
        for name in ("目录.xlsx", "目录.csv"):
            self._write(name, table_bytes(name, "到期文书目录", HEADINGS, rows))
        label = {"form": FORM, **asdict(self._label), "at": self._label.at.isoformat()}
        self._write(FACTS, _json({**label, "count": len(rows), "papers": self._listed, "left": self._left}))
        at, bureau = chinese_moment(self._label.at), self._label.bureau
        self._write(READ_ME, _README.format(at=at, bureau=bureau, count=len(rows)).encode())
        hashes = hashes_text(self._hashes)
        self._put(HASHES, hashes)
        try:
            self._zip.close()
            _keep(self._part)
            self._part.replace(self._path)
        except OSError as fault:
            self.give_up()
            raise _cannot(self._path, fault) from fault
        return hashlib.sha256(hashes).hexdigest()

    def give_up(self) -> None:
        """Leave nothing half-written behind."""
        with suppress(OSError, ValueError):
            self._zip.close()
        self._part.unlink(missing_ok=True)

    def _write(self, name: str, content: bytes) -> None:
        self._hashes[name] = hashlib.sha256(content).hexdigest()
        self._put(name, content)

    def _put(self, name: str, content: bytes) -> None:
        try:
            self._zip.writestr(name, content)
        except OSError as fault:
            self.give_up()
            raise _cannot(self._path, fault) from fault


def hashes_text(hashes: dict[str, str]) -> bytes:
    """Return the hashes in the form of ``sha256sum``."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items())).encode()


def told(packed: Packed) -> dict[str, Any]:
    """Return everything the register keeps of a paper, as JSON can hold it."""
    document = packed.document
    plain = {name: getattr(document, name) for name in Document.__dataclass_fields__}
    changed = {
        "number": str(document.number),
        "state": document.state.value,
        "fields": dict(document.fields),
        "imprint": dict(document.imprint),
        "retention": packed.term,
        "fingerprint": fingerprint(document),
    }
    left_out = ("request_key", "destroyed_at", "digest")
    return {**{name: _plain(value) for name, value in plain.items() if name not in left_out}, **changed}


def entry_told(entry: Entry) -> dict[str, Any]:
    """Return an entry of the ledger field by field, with its hashes."""
    return {name: _plain(getattr(entry, name)) for name in Entry.__dataclass_fields__}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _row(place: int, paper: dict[str, Any]) -> tuple[str, ...]:
    names = ("title", "number", "issued_on", "term", "case", "pages", "file", "digest")
    return (str(place), *(str(paper[name]) for name in names))


def _file_name(number: str) -> str:
    return "".join("_" if letter in '\\/:*?"<>|' else letter for letter in number)


def _keep(path: Path) -> None:
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _cannot(path: Path, fault: OSError) -> Unavailable:
    return Unavailable(f"写不了档案包“{path}”：{why(fault)}。没有留下半个文件，请腾出空间或换一个位置再试。")
