"""The office: what clerks do and what the rules are; it knows no window and no database."""

from __future__ import annotations
