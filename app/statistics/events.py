"""What happens in the office and is counted (统计): one name an event."""

from __future__ import annotations

from enum import Enum


class Event(Enum):
    """Something that happened on a day and is counted once; its one condition stands in the archive."""

    RECEIVED = "received"
    COMPLETED = "completed"
    LIMITED = "limited"  # completed, and had a date to be done by
    IN_TIME = "in_time"
    LATE = "late"
    MEASURED = "measured"  # completed, and had a limit in working days
    WITHDRAWN = "withdrawn"
    CORRECTION = "correction"
    SECOND_NOTICE = "second_notice"
    DEFERRED = "deferred"
    OVERDUE_RECORD = "overdue_record"
    REFUSED = "refused"
    DENIAL = "denial"
    AGAINST_RULES = "against_rules"
    POLICY_UNCLEAR = "policy_unclear"
    CLAUSE_DISPUTED = "clause_disputed"
    MATERIALS = "materials"
    POLICY = "policy"
    CHECKING = "checking"
    AGREED = "agreed"
    DOWN = "down"
    OVERTURNED = "overturned"
    GIVEN_UP = "given_up"
    AFTER = "after"
    AFTER_LATE = "after_late"
    POST = "post"  # a state at the end of the span, not a thing of a day
    STAFFED = "staffed"
    PLANNED = "planned"
    PLANNED_UNHANDED = "planned_unhanded"
    SUDDEN = "sudden"
    SUDDEN_UNHANDED = "sudden_unhanded"
    BEHALF = "behalf"
    LATE_AWAY = "late_away"
    CONTACT = "contact"
    HAND_DUE = "hand_due"
    HANDED = "handed"  # on the day it was registered
    CALL_DUE = "call_due"
    CALLED = "called"  # within the office's number of working days
