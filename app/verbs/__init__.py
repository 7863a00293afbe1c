"""The verbs of the command line, one file a noun; for administrators, scheduled jobs and checks."""

from __future__ import annotations
