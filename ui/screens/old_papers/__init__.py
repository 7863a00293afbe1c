"""The screen of old papers: what is due, disposals by two people, holds, and how long each type is kept."""

from __future__ import annotations
