"""Sign-in: the bureau, the database, and who one is."""

from __future__ import annotations
