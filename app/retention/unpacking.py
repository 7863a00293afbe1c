"""Reads an archive package back, as ZIP or unpacked, and proves it: no database is needed."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from app.errors import BadInput, why
from app.ledger.entering import entry_hash
from app.ledger.models import Entry, Subject
from app.register.models import DocumentId
from app.register.paper import fingerprint_of
from app.retention.commands import ChangedPackage, Tell, unheard
from app.retention.left import WORDS, LeftBehind, left_digest
from app.retention.packing import FACTS, FORM, HASHES
from app.retention.telling import telling

LARGEST = 200_000_000  # bytes of one file of a package
MOST_FAULTS = 20  # are named
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A paper that a package holds: what it was in the office, and the hash over what it says."""

    document: DocumentId
    type_key: str
    number: str
    issued_on: date
    term: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package that was read and proved; ``digest`` is the hash of its hashes."""

    name: str
    digest: str
    bureau: str
    at: datetime
    by: str
    papers: tuple[Kept, ...]
    left: tuple[LeftBehind, ...] = ()


def read_package(path: Path, tell: Tell = unheard) -> Package:
    """Read a whole package against its hashes, its papers and their entries.

    Raises ``BadInput`` for what is no package of ours, ``ChangedPackage`` naming all that is not as written,
    ``CalledOff``.
    """
    try:
        if path.is_dir():
            files = {name: path / name for name in _names_in(path)}
            return _proved(path, files, Path.read_bytes, tell)
        with zipfile.ZipFile(path) as packed:
            names = [each.filename for each in packed.infolist() if not each.is_dir()]
            if len(names) != len(set(names)):
                raise ChangedPackage(f"“{path.name}”里有同名的文件，不是原来的档案包。")
            return _proved(path, {name: name for name in names}, partial(_content, packed), tell)
    except OSError as fault:
        raise BadInput(f"读不了档案包“{path}”：{why(fault)}。") from fault
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as fault:
        raise ChangedPackage(f"“{path.name}”不是完整的ZIP文件，可能没有传完或已损坏，请重新复制。") from fault


def _names_in(folder: Path) -> Iterator[str]:
    for each in sorted(folder.rglob("*")):
        if each.is_file():
            yield each.relative_to(folder).as_posix()


def _content(packed: zipfile.ZipFile, name: str) -> bytes:
    if packed.getinfo(name).file_size > LARGEST:
        raise ChangedPackage(f"档案包里的“{name}”过大，不是原来的文件。")
    return packed.read(name)


def _proved(path: Path, files: Mapping[str, Any], read: Callable[[Any], bytes], tell: Tell) -> Package:
    if HASHES not in files or FACTS not in files:
        raise BadInput(f"“{path.name}”不是本程序导出的档案包：里面没有“{HASHES}”和“{FACTS}”。")
    written = read(files[HASHES])
    hashes = _hashes(written)
    _refuse(path, list(_file_faults(files, hashes, read, tell)))
    facts = json.loads(read(files[FACTS]))
    if facts.get("form") != FORM:
        raise BadInput(f"“{path.name}”是另一版本的档案包（{facts.get('form')}），本程序读不了。")
    papers = telling(tell, "核对文书", facts["papers"], len(facts["papers"]))
    _refuse(path, [fault for paper in papers for fault in _paper_faults(paper, files, read)])
    left = telling(tell, "核对资料", facts.get("left", ()), len(facts.get("left", ())))
    _refuse(path, [fault for each in left for fault in _left_faults(each, files, read)])
    return Package(
        name=path.name,
        digest=hashlib.sha256(written).hexdigest(),
        bureau=facts["bureau"],
        at=datetime.fromisoformat(facts["at"]),
        by=facts["by"],
        papers=tuple(map(_kept, facts["papers"])),
        left=tuple(map(_left, facts.get("left", ()))),
    )


def _refuse(path: Path, faults: list[str]) -> None:
    if not faults:
        return
    named = faults[:MOST_FAULTS]
    more = f"\n……共{len(faults)}处。" if len(faults) > len(named) else ""
    lines = "\n".join(named)
    raise ChangedPackage(f"档案包“{path.name}”与导出时不符，不能作为销毁的依据：\n{lines}{more}")


def _hashes(written: bytes) -> dict[str, str]:
    found = {}
    for line in written.decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None or PurePosixPath(match[2]).is_absolute() or ".." in PurePosixPath(match[2]).parts:
            raise ChangedPackage(f"“{HASHES}”里有一行读不懂：{line[:80]}")
        found[match[2]] = match[1]
    return found


def _file_faults(
    files: Mapping[str, Any], hashes: Mapping[str, str], read: Callable[[Any], bytes], tell: Tell
) -> Iterator[str]:
    for name, digest in telling(tell, "核对文件", hashes.items(), len(hashes)):
        if name not in files:
            yield f"缺少文件“{name}”。"
        elif hashlib.sha256(read(files[name])).hexdigest() != digest:
            yield f"文件“{name}”被改动。"
    for name in files.keys() - hashes.keys() - {HASHES}:
        yield f"多出文件“{name}”，导出时没有。"


def _paper_faults(
    paper: Mapping[str, Any], files: Mapping[str, Any], read: Callable[[Any], bytes]
) -> Iterator[str]:
    stem, number = paper["file"], paper["number"]
    missing = [end for end in (".pdf", ".json", ".ledger.json") if stem + end not in files]
    if missing:
        yield f"{number}缺少{'、'.join(missing)}文件。"
        return
    kept = json.loads(read(files[f"{stem}.json"]))
    issued_on = date.fromisoformat(kept["issued_on"])
    digest = fingerprint_of(kept["type_key"], kept["number"], issued_on, kept["fields"], kept["imprint"])
    if not digest == paper["digest"] == kept["fingerprint"] or kept["number"] != number:
        yield f"{number}的内容与它的校验值不符。"
    entries = [_entry(each) for each in json.loads(read(files[f"{stem}.ledger.json"]))]
    if any(entry_hash(each) != each.hash for each in entries):
        yield f"{number}的台账记录被改动。"
    issued = [each for each in entries if each.act == "issue_document"]
    if not issued or json.loads(issued[0].detail).get("fingerprint") != digest:
        yield f"{number}与台账中签发时的校验值不符。"


def _left_faults(
    left: Mapping[str, Any], files: Mapping[str, Any], read: Callable[[Any], bytes]
) -> Iterator[str]:
    named = f"{WORDS.get(left['kind'], left['kind'])}{left['number']}"
    if f"{left['file']}.json" not in files or any(name not in files for name in left["attached"]):
        yield f"{named}缺少资料或附件。"
        return
    told = json.loads(read(files[f"{left['file']}.json"]))
    if left_digest(told) != left["digest"]:
        yield f"{named}的资料与它的校验值不符。"
    digests = [each["digest"] for each in told.get("attachments", ())]
    if [hashlib.sha256(read(files[name])).hexdigest() for name in left["attached"]] != digests:
        yield f"{named}的附件与登记的校验值不符。"


def _entry(told: Mapping[str, Any]) -> Entry:
    values = {**told, "at": datetime.fromisoformat(told["at"]), "subject": Subject(told["subject"])}
    return Entry(**values)


def _left(left: Mapping[str, Any]) -> LeftBehind:
    return LeftBehind(**{name: left[name] for name in LeftBehind.__dataclass_fields__})


def _kept(paper: Mapping[str, Any]) -> Kept:
    return Kept(
        document=DocumentId(paper["id"]),
        type_key=paper["type"],
        number=paper["number"],
        issued_on=date.fromisoformat(paper["issued_on"]),
        term=paper["term"],
        digest=paper["digest"],
    )
