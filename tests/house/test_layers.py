from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def test_every_import_contract_is_kept():
    answer = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_presenters_know_no_widget(house):
    drawing = [
        module.name
        for module in house
        if module.path.name == "presenter.py" and re.search(r"PySide6[.](QtWidgets|QtGui)", module.text)
    ]

    assert not drawing, drawing
