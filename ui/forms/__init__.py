"""Forms: inputs made from the description of a document type's fields."""

from __future__ import annotations
