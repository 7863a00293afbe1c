"""The command line in this process, and the files it is given."""

from __future__ import annotations

import json
import re
import time

from app.__main__ import main
from tests.app.register.test_register import sample

QUICK = 3.0  # seconds of the processor
CLERK, ADMINISTRATOR = "linxiaoyan", "guanliyuan"


class Line:
    """The command line in this process: what it exits with, and what it says."""

    def __init__(self, file, capsys):
        self.file, self._capsys = file, capsys

    def __call__(self, *words, login="", url=""):
        began = time.process_time()
        self.code = main(
            ["--db", url or f"sqlite:///{self.file}", *(["--as", login] if login else []), *map(str, words)]
        )
        self.seconds = time.process_time() - began
        told = self._capsys.readouterr()
        self.said, self.complaint = told.out, told.err
        return self

    def is_refused(self, code, said=""):
        assert self.code == code, self.complaint
        assert said in self.complaint
        assert re.search("[一-鿿]", self.complaint)
        assert "Traceback" not in self.complaint
        assert len(self.complaint) < 2_000
        assert self.seconds < QUICK
        assert self.said == ""


def as_bytes(content):
    if isinstance(content, bytes):
        return content
    written = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return written.encode()


def one_time(**changes):
    return {**sample("one_time_notice"), **changes}
