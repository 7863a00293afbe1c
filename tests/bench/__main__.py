"""Run the measurements: ``python -m tests.bench [NAME ...]``, one JSON line per case.

A module ``bench_<name>.py`` beside this file joins by having ``CASES``: case name to a function
without arguments that measures and returns what it found. NAME is a case or a module's <name>.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

Case = Callable[[], dict]


def main(names: list[str]) -> int:
    cases = find_cases()
    unknown = [name for name in names if name not in cases and not members(cases, name)]
    if unknown:
        known = "、".join([*dict.fromkeys(group for group, _ in cases.values()), *cases])
        print(f"没有名为 {'、'.join(unknown)} 的测量；可用：{known}", file=sys.stderr)
        return 2
    chosen = {case: None for name in names for case in members(cases, name) or [name]}
    for case in chosen or cases:
        print(json.dumps({"case": case, **cases[case][1]()}, ensure_ascii=False), flush=True)
    return 0


def find_cases() -> dict[str, tuple[str, Case]]:
    """Return every case by name, with the group (module) it belongs to."""
    cases = {}
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        module = importlib.import_module(f"tests.bench.{path.stem}")
        group = path.stem.removeprefix("bench_")
        for name, case in module.CASES.items():
            if name in cases:
                message = f"two cases are named {name}"
                raise ValueError(message)
            cases[name] = (group, case)
    return cases


def members(cases: dict[str, tuple[str, Case]], group: str) -> list[str]:
    """Return the cases of a group."""
    return [name for name, (of, _) in cases.items() if of == group]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
