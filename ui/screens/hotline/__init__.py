"""12345工单: the queue of work orders, one of them beside it, and the acts that are open."""

from __future__ import annotations
