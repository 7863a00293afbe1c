"""What is taken away of a thing with its last paper, and what stays of it for figures: said once, as plain SQL.

Numbers, kinds, dates, divisions, states and grades stay; whoever it was about, and whatever was written, goes.
"""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from collections.abc import Sequence

from app.cases.act_fields import RESULT, WITHDRAWALS
from app.catalogue.models import ASSIGNED
from app.documents.catalogue import CATALOGUE
from app.forms.masking import GONE
from db.rows import listed, to_json
from db.search.index import Kind

KINDS = {
    "case": (Kind.CASE,),
    "contact": (Kind.CONTACT,),
    "denial": (Kind.DENIAL,),
    "deferred": (),
    "order": (Kind.ORDER, Kind.HIDDEN_ORDER, Kind.CALLER),
    "talk": (),
    "handover": (),
}
_PARTY = to_json({"name": GONE})
# What a letter or a task is about was typed; what the catalogue calls a matter tells of nobody.
_NAME_OF_CASE = f"CASE WHEN kind IN ({listed(ASSIGNED)}) THEN kind ELSE matter_name END"
_RESULTS = RESULT[0].fields[0].choices
# Of what is on record of an order; figures and terms are counted from these alone, and none of them is typed.
KEPT = (
    "type", "lead", "way", "reached", "satisfaction", "solved", "verdict", "late", "drawn", "seed", "rate",
    "limit_days", "disputed", "times", "round", "main", "merged", "linked", "due", "days", "result",
    "archive_number",
)  # fmt: skip
_KEPT = ", ".join(f"'{key}'" for key in KEPT)
_KEPT_IN_FILE = (
    "'{' || coalesce((SELECT group_concat('\"' || j.key || '\":' || CASE j.type WHEN 'true' THEN 'true'"
    " WHEN 'false' THEN 'false' WHEN 'null' THEN 'null' ELSE json_quote(j.value) END)"
    f" FROM json_each(order_records.fields) j WHERE j.key IN ({_KEPT})), '') || '}}'"
)
_KEPT_ON_SERVER = (
    "'{' || coalesce((SELECT string_agg(to_json(j.key)::text || ':' || j.value::text, ',')"
    f" FROM json_each(order_records.fields::json) j WHERE j.key IN ({_KEPT})), '') || '}}'"
)


def _begun(column: str, choices: Sequence[str]) -> str:
    """Return SQL that keeps of a text the choice it begins with, and no word that was typed."""
    begun = " ".join(
        f"WHEN substr({column}, 1, {len(choice)}) = '{choice}' THEN '{choice}'" for choice in choices
    )
    return f"CASE {begun} ELSE NULL END"


def _course(*subjects: str) -> str:
    return (
        "UPDATE segments SET party = NULL, title = CASE WHEN substr(subject, 1, 4) IN ('orde', 'cont', 'defe')"
        " THEN NULL ELSE title END, why = NULL"
        f" WHERE subject IN ({', '.join(subjects)})"
    )


def _of_thing(*words: str) -> tuple[str, ...]:
    return tuple(f"'{word}:' || {{key}}" for word in words)


def _of_rows(word: str, table: str, column: str) -> str:
    return f"SELECT '{word}:' || b.id FROM {table} b WHERE b.{column} = {{key}}"


def _question(column: str) -> str:
    return (
        f"UPDATE deferrals SET party = '{GONE}', telephone = NULL, question = NULL, answer = NULL,"
        f" matter_name = NULL, version = version + 1 WHERE {column} = {{key}}"
    )


