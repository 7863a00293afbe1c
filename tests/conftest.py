from __future__ import annotations

import gc
import os

import pytest

# Before any Qt module is imported: a test never opens a window on somebody's screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    """Sweep no rubbish while a window may paint, as the program does not: a painted window would go with it."""
    if "qapp" not in item.fixturenames:
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
