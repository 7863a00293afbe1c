"""The document form: inputs at the left, the real page at the right, one act to issue it."""

from __future__ import annotations
