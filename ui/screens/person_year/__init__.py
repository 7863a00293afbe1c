"""A person's year (个人年度摘录): its figures, and the page as it is printed."""

from __future__ import annotations
