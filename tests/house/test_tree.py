from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOP = {"app", "ui", "resources", "db", "tests", "packaging", "pyproject.toml", "README.md"}
PLACES_OF_A_MACHINE = re.compile(r"(?<![\w.~-])/(work|root|opt)/\w")
SOURCES = re.compile(r"[0-9]{3}_[0-9a-f]{16}")
INDEXES = re.compile(r"https?://\S*(pypi|pythonhosted|mirrors?\.)", re.IGNORECASE)
# Written so that this line does not speak of them itself.
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b")


def lines_matching(texts, pattern):
    return [
        f"{name}:{number} {line.strip()[:80]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_the_top_of_the_house_holds_its_rooms_and_nothing_else(texts):
    top = {name.split("/")[0] for name in texts}

    assert {name for name in top if not name.startswith(".")} <= TOP


def test_the_packaging_folder_is_never_a_package():
    assert not list((ROOT / "packaging").rglob("__init__.py"))


def test_nothing_speaks_of_one_machine(texts):
    assert not lines_matching(texts, PLACES_OF_A_MACHINE)


def test_nothing_speaks_of_the_papers_it_was_drawn_from(texts):
    assert not lines_matching(texts, SOURCES)


def test_nothing_names_a_package_index(texts):
    assert not lines_matching(texts, INDEXES)


def test_nothing_is_left_for_later(texts):
    assert not lines_matching(texts, UNFINISHED)


def test_every_room_says_what_it_is(house):
    silent = [module.name for module in house if module.path.name == "__init__.py" and module.tree.body == []]

    assert not silent, silent


def test_every_test_is_found_by_its_file_name(everything):
    lost = [
        module.name
        for module in everything
        if module.name.startswith("tests/")
        and not module.path.name.startswith("test_")
        and re.search(r"(?m)^(async )?def test_", module.text)
    ]

    assert not lost, lost


def test_every_test_folder_is_run():
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")} - {ROOT / "tests"}
    idle = [
        folder.relative_to(ROOT).as_posix()
        for folder in sorted(folders)
        if "__pycache__" not in folder.parts
        and folder != ROOT / "tests" / "bench"
        and not list(folder.rglob("test_*.py"))
    ]

    assert not idle, idle
