"""Who did what, acting for whom, on what ground, when; chained per subject, sealed daily."""

from __future__ import annotations
