"""The official documents: one folder a type; ``catalogue`` lists them."""

from __future__ import annotations
