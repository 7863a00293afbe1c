"""The checks that stand behind every change, in order, each run to its end."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from environment import CHECKOUT, clean_environment
from terminal import say

TYPED = ("app", "ui", "db", "resources", "packaging")


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check: its name for the person, and what the environment's Python runs for it."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a check ended; ``seconds`` is wall-clock time."""

    check: Check
    code: int
    seconds: float


def all_checks(pytest_arguments: Sequence[str]) -> tuple[Check, ...]:
    """Return every check, the quick ones first."""
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return (
        Check(name="代码检查 ruff check", arguments=("-m", "ruff", "check", ".")),
        Check(name="代码格式 ruff format", arguments=("-m", "ruff", "format", "--check", ".")),
        Check(name="类型检查 mypy", arguments=("-m", "mypy", *TYPED)),
        Check(name="分层约定 import-linter", arguments=("-c", contracts)),
        Check(
            name="全部测试 pytest",
            arguments=("-m", "pytest", "-n", "2", "--dist", "worksteal", *pytest_arguments),
        ),
    )


def run_checks(python: Path, checks: Sequence[Check]) -> int:
    """Run every check, then say how each ended; 0 when all went well, else 1."""
    outcomes = [
        _run(python, check, f"【{number}/{len(checks)}】") for number, check in enumerate(checks, start=1)
    ]
    say("—— 结果 ——")
    for outcome in outcomes:
        word = "通过" if outcome.code == 0 else "未通过"
        say(f"{word}  {outcome.check.name}（{outcome.seconds:.1f} 秒）")
    failed = sum(outcome.code != 0 for outcome in outcomes)
    say(f"{failed} 项未通过。" if failed else "全部通过。")
    return int(failed > 0)


def _run(python: Path, check: Check, place: str) -> Outcome:
    """Run one check in the checkout, its output shown as it comes."""
    say(f"{place}{check.name} ……")
    start = time.monotonic()
    code = subprocess.run(
        [python, *check.arguments], cwd=CHECKOUT, env=clean_environment(), check=False
    ).returncode
    return Outcome(check=check, code=code, seconds=time.monotonic() - start)
