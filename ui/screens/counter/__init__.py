"""The counter: an applicant's case and its papers on one screen."""

from __future__ import annotations
