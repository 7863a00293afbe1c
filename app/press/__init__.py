"""A Sheet to PDF and to DOCX."""

from __future__ import annotations
