from __future__ import annotations

import ast
import re

ENDERS = {"commit", "rollback"}
STORE = "db/store.py"
OPENERS = {STORE, "db/engine.py"}
OPENING = re.compile(r"^\s*BEGIN(\s+(DEFERRED|IMMEDIATE|EXCLUSIVE|TRANSACTION|WORK))?\s*;?\s*$", re.IGNORECASE)


def test_a_transaction_is_ended_in_the_store_and_nowhere_else(house):
    elsewhere = [
        f"{module.name}:{node.lineno} .{node.func.attr}()"
        for module in house
        if module.name != STORE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ENDERS
    ]

    assert not elsewhere, elsewhere


def test_a_transaction_is_opened_in_the_store_or_the_engine(house):
    elsewhere = [
        f"{module.name}:{node.lineno} {node.value!r}"
        for module in house
        if module.name not in OPENERS
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and OPENING.match(node.value)
    ]

    assert not elsewhere, elsewhere
