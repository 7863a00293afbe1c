"""The working calendar: a year at a glance, a deadline reckoned, next year loaded after a rehearsal."""

from __future__ import annotations
