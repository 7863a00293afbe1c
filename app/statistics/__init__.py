"""Statistics (统计): what was received and done, in time or not, and the cases behind each figure."""

from __future__ import annotations
