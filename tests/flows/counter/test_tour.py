from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from app.__main__ import OfficeArchive
from db.founding.upgrade import create

ROOT = Path(__file__).resolve().parents[3]


def run(folder, home):
    return subprocess.run(
        [sys.executable, "-m", "app", "--tour", str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "WORKBENCH_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_the_tour_leaves_pictures_and_papers(tmp_path):
    folder = tmp_path / "tour"
    done = run(folder, tmp_path / "home")
    assert done.returncode == 0, done.stderr
    pictures = sorted(folder.glob("*.png"))
    assert len(pictures) >= 10
    sizes = {QImage(str(picture)).size().toTuple() for picture in pictures}
    assert {(1366, 768), (1920, 1080)} <= sizes
    assert (folder / "一次性告知书.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "一次性告知书.docx").read_bytes().startswith(b"PK")
    assert len(done.stdout.splitlines()) >= len(pictures)


def test_a_tour_that_cannot_sign_in_ends_with_one_line(tmp_path):
    folder = tmp_path / "tour"
    folder.mkdir()
    url = f"sqlite:///{folder / 'office.sqlite'}"
    create(url)
    archive = OfficeArchive()
    archive.close(archive.open(url))
    done = run(folder, tmp_path / "home")
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("导览中断")]
    assert len(lines) == 1
