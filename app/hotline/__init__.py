"""12345 work orders (12345热线工单): in from the platform, dispatched, answered in time, the loop closed."""

from __future__ import annotations
