"""What the server tells of pairs filed in lots: to each, only the orders that he may see.

A lot has the orders of all divisions in one row, so nobody reads it himself.
"""

from __future__ import annotations

from collections.abc import Iterator

from db.access.conditions import ORDER, one, within
from db.models.search import SPAN

_ORDERS, _ANSWERS, _CALLERS = 5, 7, 8  # kinds of things in the search's index
# A lot taken apart (",0,5,77,"): read as one list it is quickest.
_PLACES = "CROSS JOIN LATERAL unnest(('{' || trim(l.places, ',') || '}')::integer[]) AS p (place)"
_HAS_WORD = (
    "strpos(t.words, word) > 0 OR latin AND strpos(t.initials, word) > 0"
    " OR tail <> '' AND strpos(t.tails, tail || E'\\n') > 0"
)
_SEEN = one("public.orders", f"orders.id = {{key}} AND ({ORDER})")
# How common a pair is may be known roughly: nothing below a hundred tells of one caller. Of the oldest and the
# newest with a pair a sample tells by how close they lie; of pairs from one to another no number is told where
# very much is filed. At place -1 stands the last of all things, at -2 that each is looked at before it is told.
_WEIGHED = """CREATE OR REPLACE FUNCTION rules.weighed(
  wanted integer, lows bigint[], highs bigint[], sample integer, lots boolean
) RETURNS TABLE (place integer, many bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  all_told boolean := CASE wanted WHEN 5 THEN rules.sees_every_order() ELSE rules.is_house() END;
  last bigint := (SELECT coalesce(max(t.id), 0) FROM search_texts t WHERE t.kind = wanted);
  most integer := sample * 10;
  found integer;
  edge bigint;
  about double precision;
BEGIN
  FOR nth IN 1 .. cardinality(lows) LOOP
    IF lows[nth] < highs[nth] THEN
      SELECT count(*) INTO found FROM (SELECT FROM search_pairs s
        WHERE s.kind = wanted AND s.pair BETWEEN lows[nth] AND highs[nth] LIMIT most) o;
      about := CASE WHEN found < most THEN found END;
    ELSE
      SELECT count(*), max(o.id) INTO found, edge FROM (SELECT s.id FROM search_pairs s
        WHERE s.kind = wanted AND s.pair = lows[nth] ORDER BY s.id LIMIT sample) o;
      about := found;
      IF found = sample THEN
        about := found::double precision * last / greatest(edge, found);
        SELECT min(n.id) INTO edge FROM (SELECT s.id FROM search_pairs s
          WHERE s.kind = wanted AND s.pair = lows[nth] ORDER BY s.id DESC LIMIT sample) n;
        about := (about + found::double precision * last / greatest(last - edge + 1, found)) / 2;
      END IF;
    END IF;
    IF lots THEN
      SELECT about + CASE WHEN lows[nth] = highs[nth] OR count(*) < most THEN coalesce(sum(o.many), 0) END
        INTO about FROM (SELECT l.many FROM search_lots l
          WHERE l.kind = wanted AND l.pair BETWEEN lows[nth] AND highs[nth]
          LIMIT CASE WHEN lows[nth] < highs[nth] THEN most END) o;
    END IF;
    place := nth - 1;
    many := round(about);
    IF NOT all_told THEN
      many := CASE WHEN about < 100 THEN 100 ELSE round(about / 100) * 100 END;
    END IF;
    RETURN NEXT;
  END LOOP;
  RETURN QUERY VALUES (-1, CASE WHEN all_told THEN last ELSE (last / 100 + 1) * 100 END),
    (-2, (NOT all_told)::integer::bigint);
END $$"""
_UNFILE = f"""CREATE OR REPLACE FUNCTION rules.unfile(wanted integer, thing bigint, gone bigint[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
$$ UPDATE search_lots l
   SET places = replace(l.places, ',' || (thing - l.first) || ',', ','), many = l.many - 1
   WHERE l.kind = wanted AND l.pair = ANY (gone) AND l.first BETWEEN thing - {SPAN} AND thing
     AND strpos(l.places, ',' || (thing - l.first) || ',') > 0
     AND (rules.is_house() OR rules.writes(wanted, thing)) $$"""  # noqa: S608 - nothing of it comes from outside
_FILED = f"""CREATE VIEW rules.filed WITH (security_barrier) AS
SELECT l.kind, l.pair, l.first, l.first + p.place AS id
FROM public.search_lots l
{_PLACES}
WHERE (SELECT rules.sees_every_order()) OR {_SEEN.format(key="l.first + p.place")}"""  # noqa: S608 - nothing of it comes from outside

# Of the orders that a division leads whoever sees them all is told at once, not asked for one by one; with them
# come those of which it has a share, and a person's own. The text makes sure of a word that is not "".
_ALL_LED = f"orders.secrecy <> '效能投诉保密' AND ({within('orders.lead_id', right='SEE_ORDERS')})"
_NOT_LED = """SELECT s.order_id FROM order_shares s WHERE s.division_id = division
    UNION ALL SELECT o.id FROM orders o WHERE o.handler_id = staff AND o.lead_id IS DISTINCT FROM division
    UNION ALL SELECT o.id FROM orders o WHERE o.holder_id = staff AND o.held_division_id IS NOT NULL
      AND o.lead_id IS DISTINCT FROM division"""
