"""The restore drill (恢复演练): a backup is restored beside the office, examined, and put on record."""

from __future__ import annotations
