"""This machine's settings: TOML to a frozen dataclass, every problem listed at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from app.errors import BadInput, Problem
from app.office.address import holds_password

THEMES = ("system", "light", "dark")


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What differs from desk to desk; printer offsets are mm to the right and down."""

    database: str = ""  # an SQLAlchemy URL; "" for this machine's own office
    bureau: str = ""  # shown at sign-in before the office is opened
    theme: str = "system"
    printer_offsets: dict[str, tuple[float, float]] = field(default_factory=dict)
    window: str = ""  # geometry as Qt writes it, base64


def read_settings(path: Path) -> Machine:
    """Return the settings; a missing file gives the standard ones; raises ``BadInput``."""
    if not path.exists():
        return Machine()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadInput(f"本机设置文件{path}读不懂（{fault}），请改正或删除后重试。") from fault
    problems = tuple(_problems(raw))
    if problems:
        raise BadInput.listing(problems)
    offsets = {name: (float(x), float(y)) for name, (x, y) in raw.pop("printer_offsets", {}).items()}
    return Machine(**raw, printer_offsets=offsets)


def write_settings(path: Path, machine: Machine) -> None:
    """Write the settings for the next start."""
    lines = [
        f"{each.name} = {_quoted(getattr(machine, each.name))}"
        for each in fields(Machine)
        if each.name != "printer_offsets"
    ]
    lines.append("\n[printer_offsets]")
    lines += [f"{_quoted(name)} = [{x}, {y}]" for name, (x, y) in machine.printer_offsets.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


def _problems(raw: dict[str, Any]) -> list[Problem]:
    known = {each.name for each in fields(Machine)}
    problems = [Problem(name, f"本机设置中没有“{name}”这一项。") for name in raw if name not in known]
    problems += [
        Problem(name, f"本机设置“{name}”应当是文字。")
        for name in sorted(known - {"printer_offsets"})
        if name in raw and not isinstance(raw[name], str)
    ]
    if holds_password(str(raw.get("database", ""))):
        problems.append(
            Problem("database", "本机设置“database”里写了密码，密码不能存在文件里：请删去，并更换这个密码。")
        )
    if raw.get("theme", "system") not in THEMES:
        problems.append(Problem("theme", f"本机设置“theme”只能是{'、'.join(THEMES)}。"))
    offsets = raw.get("printer_offsets", {})
    if not isinstance(offsets, dict) or not all(_is_offset(pair) for pair in offsets.values()):
        problems.append(Problem("printer_offsets", "打印机偏移应当写成 [右移毫米, 下移毫米]，各不超过20。"))
    return problems


def _is_offset(pair: object) -> bool:
    most = 20
    return (
        isinstance(pair, list)
        and len(pair) == len(("x", "y"))
        and all(isinstance(number, int | float) and abs(number) <= most for number in pair)
    )
