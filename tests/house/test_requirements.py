from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
PINNED = re.compile(
    r'(?P<name>[a-z0-9-]+)==(?P<version>\S+)( ; platform_machine == "(x86_64|aarch64)")?'
    r"(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)"
)


@pytest.fixture(scope="module")
def requirements():
    text = (PACKAGING / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def test_every_package_is_pinned_with_its_hashes(requirements):
    assert not [line for line in requirements if not PINNED.fullmatch(line)]


def test_the_pins_name_no_host(requirements):
    assert not [line for line in requirements if "://" in line or "index" in line]


def test_every_wish_is_pinned(requirements):
    wishes = (PACKAGING / "requirements.in").read_text(encoding="utf-8").splitlines()
    wished = {re.match(r"[\w-]+", line)[0].lower() for line in wishes if line[:1].isalpha()}

    assert wished <= {PINNED.fullmatch(line)["name"] for line in requirements}


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_a_machine_is_given_one_version_of_each_package(machine, packaging_path):
    from environment import PINS, wanted

    names = wanted(PINS, machine)

    assert len(names) == len(set(names))
    assert {"pyside6-essentials", "shiboken6"} <= set(names)


def test_the_packages_in_use_are_the_pinned_ones(requirements):
    present = {
        re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower(): found.version for found in distributions()
    }
    pinned = {}
    for line in requirements:
        found = PINNED.fullmatch(line)
        pinned.setdefault(found["name"], set()).add(found["version"])

    assert {name for name in pinned if present.get(name) not in pinned[name]} == set()
