"""Working days that prove themselves: the arrangements of each year, deadlines and their traces."""

from __future__ import annotations
