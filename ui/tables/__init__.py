"""Tables: models over pages of frozen rows, and the view that shows them."""

from __future__ import annotations