_SAYS = one("search_texts t", f"t.kind = {_ORDERS} AND t.id = few.id AND ({_HAS_WORD})")
_LED = f"""CREATE OR REPLACE FUNCTION rules.led(
  lows bigint[], highs bigint[], division bigint, staff bigint, word text, latin boolean, tail text
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  sees_all boolean := rules.sees_every_order();
BEGIN
  RETURN QUERY SELECT few.id FROM ((
    SELECT s.id FROM unnest(lows, highs) AS w (low, high)
    JOIN search_pairs s ON s.kind = {_ORDERS} AND s.pair BETWEEN w.low AND w.high
    UNION ALL SELECT l.first + p.place FROM unnest(lows, highs) AS w (low, high)
    JOIN search_lots l ON l.kind = {_ORDERS} AND l.pair BETWEEN w.low AND w.high
    {_PLACES}
    ) INTERSECT (
    SELECT o.id FROM orders o WHERE o.lead_id = division UNION ALL {_NOT_LED}
    )
  ) AS few
  WHERE (word = '' OR {_SAYS})
    AND (sees_all OR {one("orders", f"orders.id = few.id AND ({_ALL_LED} OR {ORDER})")});
END $$"""  # noqa: S608 - nothing of it comes from outside


_BESIDE_LED = f"""CREATE OR REPLACE FUNCTION rules.beside_led(
  division bigint, staff bigint, word text, latin boolean, tail text
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  sees_all boolean := rules.sees_every_order();
BEGIN
  RETURN QUERY SELECT few.id FROM ({_NOT_LED}) AS few (id)
  WHERE {_SAYS} AND (sees_all OR {_SEEN.format(key="few.id")});
END $$"""  # noqa: S608 - nothing of it comes from outside
# Who is told of few confidential callers is not asked of each that is filed, but of those with the word.
_KNOWN_CALLERS = f"""CREATE OR REPLACE FUNCTION rules.known_callers(
  lows bigint[], highs bigint[], word text, latin boolean, tail text
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  knows_all boolean := rules.is_house() OR rules.knows_caller(NULL);
  sees_all boolean := rules.sees_every_order();
  names bigint[] := rules.names();
BEGIN
  RETURN QUERY SELECT few.id FROM (
    SELECT DISTINCT s.id FROM unnest(lows, highs) AS w (low, high)
    JOIN search_pairs s ON s.kind = {_CALLERS} AND s.pair BETWEEN w.low AND w.high
    JOIN orders o ON o.id = s.id AND (knows_all OR o.handler_id = ANY (names))
    JOIN search_texts t ON t.kind = {_CALLERS} AND t.id = s.id
    WHERE {_HAS_WORD}
    OFFSET 0
  ) AS few WHERE (knows_all OR rules.tells_caller(few.id)) AND (sees_all OR {_SEEN.format(key="few.id")});
END $$"""  # noqa: S608 - nothing of it comes from outside


def _of_pair(pair: str) -> str:
    """Return SQL for the newest things that have a pair, whoever sees them."""
    return f"""SELECT alone.id FROM search_pairs alone WHERE alone.kind = wanted AND alone.pair = {pair}
    UNION ALL SELECT l.first + p.place FROM (
      SELECT first, places FROM search_lots WHERE kind = wanted AND pair = {pair}
      ORDER BY first DESC LIMIT newest
    ) l {_PLACES}"""  # noqa: S608 - nothing of it comes from outside


# Looked for among all, and shown of what was found: one would wait, were each asked for before it is counted.
_ALIKE = f"""CREATE OR REPLACE FUNCTION rules.alike(
  wanted integer, pairs bigint[], rarest integer, common integer, newest integer, most integer
) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH counted AS (
    SELECT a.pair, (SELECT count(*) FROM ({_of_pair("a.pair")} LIMIT common) c) AS many
    FROM unnest(pairs) AS a (pair)
  ), rare AS (SELECT pair FROM counted WHERE many > 0 ORDER BY many, pair LIMIT rarest),
  walked AS (
    SELECT w.id FROM rare
    CROSS JOIN LATERAL ({_of_pair("rare.pair")} ORDER BY 1 DESC LIMIT newest) AS w
  )
  SELECT id FROM (SELECT id FROM walked GROUP BY id ORDER BY count(*) DESC, id DESC) AS ranked
  WHERE CASE WHEN (SELECT rules.is_house()) THEN true
    WHEN wanted = {_ORDERS} THEN (SELECT rules.sees_every_order()) OR {_SEEN.format(key="ranked.id")}
    ELSE wanted = {_ANSWERS} AND (SELECT rules.me()) IS NOT NULL END
  LIMIT most
$$"""  # noqa: S608 - nothing of it comes from outside


def filed_statements() -> Iterator[str]:
    """Yield what tells of lots and of what is alike, and takes an order out of them."""
    yield "DROP VIEW IF EXISTS rules.filed"
    yield from (_WEIGHED, _UNFILE, _FILED, _LED, _BESIDE_LED, _KNOWN_CALLERS, _ALIKE)
