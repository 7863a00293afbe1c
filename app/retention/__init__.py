"""Old papers: how long each is kept, what holds it back, its export, and its destruction by two people."""

from __future__ import annotations
