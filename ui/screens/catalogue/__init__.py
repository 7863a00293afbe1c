"""The catalogue of matters: what each asks for, what the office words itself, and its import."""

from __future__ import annotations
