"""Days on screen: typed dates, the month picker, the due chip and its trace."""

from __future__ import annotations
