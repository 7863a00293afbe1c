"""What the server tells and takes away of things that a destruction leaves without any paper.

What two people signed goes through one gate, entered in the ledger; by plain SQL nobody takes it away.
"""

# ruff: noqa: S608 - nothing of the SQL comes from outside

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.retention.models import BARE
from db.models.search import SPAN
from db.retention.left_behind import TO_CLEAR, cleared, left_of
from db.retention.left_clearing import KINDS, clearing
from db.retention.left_nothing import BARE_THINGS, bare_things, is_bare
from db.retention.left_things import AGREED, THINGS, left_by, may_clear, papers_of
from db.retention.left_told import server_teller
from db.search.index import Kind

_SECURE = "SECURITY DEFINER SET search_path = public, pg_temp"
_READS = "rules.is_house() OR cardinality(rules.reach('APPRAISE') || rules.reach('APPROVE_DESTRUCTION')) > 0"
_FOUND = "TABLE (kind text, id bigint, number text, files bigint, complaints bigint, callers integer)"
_LISTED = (
    "TABLE (kind text, id bigint, number text, files integer, complaints integer, callers integer, digest text)"
)


_BARE = (
    "TABLE (kind text, id bigint, number text, files bigint, complaints bigint, callers integer,"
    " came_at timestamp)"
)
_CUTOFF = (
    "make_date(extract(year FROM rules.today())::integer - rtrim(term, '年')::integer, 1, 1)"
    "::timestamp AT TIME ZONE 'Asia/Shanghai' AT TIME ZONE 'UTC'"
)
_NO_THING = "  ELSE\n    RETURN false;\n"


def leaving_statements() -> Iterator[str]:
    """Yield the functions: what is left, whether it may go, what it says, and the gate by which it goes."""
    planned = left_by("SELECT unnest($1)", planned="true")
    yield (
        f"CREATE OR REPLACE FUNCTION rules.left_by(papers bigint[]) RETURNS {_FOUND}"
        f" LANGUAGE sql STABLE {_SECURE} AS $$ SELECT * FROM ({planned}) l WHERE {_READS} $$"
    )
    yield (
        f"CREATE OR REPLACE FUNCTION rules.to_clear(disposal bigint) RETURNS {_LISTED} LANGUAGE sql STABLE"
        f" {_SECURE} AS $$ SELECT * FROM ({TO_CLEAR.format(found=left_of('$1'))}) l WHERE {_READS} $$"
    )
    yield _bare_things()
    yield _is_bare()
    yield _may_go()
    yield server_teller()
    yield _may_clear()
    yield _WORDS
    yield _clear()


def _by_kind(done: Callable[[str], str], otherwise: str = "") -> str:
    """Return what is done for each kind of thing, as the body of a function."""
    cases = "".join(
        f"  {'IF' if place == 0 else 'ELSIF'} what = '{kind}' THEN\n    {done(kind)};\n"
        for place, kind in enumerate(THINGS)
    )
    return f"{cases}{otherwise}  END IF;\n"


def _bare_things() -> str:
    spans = {"since": "bare_things.since", "before": "bare_things.before", "cutoff": "bare_things.cutoff"}
    cases = "".join(
        f"  {'IF' if place == 0 else 'ELSIF'} what = '{kind}' THEN\n"
        "    RETURN QUERY SELECT l.kind, l.id, l.number::text,"
        f" l.files::bigint, l.complaints::bigint, l.callers, l.came_at FROM ({bare_things(kind, **spans)}) l"
        f" WHERE {_READS};\n"
        for place, kind in enumerate(BARE)
    )
    return (
        "CREATE OR REPLACE FUNCTION rules.bare_things(what text, since timestamp, before timestamp,"
        f" cutoff timestamp) RETURNS {_BARE} LANGUAGE plpgsql STABLE {_SECURE} AS $$\n"
        f"#variable_conflict use_column\nBEGIN\n{cases}  END IF;\nEND $$"
    )


def _is_bare() -> str:
    """Keep what never had any paper as long as papers of its type that were issued on the day it came."""
    cases = "".join(
        f"  {'IF' if place == 0 else 'ELSIF'} what = '{kind}' THEN\n"
        f"    term := rules.term_of('{bare.kept_as}', (SELECT rules.day_of({BARE_THINGS[kind].came})"
        f" FROM {THINGS[kind].table} t WHERE t.id = wanted));\n"
        "    IF term ~ '^[1-9][0-9]{0,2}年$' THEN\n"
        f"      RETURN {is_bare(kind, 'wanted', cutoff=f'({_CUTOFF})')};\n    END IF;\n"
        for place, (kind, bare) in enumerate(BARE.items())
    )
    return (
        "CREATE OR REPLACE FUNCTION rules.is_bare(what text, wanted bigint) RETURNS boolean"
        f" LANGUAGE plpgsql STABLE {_SECURE} AS $$\nDECLARE\n  term text;\nBEGIN\n{cases}  END IF;\n"
        "  RETURN false;\nEND $$"
    )