_CASE_COURSE = _of_thing("case", "deferred_material", "estimate", "extension")
_OF_FILES = "SELECT a.id FROM attachments a WHERE a.denial_id = {key}"
_ABOUT_CASE = [each.key for each in CATALOGUE if each.needs_case] + ["one_time_notice"]
# What was begun and never done, by the keys under which it is kept for going on.
_DRAFTS = {
    "case": (
        f"type_key IN ({', '.join(repr(key) for key in _ABOUT_CASE)}) OR type_key = 'denial_form'"
        " OR substr(type_key, 1, 5) = 'case.'"
    ),
    "contact": "substr(type_key, 1, 8) = 'contact.'",
    "denial": "substr(type_key, 1, 7) = 'denial.'",
    "order": "substr(type_key, 1, 6) = 'order.'",
}
# Answers kept for who did not hear them, long heard by now.
_ANSWERS = "DELETE FROM requests WHERE begun_at < {week_ago}"
_STATEMENTS = {
    "case": (
        (
            f"UPDATE cases SET applicant = '{_PARTY}', materials = '[]', extension = NULL,"
            f" matter_name = {_NAME_OF_CASE},"
            f" closed_why = {_begun('closed_why', WITHDRAWALS)}, result = {_begun('result', _RESULTS)},"
            " version = version + 1 WHERE id = {key}"
        ),
        _question("case_id"),
        "UPDATE second_notices SET reason = NULL, added = '[]' WHERE case_id = {key}",
        _course(*_CASE_COURSE),
        (
            "UPDATE segments SET title = (SELECT c.matter_name FROM cases c WHERE c.id = {key})"
            f" WHERE subject IN ({', '.join(_CASE_COURSE)})"
        ),
        _course(_of_rows("deferred", "deferrals", "case_id")),
    ),
    "contact": (
        (
            f"UPDATE contacts SET visitor = '{GONE}', telephone = NULL, address = NULL, content = NULL,"
            " materials = '[]', call_words = NULL, guidance = NULL, answer = NULL, result = NULL,"
            " leader_opinion = NULL, version = version + 1 WHERE id = {key}"
        ),
        _course(*_of_thing("contact")),
    ),
    "denial": (
        f"UPDATE denials SET party = '{GONE}', fields = '{{}}', version = version + 1 WHERE id = {{key}}",
        "UPDATE denial_checks SET check_text = NULL WHERE denial_id = {key}",
        "UPDATE complaints SET content = NULL, answer = NULL, version = version + 1 WHERE denial_id = {key}",
        f"DELETE FROM file_contents WHERE attachment_id IN ({_OF_FILES})",
        "DELETE FROM attachments WHERE denial_id = {key}",
        _course(*_of_thing("denial")),
        _course(_of_rows("complaint", "complaints", "denial_id")),
    ),
    "deferred": (_question("id"), _course(*_of_thing("deferred"))),
    "order": (
        (
            f"UPDATE orders SET title = '{GONE}', content = NULL, caller = CASE WHEN caller <> '' THEN '{GONE}'"
            " ELSE caller END, telephone = NULL, certificate = NULL, address = NULL, query_code = NULL,"
            " purpose = NULL, place = NULL, reply_content = NULL, reply_basis = NULL, reply_attitude = NULL,"
            " extra = NULL, version = version + 1 WHERE id = {key}"
        ),
        (
            f"UPDATE order_callers SET name = '{GONE}', telephone = NULL, certificate = NULL, address = NULL,"
            " extra = NULL WHERE order_id = {key}"
        ),
        "DELETE FROM order_changes WHERE order_id = {key}",
        "UPDATE order_records SET fields = {kept} WHERE order_id = {key}",
        "UPDATE order_shares SET task = NULL, reply = NULL, version = version + 1 WHERE order_id = {key}",
        _course(*_of_thing("order")),
        _course(_of_rows("order_share", "order_shares", "order_id")),
    ),
    "talk": ("UPDATE talks SET reason = NULL, feedback = NULL, version = version + 1 WHERE id = {key}",),
    "handover": ("UPDATE handovers SET items = '[]', version = version + 1 WHERE id = {key}",),
}


def clearing(kind: str, key: str, *, on_server: bool) -> tuple[str, ...]:
    """Return the statements that take away what a thing of a kind said; in a file they ask for ``:at``, now."""
    kept = _KEPT_ON_SERVER if on_server else _KEPT_IN_FILE
    ago = "rules.moment() - interval '7 days'" if on_server else "datetime(:at, '-7 days')"
    drafts = (f"DELETE FROM drafts WHERE case_id = {key} AND ({_DRAFTS[kind]})",) if kind in _DRAFTS else ()
    return tuple(
        each.replace("{key}", key).replace("{kept}", kept).replace("{week_ago}", ago)
        for each in (*_STATEMENTS[kind], *drafts, _ANSWERS)
    )
