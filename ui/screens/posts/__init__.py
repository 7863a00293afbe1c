"""岗位与离岗: posts with A and B, who is away in the week, and what is asked and agreed to."""

from __future__ import annotations
