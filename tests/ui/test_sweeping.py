from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject

from ui.sweeping import Sweeper


class Knot:
    """Rubbish that only the collector finds, and that remembers who swept it."""

    def __init__(self, swept):
        self.me = self
        self.swept = swept

    def __del__(self):
        self.swept.append(threading.current_thread())


@pytest.fixture
def sweeper(qapp):
    parent, seldom = QObject(), gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # as the program has it
    made = Sweeper(parent)
    yield made
    made.close()
    assert gc.isenabled()
    gc.set_threshold(*seldom)


def test_rubbish_a_worker_leaves_is_swept_by_the_window(sweeper):
    swept = []

    def work():
        for _ in range(5_000):
            Knot(swept)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert swept == []
    sweeper.sweep()
    assert set(swept) == {threading.main_thread()}
