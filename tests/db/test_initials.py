from __future__ import annotations

import subprocess
import sys

import pytest

NAMES = ("重庆", "厦门银行", "长乐", "银行", "重阳木", "厦门市银行股份有限公司", "曾厝垵", "王伟")
FIRST = {
    "names": "",
    "matters": "from app.catalogue.keys import search_keys; search_keys('行政许可')",
}
SAY = """
from app.catalogue.keys import search_keys
from db.search.initials import initials_of
print([(sorted(initials_of(name)), search_keys(name)) for name in {names!r}])
"""


@pytest.fixture(scope="module")
def said():
    """What either order of loading says of the names."""
    return {
        who: subprocess.run(
            [sys.executable, "-c", f"{begun}\n{SAY.format(names=NAMES)}"],
            check=True, capture_output=True, text=True,
        ).stdout
        for who, begun in FIRST.items()
    }  # fmt: skip


def test_initials_are_the_same_whoever_loads_the_dictionary_first(said):
    assert said["names"] == said["matters"]


def test_a_word_is_read_as_a_word(said):
    assert "'cq'" in said["matters"]
    assert "'xmyh'" in said["matters"]
