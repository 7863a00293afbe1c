from __future__ import annotations

import os

# Before any Qt module is imported: a test never opens a window on somebody's screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
