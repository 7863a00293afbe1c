"""The window that sets up an office: alone on this machine, joined, made or carried to a server."""

from __future__ import annotations
