"""What a ledger entry or a segment is about ("case:12"): that something was really done with it, just now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.posts.hand_signing import SIGNED
from db.access.conditions import SUBJECTS, anywhere

# Beside the thing itself, what an act writes of it in a row of its own: of whose columns the first is its key.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "cases": ("documents.case_id",),
    "documents": ("prints.document_id",),
    "denials": ("attachments.denial_id", "complaints.denial_id"),
    "orders": ("order_records.order_id", "order_shares.order_id"),
}
# Whoever issues or voids a paper goes on with its case; whoever writes down when it was served does not yet.
_GONE_ON = "(t.issued_by_id = rules.me() AND rules.is_now(t.issued_at) OR rules.is_now(t.voided_at))"
_CASE_SEGMENTS = ("case", "deferred_material", "estimate", "extension")
# In which divisions a thing may be; of the rest its papers and states say it.
_PLACES: Mapping[str, str] = {
    "cases": "t.division_id",
    "deferrals": "t.division_id",
    "denials": "t.division_id",
    "contacts": "t.division_id, t.resp_division_id",
    "orders": "t.division_id, t.lead_id",
    "order_shares": "t.division_id",
    "talks": "t.division_id, t.office_id",
}
# A clock beside the case ends while the case stays as it is: what was missing was brought, a promise was void.
_SIDE_CLOCKS: Mapping[str, str] = {
    "deferred_material": "rules.may('OPEN_CASE', at_division)",
    "estimate": "rules.has_way('void', 'overdue_record', '', at_division)",
}
# What writes nothing of the thing: whoever reads it may say that he did it.
_ONLY_SAID = ("uncover", "detach_file", *SIGNED.values())
# Of what is no such thing: whoever keeps it.
_KEPT_BY: Mapping[str, tuple[str, ...]] = {
    "answer": ("PROPOSE_ANSWER", "APPROVE_ANSWER", "DISPATCH_ORDER"),
    "calendar": ("EDIT_CALENDAR",),
    "catalogue": ("EDIT_CATALOGUE",),
    "directory": ("EDIT_DIRECTORY",),
    "division": ("EDIT_STAFF",),
    "matter": ("EDIT_CATALOGUE", "ASSIGN"),
    "numbers": ("SET_NUMBERS",),
    "office": ("EDIT_OFFICE", "KEEP_BACKUPS", "APPRAISE"),
    "order_import": ("DISPATCH_ORDER",),
    "post": ("SET_POSTS", "APPROVE_POSTS", "FILE_POSTS"),
    "retention": ("SET_RETENTION",),
    "staff": ("EDIT_STAFF",),
}
_OF_ONESELF = ("staff", "order_export")


_FUNCTION = """CREATE OR REPLACE FUNCTION rules.{name}(about text{given}) RETURNS boolean
LANGUAGE plpgsql STABLE {security}SET search_path = public, pg_temp AS $$
DECLARE
  kind text := split_part(about, ':', 1);
  key bigint := substring(about FROM ':([0-9]{{1,18}})$')::bigint;
BEGIN
{body}  RETURN false;
END $$"""


def _function(name: str, body: str, *, given: str = "", security: str = "SECURITY DEFINER ") -> str:
    return _FUNCTION.format(name=name, given=given, security=security, body=body)


def _by_kind(said: Iterable[tuple[Iterable[str], str]]) -> str:
    return "".join(
        f"  IF kind IN ({_listed(kinds)}) THEN\n    RETURN {is_so};\n  END IF;\n" for kinds, is_so in said
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _kinds_of(table: str) -> list[str]:
    return [kind for kind, of in SUBJECTS.items() if of == table]


def _written(table: str, where: str) -> str:
    return f"EXISTS (SELECT FROM {table} t WHERE {where} AND rules.is_written_now(t.xmin))"


def _beside(table: str, papers: str = "true") -> Iterator[str]:
    for each in _BESIDE.get(table, ()):
        of, column = each.split(".")
        where = f" AND {papers}" if of == "documents" else ""
        yield _written(of, f"t.{column} = key{where}")


def _touched(table: str) -> str:
    """Return that a thing, what belongs to it, or who has it was written just now."""
    subjects = [f"'{kind}:' || key" for kind in (_CASE_SEGMENTS if table == "cases" else _kinds_of(table))]
    held = _written("segments", f"t.subject IN ({', '.join(subjects)})")
    return " OR ".join((_written(table, "t.id = key"), *_beside(table), held))


def _handed(table: str) -> str:
    """Return that whoever made it or went on with it just now, or gives work to others there, hands it on."""
    new = f"NOT EXISTS (SELECT FROM segments s WHERE s.subject = about) AND {_written(table, 't.id = key')}"
    own = f"rules.is_moved('{table}', key) OR {new}"
    papers = _beside(table, _GONE_ON) if table in ("cases", "denials") else ()
    acted = " OR ".join((own, *papers, "rules.may('REASSIGN', at_division)"))
    if table not in _PLACES:
        return acted
    there = f"EXISTS (SELECT FROM {table} t WHERE t.id = key AND at_division IN ({_PLACES[table]}))"
    return f"({acted}) AND (NOT begins OR {there})"


def about_statements() -> Iterator[str]:
    """Yield the functions that the gates of ledger and custody ask."""
    tables = dict.fromkeys(SUBJECTS.values())
    read = ((_kinds_of(each), f"EXISTS (SELECT FROM {each} t WHERE t.id = key)") for each in tables)
    yield _function("reads", _by_kind(read), security="")
    own = f"  IF kind IN ({_listed(_OF_ONESELF)}) AND key = rules.me() THEN\n    RETURN true;\n  END IF;\n"
    kept = (([kind], anywhere(*rights)) for kind, rights in _KEPT_BY.items())
    touched = ((_kinds_of(each), _touched(each)) for each in tables)
    yield _function("is_done", f"{own}{_by_kind(kept)}{_by_kind(touched)}")
    handed = ((_kinds_of(each), _handed(each)) for each in tables)
    side = (([kind], f"{right} OR {_handed('cases')}") for kind, right in _SIDE_CLOCKS.items())
    yield _function("hands_on", _by_kind((*side, *handed)), given=", at_division bigint, begins boolean")


SAYS = (
    f"CASE WHEN act IN ({_listed(_ONLY_SAID)}) THEN rules.reads(subject) ELSE rules.is_done(subject) END"
    " AND (split_part(subject, ':', 1) <> 'handover' OR rules.signs_as(subject, detail))"
)
