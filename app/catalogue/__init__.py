"""政务服务事项 and their materials."""

from __future__ import annotations
