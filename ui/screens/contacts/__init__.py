"""首问登记: visitors and callers, whose each is now, and until when."""

from __future__ import annotations
