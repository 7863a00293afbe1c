from __future__ import annotations

import ast
import re

# Words that say nothing of the office.
EMPTY = {
    "base", "common", "data", "handle", "helper", "helpers", "info", "manager", "misc", "process",
    "util", "utils",
}  # fmt: skip
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def words(name):
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return set(parted.lower().split("_"))


def test_files_and_folders_are_named_in_the_words_of_the_office(everything):
    empty = [
        module.name
        for module in everything
        if any(words(part.removesuffix(".py")) & EMPTY for part in module.name.split("/"))
    ]

    assert not empty, empty


def test_classes_and_functions_are_named_in_the_words_of_the_office(house):
    empty = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in house
        for node in module.tree.body
        if isinstance(node, DEFINITIONS) and words(node.name) & EMPTY
    ]

    assert not empty, empty
