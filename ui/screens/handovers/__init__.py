"""The screen of handovers: what is handed over, taken over and given back, and who has signed."""

from __future__ import annotations
