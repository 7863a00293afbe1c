"""Write requirements.txt anew: every package pinned, with the hashes of its wheels.

Run it with the office's own interpreter: ``.venv/bin/python packaging/pin.py [--newest]``.
Versions already pinned are kept unless ``--newest`` is given. Wheels are fetched through pip from
whatever index pip is set up to use; the file written names none.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
WISHES = HERE / "requirements.in"
PINS = HERE / "requirements.txt"
PYTHONS = ("3.11", "3.12")
# The newest C library each machine type may ask for: UOS 20 has 2.28, Kylin V10 SP1 has 2.31.
GLIBC = {"x86_64": 28, "aarch64": 31}
HEADER = "# Written by packaging/pin.py from requirements.in. Do not edit.\n"

Pins = dict[str, dict[str, set[str]]]  # name -> version -> hashes


def main(arguments: list[str]) -> int:
    """Fetch the wheels for every machine type and Python, and write their pins."""
    pins: Pins = {}
    machines: dict[tuple[str, str], set[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for machine in GLIBC:
            for python in PYTHONS:
                place = Path(folder) / f"{machine}-{python}"
                _fetch(machine, python, place, keep="--newest" not in arguments)
                for name, version, digest in _wheels(place):
                    pins.setdefault(name, {}).setdefault(version, set()).add(digest)
                    machines.setdefault((name, version), set()).add(machine)
    PINS.write_text(HEADER + "".join(_lines(pins, machines)), encoding="utf-8")
    return 0


def _fetch(machine: str, python: str, place: Path, *, keep: bool) -> None:
    """Download the wheels of one machine type and Python version into ``place``."""
    place.mkdir()
    wishes = place / "wishes.txt"
    wishes.write_text("\n".join(_wishes(machine)), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "-qq", "--only-binary=:all:"]
    command += ["--dest", str(place), "--python-version", python, "--implementation", "cp"]
    for tag in _platforms(machine):
        command += ["--platform", tag]
    for abi in (f"cp{python.replace('.', '')}", "abi3", "none"):
        command += ["--abi", abi]
    if keep and PINS.exists():
        kept = place / "kept.txt"
        kept.write_text("\n".join(_kept(machine)), encoding="utf-8")
        command += ["--constraint", str(kept)]
    print(f"{machine}, Python {python}", flush=True)
    subprocess.run([*command, "--requirement", str(wishes)], check=True)


def _platforms(machine: str) -> list[str]:
    """Return the wheel tags a machine type takes, the newest C library first."""
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(GLIBC[machine], 16, -1)]
    return [*tags, f"manylinux2014_{machine}"]


def _wishes(machine: str) -> Iterator[str]:
    """Yield the wished requirements of one machine type, without the marker naming it."""
    for line in WISHES.read_text(encoding="utf-8").splitlines():
        wish, _, marker = line.partition("#")[0].partition(";")
        if wish.strip() and (not marker.strip() or f'"{machine}"' in marker):
            yield wish.strip()


def _kept(machine: str) -> Iterator[str]:
    """Yield the present pins of one machine type as constraints."""
    for line in PINS.read_text(encoding="utf-8").splitlines():
        found = re.match(r"(\S+==\S+)(?: ; (.+?))? \\$", line)
        if found and (found[2] is None or f'"{machine}"' in found[2]):
            yield found[1]


def _wheels(place: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, version and SHA-256 of each wheel in a folder."""
    for wheel in place.glob("*.whl"):
        name, version = wheel.name.split("-")[:2]
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        yield re.sub(r"[-_.]+", "-", name).lower(), version, digest


def _lines(pins: Pins, machines: dict[tuple[str, str], set[str]]) -> Iterator[str]:
    """Yield the requirement lines in order of name, hashes in order of value."""
    for name in sorted(pins):
        for version, hashes in sorted(pins[name].items()):
            only = machines[name, version]
            marker = "" if only == set(GLIBC) else f' ; platform_machine == "{min(only)}"'
            digests = " \\\n".join(f"    --hash=sha256:{digest}" for digest in sorted(hashes))
            yield f"{name}=={version}{marker} \\\n{digests}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