def _may_go() -> str:
    """Every paper of it is destroyed, or past its time and held back by nothing; some may have had none."""

    def asked(kind: str) -> str:
        return (
            "RETURN (SELECT count(*) > 0 AND bool_and(p.destroyed_at IS NOT NULL"
            " OR rules.is_past(p) AND rules.kept_back(p.id) = '')"
            " AND (rules.is_house() OR bool_or(p.division_id = ANY (rules.reach('APPRAISE'))))"
            f" FROM documents p WHERE p.id IN (SELECT q.id FROM ({papers_of(kind, 'wanted')}) q))"
            f"{_bare_goes(kind) if kind in BARE else ''}"
        )

    return (
        "CREATE OR REPLACE FUNCTION rules.may_go(what text, wanted bigint) RETURNS boolean"
        f" LANGUAGE plpgsql STABLE {_SECURE} AS $$\nBEGIN\n{_by_kind(asked, _NO_THING)}END $$"
    )


_KINDS = ", ".join(f"('{kind}', {int(filed)})" for kind, kinds in KINDS.items() for filed in kinds)
_FILED = f"SELECT k.filed FROM (VALUES {_KINDS}) AS k (kind, filed) WHERE k.kind = what"
_REFUSED = (
    "  IF rules.may_clear(what, wanted) IS NOT TRUE THEN\n"
    "    PERFORM rules.refuse('不在销毁清册里，或者还有文书，资料不能销毁');\n  END IF;\n"
)
_WORDS = (
    "CREATE OR REPLACE FUNCTION rules.left_words(what text, wanted bigint)"
    " RETURNS TABLE (filed smallint, words text, tails text, initials text)"
    f" LANGUAGE plpgsql STABLE {_SECURE} AS $$\nBEGIN\n{_REFUSED}"
    "  RETURN QUERY SELECT s.kind, s.words, s.tails, s.initials FROM search_texts s"
    f" WHERE s.id = wanted AND s.kind IN ({_FILED});\nEND $$"
)
_MINE = (
    "(rules.is_house() OR EXISTS (SELECT 1 FROM left_behind b JOIN disposals d ON d.id = b.disposal_id"
    f" WHERE b.kind = what AND b.thing_id = wanted AND {AGREED}"
    " AND d.division_id = ANY (rules.reach('APPRAISE'))))"
)


def _bare_goes(kind: str) -> str:
    return (
        f" OR rules.is_bare('{kind}', wanted) AND (rules.is_house() OR (SELECT t.division_id"
        f" = ANY (rules.reach('APPRAISE')) FROM {THINGS[kind].table} t WHERE t.id = wanted))"
    )


def _may_clear() -> str:
    """Two people signed it, no paper is left, and who asks appraises it."""
    asked = _by_kind(
        lambda kind: f"RETURN {_MINE} AND {may_clear(kind, 'wanted', bare='rules.is_bare(what, wanted)')}",
        _NO_THING,
    )
    return (
        "CREATE OR REPLACE FUNCTION rules.may_clear(what text, wanted bigint) RETURNS boolean LANGUAGE plpgsql"
        f" STABLE {_SECURE} AS $$\nBEGIN\n{asked}END $$"
    )


def _clear() -> str:
    cleared_now = cleared(at="rules.moment()", kind="what", key="wanted")
    return (
        "CREATE OR REPLACE FUNCTION rules.clear_left(what text, wanted bigint, words text,"
        f" kinds integer[], pairs bigint[]) RETURNS void LANGUAGE plpgsql {_SECURE} AS $$\n"
        "#variable_conflict use_column\nBEGIN\n"
        f"  PERFORM FROM left_behind b JOIN disposals d ON d.id = b.disposal_id"
        " WHERE b.kind = clear_left.what AND b.thing_id = wanted FOR SHARE OF d;\n"
        f"{_REFUSED}"
        "  INSERT INTO rules.clearing (what, thing_id) VALUES (clear_left.what, wanted);\n"
        f"  UPDATE search_texts SET words = CASE kind WHEN {int(Kind.CALLER)} THEN ''"
        f" ELSE clear_left.words END, tails = '', initials = '' WHERE id = wanted AND kind IN ({_FILED});\n"
        "  DELETE FROM search_pairs USING unnest(kinds, pairs) AS g (kind, pair) WHERE search_pairs.id = wanted"
        f" AND search_pairs.kind = g.kind AND search_pairs.pair = g.pair AND g.kind IN ({_FILED});\n"
        f"  IF what = 'order' THEN\n{_UNFILE};\n  END IF;\n"
        f"{_by_kind(lambda kind: '; '.join(clearing(kind, 'wanted', on_server=True)))}"
        f"  {cleared_now};\n"
        "  DELETE FROM rules.clearing c WHERE c.what = clear_left.what AND c.thing_id = wanted;\nEND $$"
    )


_UNFILE = (
    "    UPDATE search_lots l SET places = replace(l.places, ',' || (wanted - l.first) || ',', ','),"
    " many = l.many - 1 FROM unnest(kinds, pairs) AS g (kind, pair)"
    f" WHERE g.kind = {int(Kind.ORDER)} AND l.kind = g.kind AND l.pair = g.pair"
    f" AND l.first BETWEEN wanted - {SPAN} AND wanted"
    " AND strpos(l.places, ',' || (wanted - l.first) || ',') > 0"
)
