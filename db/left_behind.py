"""What no paper needs any more: whose case or contact a destruction leaves without any, and its clearing.

Said once for the file, the server and its gate, as plain SQL.
"""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from sqlalchemy import Connection, text

from app.errors import NotAllowed
from app.retention.models import GONE, DisposalId, LeftBehind
from db.rows import to_json
from db.search import Index, Kind
from db.words import findable

_KINDS = {"case": Kind.CASE, "contact": Kind.CONTACT}
_PARTY = to_json({"name": GONE})
# Papers that are still there once those of the disposal are not counted: p is one of the disposal, o another.
_OTHERS = "o.destroyed_at IS NULL AND (NOT {planned} OR o.id NOT IN ({items}))"
_ITEMS = "SELECT i.document_id FROM disposal_items i WHERE i.disposal_id = {disposal}"


def _left(disposal: str, planned: str) -> str:
    """Return SQL for kind, id and number of what has no other paper; ``planned`` counts those to go as gone."""
    items = _ITEMS.format(disposal=disposal)
    others = _OTHERS.format(planned=planned, items=items)
    papers = f"FROM documents p WHERE p.id IN ({items})"
    return (
        "SELECT 'case' AS kind, c.id AS id, c.case_number AS number FROM cases c"
        f" WHERE c.applicant <> '{_PARTY}'"
        f" AND c.id IN (SELECT p.case_id {papers})"
        f" AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.case_id = c.id AND {others})"
        " UNION ALL SELECT 'contact', t.id, t.contact_number FROM contacts t"
        f" WHERE coalesce(t.visitor, '') <> '{GONE}'"
        f" AND (t.record_id IN ({items}) OR t.contact_number IN (SELECT p.case_number {papers})"
        f" OR t.case_id IN (SELECT p.case_id {papers}))"
        f" AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.id = t.record_id AND {others})"
        " AND NOT EXISTS (SELECT 1 FROM documents o"
        f" WHERE o.case_number <> '' AND o.case_number IN (t.contact_number, t.order_number) AND {others})"
        f" AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.case_id = t.case_id AND {others})"
    )


_CLEAR = {
    "case": (
        f"UPDATE cases SET applicant = '{_PARTY}', version = version + 1 WHERE id = {{key}}",
        (
            f"UPDATE deferrals SET party = '{GONE}', telephone = NULL, question = NULL, answer = NULL,"
            " version = version + 1 WHERE case_id = {key}"
        ),
    ),
    "contact": (
        (
            f"UPDATE contacts SET visitor = '{GONE}', telephone = NULL, address = NULL, content = NULL,"
            " call_words = NULL, guidance = NULL, answer = NULL, version = version + 1 WHERE id = {key}"
        ),
    ),
}


def server_gates() -> tuple[str, ...]:
    """Return the same as functions of a server: what is left behind, and the one gate through which it goes."""
    secure = "SECURITY DEFINER SET search_path = public, pg_temp"
    clearing = "".join(
        f"\n  {'IF' if place == 0 else 'ELSIF'} what = '{kind}' THEN\n    "
        + "; ".join(each.replace("{key}", "wanted") for each in statements)
        + ";"
        for place, (kind, statements) in enumerate(_CLEAR.items())
    )
    return (
        (
            "CREATE OR REPLACE FUNCTION rules.left_behind(disposal bigint, planned boolean)"
            f" RETURNS TABLE (kind text, id bigint, number text) LANGUAGE sql STABLE {secure} AS $$"
            f" SELECT * FROM ({_left('$1', '$2')}) l WHERE rules.is_house() OR EXISTS (SELECT FROM disposals d"
            " WHERE d.id = $1 AND (d.division_id = ANY (rules.reach('APPRAISE'))"
            " OR d.division_id = ANY (rules.reach('APPROVE_DESTRUCTION')))) $$"
        ),
        (
            "CREATE OR REPLACE FUNCTION rules.clear_left(batch bigint, what text, wanted bigint) RETURNS void"
            f" LANGUAGE plpgsql {secure} AS $$\nDECLARE\n  agreed disposals;\nBEGIN\n"
            "  SELECT * INTO agreed FROM disposals d WHERE d.id = batch FOR SHARE;\n"
            "  IF agreed.state IS DISTINCT FROM '已批准'"
            " OR NOT rules.is_house() AND NOT agreed.division_id = ANY (rules.reach('APPRAISE'))"
            " OR NOT EXISTS (SELECT FROM rules.left_behind(batch, false) l JOIN documents r"
            " ON r.id = agreed.register_id CROSS JOIN jsonb_array_elements(r.fields::jsonb -> 'parties') signed"
            " WHERE l.kind = what AND l.id = wanted AND signed ->> 'number' = l.number) THEN\n"
            "    PERFORM rules.refuse('不在销毁清册里，或者还有文书，当事人资料不能销毁');\n  END IF;"
            f"{clearing}\n  END IF;\nEND $$"
        ),
    )


class LeftBehindBook:
    """What disposals leave without any paper, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._on_server = connection.dialect.name == "postgresql"

    def find(self, disposal: DisposalId, *, planned: bool) -> tuple[LeftBehind, ...]:
        """Return it by kind and number; ``planned`` counts the papers of the disposal as gone already."""
        if self._on_server:
            asked = "SELECT * FROM rules.left_behind(:disposal, :planned)"
        else:
            asked = _left(":disposal", ":planned")
        rows = self._connection.execute(text(asked), {"disposal": disposal, "planned": planned})
        found = (LeftBehind(kind=row.kind, id=row.id, number=row.number) for row in rows)
        return tuple(sorted(found, key=lambda each: (each.kind, each.number)))

    def clear(self, disposal: DisposalId, left: LeftBehind) -> None:
        """Take away who it was about; raises ``NotAllowed`` where a paper is still there."""
        found = findable(texts=[left.number], names=[], telephones=[])
        Index(self._connection, _KINDS[left.kind]).replace(left.id, found)
        if self._on_server:
            this = {"disposal": disposal, "kind": left.kind, "id": left.id}
            self._connection.execute(text("SELECT rules.clear_left(:disposal, :kind, :id)"), this)
            return
        if left not in self.find(disposal, planned=False):
            raise NotAllowed(f"{left.number}还有文书，当事人资料不能销毁。")
        for statement in _CLEAR[left.kind]:
            self._connection.execute(text(statement.replace("{key}", ":key")), {"key": left.id})
