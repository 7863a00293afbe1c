"""How soon the sign-in is shown, beside a bare window of the same Qt; what the open window keeps in memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.clock import now
from app.founding.demo import found_demo
from db.founding.upgrade import create
from db.store import open_store

ROOT = Path(__file__).resolve().parents[2]
RUNS = 9

# Ends the process when the first window has been drawn; the same for both.
_WATCH = """
import sys
sys.path.insert(0, {root!r})
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWindow():
            QTimer.singleShot(0, end)
            watched.removeEventFilter(self)
        return False
def end():
    import os
    os.write(1, b"shown")
    os._exit(0)
watch = Watch()
"""
_BARE = """
from PySide6.QtWidgets import QMainWindow
application = QApplication([])
window = QMainWindow()
window.installEventFilter(watch)
window.show()
application.exec()
"""
_OURS = """
from ui import start
def open_desk():
    import threading
    threading.Event().wait()
settings = start.Start(open_desk=open_desk, bureau="示例市自然资源和规划局", database="本机数据库")
application = start.make_application()
shell = start.Shell(application, settings)
shell.sign_in.installEventFilter(watch)
shell.open()
application.exec()
"""
_OFFICE = """
import os, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from PySide6.QtCore import QTimer
from app.clock import now
from app.desk import desk_for, never
from app.founding.demo_people import PASSWORD, hints
from db.store import open_store
from ui.start import Shell, Start, make_application
folder = Path(sys.argv[1])
class NoBackups:
    pass
def open_desk():
    return desk_for(open_store(f"sqlite:///{folder / 'office.sqlite'}"), now, NoBackups(), folder, never)
def every_screen():
    window = shell.office.window if shell.office else None
    if window is None:
        return QTimer.singleShot(100, every_screen)
    for key in window.screens():
        window.go_to(key, {})
    QTimer.singleShot(2000, tell)
def tell():
    pages = open("/proc/self/statm").read().split()[1]
    os.write(1, str(int(pages) * os.sysconf("SC_PAGE_SIZE")).encode())
    os._exit(0)
settings = Start(open_desk=open_desk, bureau="", database="", demo_hint=hints(), demo_password=PASSWORD)
application = make_application()
shell = Shell(application, settings)
shell.open()
shell.sign_in.shown.connect(shell.sign_in.enter)
QTimer.singleShot(100, every_screen)
application.exec()
"""


def start():
    """Process start to the first drawn window, alternately, so that both meet the same machine."""
    bare, ours = [], []
    for _ in range(RUNS):
        bare.append(milliseconds(_WATCH + _BARE))
        ours.append(milliseconds(_WATCH + _OURS))
    ratio = statistics.median(ours) / statistics.median(bare)
    return {
        "bare_ms": round(statistics.median(bare), 1),
        "sign_in_ms": round(statistics.median(ours), 1),
        "ratio": round(ratio, 2),
        "limit": 2.5,
        "runs": RUNS,
        "within": ratio <= 2.5,
    }


def memory():
    """Resident memory of the demo office's window after every screen of a clerk was opened once."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'office.sqlite'}"
        create(url)
        store = open_store(url)
        found_demo(store, now)
        store.close()
        sizes = [int(output(_OFFICE, folder)) / 2**20 for _ in range(5)]
    size = statistics.median(sizes)
    return {"resident_mib": round(size, 1), "limit": 250, "runs": len(sizes), "within": size < 250}


def milliseconds(script):
    began = time.perf_counter()
    assert output(script) == "shown"
    return (time.perf_counter() - began) * 1000


def output(script, *arguments):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", script.replace("{root!r}", repr(str(ROOT))), *arguments],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout


CASES = {"start": start, "memory": memory}
