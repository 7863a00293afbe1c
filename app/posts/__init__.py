"""Posts with A and B, absence, substitution, handover."""

from __future__ import annotations
