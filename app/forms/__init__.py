"""The language of official documents: fields for entry, the Sheet for paper."""

from __future__ import annotations
