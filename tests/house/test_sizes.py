from __future__ import annotations

import ast

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
# A file may be longer only for the reason given here.
LONG_FILES = {}
LONG_FUNCTIONS = {}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_a_file_can_be_read_in_one_sitting(everything):
    long = {
        module.name: lines
        for module in everything
        if (lines := module.text.count("\n")) > LONGEST_FILE and module.name not in LONG_FILES
    }

    assert not long, long


def test_a_function_can_be_seen_at_once(house):
    long = {
        f"{module.name}:{node.name}": length(node)
        for module in house
        if "/migrations/" not in module.name
        for node in ast.walk(module.tree)
        if isinstance(node, FUNCTIONS) and length(node) > LONGEST_FUNCTION
    }

    assert not set(long) - set(LONG_FUNCTIONS), long


def length(function):
    return function.end_lineno - function.lineno + 1


def test_an_exemption_that_is_no_longer_needed_is_gone(everything):
    sizes = {module.name: module.text.count("\n") for module in everything}

    assert all(sizes.get(name, 0) > LONGEST_FILE for name in LONG_FILES)
