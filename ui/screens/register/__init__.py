"""The register: every paper issued, found, read, reprinted, served, voided and verified."""

from __future__ import annotations
