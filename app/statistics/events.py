"""What happens in the office and is counted (统计): one name an event."""

from __future__ import annotations

from enum import Enum


class Domain(Enum):
    """What is looked at; the value is what users read."""

    CASES = "办件"
    ORDERS = "12345热线"


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
    ORDER_RECEIVED = "order_received"
    ORDER_BEFORE = "order_before"  # received in the span before
    ORDER_MERGED = "order_merged"
    ORDER_SENT_BACK = "order_sent_back"
    ORDER_TAKEN = "order_taken"
    ORDER_ANSWERED = "order_answered"
    ORDER_CLOSED = "order_closed"
    ORDER_DISPATCHED = "order_dispatched"
    ORDER_SIGN_DUE = "order_sign_due"
    ORDER_SIGNED = "order_signed"
    ORDER_DUE = "order_due"  # to be answered by a day of the span
    ORDER_IN_TIME = "order_in_time"
    ORDER_DONE = "order_done"
    ORDER_CALL_DUE = "order_call_due"
    ORDER_CALLED = "order_called"
    ORDER_RETURNED = "order_returned"
    ORDER_DISPUTED = "order_disputed"
    ORDER_REWORKED = "order_reworked"
    ORDER_REACHED = "order_reached"
    ORDER_RATED = "order_rated"
    ORDER_CONTENT = "order_content"  # 基本满意 counted in
    ORDER_PLEASED = "order_pleased"  # 满意 and better alone
    ORDER_SOLVED = "order_solved"
    ORDER_SUPERVISED = "order_supervised"
    ORDER_TALK = "order_talk"
    ORDER_HELD = "order_held"
