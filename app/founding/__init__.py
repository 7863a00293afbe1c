"""A new office: empty with its first administrator, or a demo office a month in use."""

from __future__ import annotations
