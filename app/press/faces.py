"""Faces by role: the official ones where the machine has them, else what stands in."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import resources
from app.forms.sheet import Face
from app.press.font_tables import NotOutlines, all_names, tables_of
from app.press.outlines import FaceFile

OFFICIAL: dict[Face, tuple[str, ...]] = {
    Face.TITLE: (
        "方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "FZXBSJW--GB1-0",
    ),
    Face.BODY: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GB18030", "华文仿宋"),
    Face.KAI: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GB18030", "华文楷体"),
    Face.HEI: ("黑体", "SimHei", "方正黑体_GB18030", "方正黑体_GBK"),
    Face.SONG: ("宋体", "SimSun", "方正书宋_GBK", "方正书宋_GB18030", "华文宋体"),
}  # fmt: skip

BUNDLED: dict[Face, tuple[str, ...]] = {
    Face.TITLE: ("counter-title.ttf", "counter-song.ttf"),
    Face.BODY: ("counter-fang.ttf", "counter-song.ttf"),
    Face.KAI: ("counter-kai.ttf", "counter-fang.ttf", "counter-song.ttf"),
    Face.HEI: ("counter-hei.ttf", "counter-song.ttf"),
    Face.SONG: ("counter-song.ttf",),
}

# faces that machines often have, nearest in manner first; the widest come last
_WENKAI = ("LXGW WenKai",)
_WIDE = (
    "SimSun-ExtB", "SimSun-ExtG", "BabelStone Han", "HanaMinA", "HanaMinB", "TH-Tshyn-P0",
    "AR PL UMing CN", "WenQuanYi Zen Hei", "Droid Sans Fallback", "DejaVu Sans",
)  # fmt: skip
STAND_INS: dict[Face, tuple[str, ...]] = {
    Face.TITLE: ("宋体", "SimSun"),
    Face.BODY: ("LXGW WenKai Light", *_WENKAI),
    Face.KAI: (*_WENKAI, "AR PL UKai CN"),
    Face.HEI: ("WenQuanYi Zen Hei",),
    Face.SONG: ("AR PL UMing CN",),
}


def font_folders() -> tuple[Path, ...]:
    """Return the folders where this system keeps its fonts; those that do not exist are left out."""
    home = Path.home()
    folders = {
        "win32": [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts",
        ],
        "darwin": [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"],
    }.get(
        sys.platform,
        [
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            home / ".local" / "share" / "fonts",
            home / ".fonts",
        ],
    )
    return tuple(folder for folder in folders if folder.is_dir())


def _font_files() -> Iterator[Path]:
    for folder in font_folders():
        for where, inner, files in os.walk(folder, followlinks=False):
            inner.sort()
            for file in sorted(files):
                if file.lower().endswith((".ttf", ".ttc", ".otf")):
                    yield Path(where, file)


def _faces_in(path: Path) -> Iterator[tuple[str, FaceFile]]:
    """Give each name of each face with TrueType outlines in a file."""
    try:
        content = path.read_bytes() if path.stat().st_size < 1 << 16 else FaceFile(path)._bytes  # noqa: SLF001
        count = int.from_bytes(content[8:12], "big") if content[:4] == b"ttcf" else 1
        for number in range(count):
            for name in all_names(content, tables_of(content, number)):
                yield name, FaceFile(path, number)
    except (OSError, ValueError, KeyError, IndexError):
        return


@cache
def installed_faces() -> dict[str, FaceFile]:
    """Return the faces of this machine by name; the first found of a name counts."""
    found: dict[str, FaceFile] = {}
    for path in _font_files():
        for name, face in _faces_in(path):
            found.setdefault(name, face)
    return found


class NoFace(Exception):
    """No face of a chain draws this character."""


class Chain:
    """The faces of one role in the order they are asked."""

    def __init__(self, files: tuple[FaceFile, ...]) -> None:
        self.files = files
        self.first = files[0]
        self._owners: dict[str, FaceFile | None] = {}

    def owner(self, character: str) -> FaceFile | None:
        """Return the first face that draws a character, or None."""
        if character not in self._owners:
            self._owners[character] = next((face for face in self.files if character in face.characters), None)
        return self._owners[character]

    def missing(self, text: str) -> set[str]:
        """Return the characters of a text that no face of the chain draws."""
        rest = set(text) - self.first.characters
        return {character for character in rest if self.owner(character) is None}

    def runs(self, text: str) -> tuple[tuple[FaceFile, str], ...]:
        """Cut a text into runs, each by the first face that draws all of it; raises NoFace."""
        if self.first.characters.issuperset(text):
            return ((self.first, text),)
        runs: list[tuple[FaceFile, str]] = []
        for ours, stretch in _stretches(text, self.first.characters):
            runs.extend(((self.first, stretch),) if ours else self._foreign(stretch))
        return tuple(runs)

    def _foreign(self, stretch: str) -> Iterator[tuple[FaceFile, str]]:
        whole = next((face for face in self.files if face.characters.issuperset(stretch)), None)
        if whole:
            yield whole, stretch
            return
        for character in stretch:
            face = self.owner(character)
            if face is None:
                raise NoFace(character)
            yield face, character

    def advances(self, text: str) -> list[float]:
        """Return the width of each character in em."""
        first = self.first.advances
        try:
            return [first[character] for character in text]
        except KeyError:
            return [width for face, run in self.runs(text) for width in map(face.advances.__getitem__, run)]


def _stretches(text: str, ours: frozenset[str]) -> Iterator[tuple[bool, str]]:
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or (text[place] in ours) != (text[start] in ours):
            yield text[start] in ours, text[start:place]
            start = place


@dataclass(frozen=True)
class FaceLine:
    """What ``doctor`` says of a role: the official face, what stands in, how many characters it draws."""

    role: str
    wanted: str
    used: str
    path: str
    official: bool
    characters: int
    with_fallback: int


class Faces:
    """The chains of faces the press draws with; ``machine`` False: only the program's own faces."""

    def __init__(self, machine: bool = True) -> None:
        self.machine = machine

    @cached_property
    def _installed(self) -> dict[str, FaceFile]:
        return installed_faces() if self.machine else {}

    def chain(self, role: Face) -> Chain:
        """Return the chain of a role."""
        return self._chains[role]

    @cached_property
    def _chains(self) -> dict[Face, Chain]:
        return {role: Chain(tuple(self._files(role))) for role in Face}

    def _files(self, role: Face) -> list[FaceFile]:
        official = [self._installed[name] for name in OFFICIAL[role] if name in self._installed][:1]
        bundled = [_bundled(file) for file in BUNDLED[role]]
        names = dict.fromkeys((*STAND_INS[role], *STAND_INS[Face.BODY], *_WIDE))
        others = [self._installed[name] for name in names if name in self._installed]
        return [*official, *bundled[:1], *others[: len(STAND_INS[role]) and 1], *bundled[1:], *others]

    def report(self) -> tuple[FaceLine, ...]:
        """Say which face stands in for which official one."""
        return tuple(self._line(role) for role in Face)

    def _line(self, role: Face) -> FaceLine:
        chain = self.chain(role)
        everything = frozenset().union(*(face.characters for face in chain.files))
        official = any(name in self._installed for name in OFFICIAL[role])
        return FaceLine(
            role=role.value,
            wanted=OFFICIAL[role][0],
            used=chain.first.family,
            path=str(chain.first.path),
            official=official,
            characters=len(chain.first.characters),
            with_fallback=len(everything),
        )


@cache
def _bundled(file: str) -> FaceFile:
    face = FaceFile(resources.path("faces", file))
    if not face.path.is_file():
        raise NotOutlines(f"the program's own face {file} is missing")
    return face


@cache
def machine_faces() -> Faces:
    """Return the faces of this machine, looked for once."""
    return Faces()


def face_report() -> tuple[FaceLine, ...]:
    """Say for each role which official face is wanted, what stands in, and how much it covers."""
    return machine_faces().report()
