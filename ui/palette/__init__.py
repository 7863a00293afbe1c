"""The command palette: everything the window can do or find, by typing."""

from __future__ import annotations
