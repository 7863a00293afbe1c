"""首问负责: whoever is asked first registers the visitor, and somebody owes him an answer until it is given."""

from __future__ import annotations
