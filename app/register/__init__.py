"""Documents that exist: draft, issue, serve, void, reprint, find."""

from __future__ import annotations
