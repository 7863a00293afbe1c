"""Staff and roles: who works where, who may do what, and which divisions there are."""

from __future__ import annotations
