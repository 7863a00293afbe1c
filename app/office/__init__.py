"""The bureau's own particulars: its name, wordings in force, settings, backups and the demo office."""

from __future__ import annotations
