"""Divisions, staff, roles, sign-in, what a role may do and where."""

from __future__ import annotations
