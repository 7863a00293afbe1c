from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("app", "ui", "db", "resources")
PLACES = (*ROOMS, "tests", "packaging")


@dataclass(frozen=True)
class Module:
    """A Python file of the house, by its path from the top."""

    path: Path

    @property
    def name(self):
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self):
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self):
        return ast.parse(self.text)


def python_files(*places):
    return [
        Module(path)
        for place in places
        for path in sorted((ROOT / place).rglob("*.py"))
        if "__pycache__" not in path.parts
    ]


def kept_files():
    """Return every file that is, or would be, under version control."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others"]
    try:
        listed = subprocess.run(
            [*command, "--exclude-standard"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):  # a copy without its history
        listed = [
            path.relative_to(ROOT).as_posix()
            for place in (*PLACES, ".ci")
            for path in (ROOT / place).rglob("*")
            if "__pycache__" not in path.parts
        ]
        listed += [path.name for path in ROOT.iterdir() if path.is_file()]
    return sorted({ROOT / name for name in listed if name and (ROOT / name).is_file()})


@pytest.fixture(scope="session")
def house():
    """Every Python file of the program itself."""
    return python_files(*ROOMS)


@pytest.fixture(scope="session")
def everything():
    """Every Python file, tests and packaging too."""
    return python_files(*PLACES)


@pytest.fixture(scope="session")
def texts():
    """Every text kept in the house, by its path from the top."""
    found = {}
    for path in kept_files():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
    return found


@pytest.fixture
def packaging_path(monkeypatch):
    """The packaging folder, importable as the bootstrap sees it."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return ROOT / "packaging"
