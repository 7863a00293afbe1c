"""The work list: what is to be done, by due date, with the next act at hand."""

from __future__ import annotations
