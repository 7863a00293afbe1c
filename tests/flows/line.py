"""The command line as people type it: what it exits with, and what it says."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from app.__main__ import main
from app.founding.demo_people import PASSWORD

ROOT = Path(__file__).resolve().parents[2]


def typed(words, environment):
    """Carry out a command in this process, which has loaded everything."""
    said, complaint = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complaint):
        for name, value in environment.items():
            patch.setenv(name, value)
        try:
            code = main(list(words))
        except SystemExit as end:
            code = end.code
    return subprocess.CompletedProcess(words, code, said.getvalue(), complaint.getvalue())


def started(words, environment):
    """Carry out a command in a process of its own, as it is started."""
    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


class Line:
    """The command line of one office."""

    def __init__(self, folder, url, run=typed):
        self.folder, self.url, self._run = folder, url, run

    def __call__(self, *words, login="", password=PASSWORD, as_json=True, db=True):
        before = [*(["--db", self.url] if db else []), *(["--as", login] if login else [])]
        before += ["--json"] if as_json else []
        environment = {"WORKBENCH_PASSWORD": password, "WORKBENCH_HOME": str(self.folder / "home")}
        return self._run([*before, *map(str, words)], environment)

    def answer(self, *words, **options):
        done = self(*words, **options)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
