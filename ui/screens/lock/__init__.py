"""The screen lock: after idle time nothing is seen and nothing is lost."""

from __future__ import annotations
