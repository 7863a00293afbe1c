"""The settings: the office's own, its wordings and numbers, backups, the ledger, and this machine."""

from __future__ import annotations
