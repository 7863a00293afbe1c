"""An applicant's matter at the counter, from enquiry to acceptance."""

from __future__ import annotations
