"""Spreadsheets that others fill in: files read into rows of text, headings recognised, cells written safely."""

from __future__ import annotations
