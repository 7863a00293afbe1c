"""What keeps a paper from being destroyed, said once for the file, the server and its gate.

Every condition is plain SQL over ``documents``; a paper bound up with anything that is not over is kept.
"""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from app.cases.models import ENDED as CASES_ENDED
from app.contacts.models import OPEN as CONTACTS_OPEN
from app.denials.models import OPEN as DENIALS_OPEN
from app.denials.models import ComplaintState
from app.hotline.models import OPEN as ORDERS_OPEN
from app.hotline.models import Secrecy
from app.hotline.talks_models import OPEN as TALKS_OPEN
from app.retention.models import OPEN as DISPOSALS_OPEN
from app.retention.models import KeptBack
from db.rows import listed

_HELD = (
    "EXISTS (SELECT 1 FROM retention_holds h WHERE h.lifted_at IS NULL"
    " AND (h.held_number = documents.number_text OR h.held_number = documents.case_number))"
)
_CASE = (
    f"EXISTS (SELECT 1 FROM cases c WHERE c.id = documents.case_id AND c.state NOT IN ({listed(CASES_ENDED)}))"
)
_DENIALS = "(n.case_id = documents.case_id OR n.form_id = documents.id OR n.notice_id = documents.id)"
_DENIAL = f"EXISTS (SELECT 1 FROM denials n WHERE {_DENIALS} AND n.state IN ({listed(DENIALS_OPEN)}))"
_COMPLAINT = (
    "EXISTS (SELECT 1 FROM complaints p JOIN denials n ON n.id = p.denial_id"
    f" WHERE {_DENIALS} AND p.state IN ({listed((ComplaintState.OPEN,))}))"
)
_CONTACT = (
    "EXISTS (SELECT 1 FROM contacts t WHERE"
    " (t.record_id = documents.id OR t.case_id = documents.case_id OR t.contact_number = documents.case_number)"
    f" AND t.state IN ({listed(CONTACTS_OPEN)}))"
)
_ORDER = (
    "EXISTS (SELECT 1 FROM orders o WHERE o.order_number = documents.case_number"
    f" AND o.state IN ({listed(ORDERS_OPEN)}))"
)
_TALK = (
    "EXISTS (SELECT 1 FROM talks k WHERE k.talk_number = documents.case_number"
    f" AND k.state IN ({listed(TALKS_OPEN)}))"
)
_SECRET = (
    "EXISTS (SELECT 1 FROM orders o WHERE o.order_number = documents.case_number"
    f" AND o.secrecy IN ({listed((Secrecy.WHOLE,))}))"
)
_AGREEING = (
    "EXISTS (SELECT 1 FROM disposal_items i JOIN disposals s ON s.id = i.disposal_id"
    f" WHERE i.document_id = documents.id AND s.state IN ({listed(DISPOSALS_OPEN)}))"
)
# What comes first is what is told.
_REASONS = (
    (KeptBack.HELD, _HELD),
    (KeptBack.CASE, _CASE),
    (KeptBack.DENIAL, _DENIAL),
    (KeptBack.COMPLAINT, _COMPLAINT),
    (KeptBack.CONTACT, _CONTACT),
    (KeptBack.ORDER, _ORDER),
    (KeptBack.TALK, _TALK),
    (KeptBack.SECRET, _SECRET),
)


def kept_back(*, proposed: bool) -> str:
    """Return SQL that says why a paper is kept, '' for none; ``proposed`` counts a disposal under way too."""
    reasons = (*_REASONS, (KeptBack.PROPOSED, _AGREEING)) if proposed else _REASONS
    return "CASE " + " ".join(f"WHEN {sql} THEN '{reason.value}'" for reason, sql in reasons) + " ELSE '' END"


def lived_on(cutoff: str, moment: str) -> str:
    """Return SQL that says whether a paper, or what it is about, was still at work on a day or later.

    ``cutoff`` is that day and ``moment`` its first moment in UTC, each as SQL.
    """
    return (
        f"coalesce(documents.served_on >= {cutoff} OR documents.voided_at >= {moment}"
        " OR EXISTS (SELECT 1 FROM cases c WHERE c.id = documents.case_id"
        f" AND (c.completed_on >= {cutoff} OR c.served_on >= {cutoff}))"
        " OR EXISTS (SELECT 1 FROM orders o WHERE o.order_number = documents.case_number"
        f" AND (o.completed_at >= {moment} OR o.archived_at >= {moment}))"
        " OR EXISTS (SELECT 1 FROM denials n WHERE n.case_id = documents.case_id"
        f" AND n.archived_at >= {moment}), false)"
    )


def server_functions() -> tuple[str, str]:
    """Return the same two as functions of a server, for the gate through which alone papers are erased."""
    secure = "STABLE SECURITY DEFINER SET search_path = public, pg_temp"
    moment = "(($2::timestamp AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'UTC')"
    of_one = "FROM documents WHERE documents.id = $1 $$"
    kept = (
        f"CREATE OR REPLACE FUNCTION rules.kept_back(wanted bigint) RETURNS text LANGUAGE sql {secure} AS"
        f" $$ SELECT {kept_back(proposed=False)} {of_one}"
    )
    lived = (
        "CREATE OR REPLACE FUNCTION rules.lived_on(wanted bigint, cutoff date) RETURNS boolean"
        f" LANGUAGE sql {secure} AS $$ SELECT {lived_on('$2', moment)} {of_one}"
    )
    return kept, lived
