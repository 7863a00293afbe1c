"""Which limits open items have: the index is leapt through from one to the next, however many have each."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.types import Date

from db.clocks.tally import places
from db.models.custody import segment_rows

_rows = segment_rows.c
# Day by day, unit by unit, number by number: each is the least after the one before.
_LEAPS = text("""
    WITH RECURSIVE
    days(division, due) AS (
      SELECT d.id, (
        SELECT min(s.due_on) FROM segments s
        WHERE s.open_key IS NOT NULL AND s.division_id = d.id AND s.due_on >= :since
      ) FROM divisions d WHERE d.id IN :here
      UNION ALL
      SELECT division, (
        SELECT min(s.due_on) FROM segments s
        WHERE s.open_key IS NOT NULL AND s.division_id = days.division AND s.due_on > days.due
      ) FROM days WHERE due IS NOT NULL
    ),
    units(division, due, unit) AS (
      SELECT division, due, (
        SELECT min(s.unit) FROM segments s
        WHERE s.open_key IS NOT NULL AND s.division_id = days.division AND s.due_on = days.due
      ) FROM days WHERE due IS NOT NULL
      UNION ALL
      SELECT division, due, (
        SELECT min(s.unit) FROM segments s
        WHERE s.open_key IS NOT NULL AND s.division_id = units.division AND s.due_on = units.due
          AND s.unit > units.unit
      ) FROM units WHERE unit IS NOT NULL
    ),
    limits(division, due, unit, many) AS (
      SELECT division, due, unit, (
        SELECT min(s.unit_count) FROM segments s
        WHERE s.open_key IS NOT NULL AND s.division_id = units.division AND s.due_on = units.due
          AND s.unit = units.unit
      ) FROM units WHERE unit IS NOT NULL
      UNION ALL
      SELECT division, due, unit, (
        SELECT min(s.unit_count) FROM segments s
        WHERE s.open_key IS NOT NULL AND s.division_id = limits.division AND s.due_on = limits.due
          AND s.unit = limits.unit AND s.unit_count > limits.many
      ) FROM limits WHERE many IS NOT NULL
    )
    SELECT DISTINCT unit, many FROM limits WHERE many IS NOT NULL
""").bindparams(bindparam("here", expanding=True), bindparam("since", type_=Date))  # fmt: skip
_ELSEWHERE = (
    select(_rows.unit, _rows.unit_count, _rows.due_on)
    .where(_rows.open_key.is_not(None), _rows.staff_id == bindparam("staff"))
    .where(_rows.division_id.in_(bindparam("elsewhere", expanding=True)))
    .distinct()
)


def read_limits(
    connection: Connection, staff: int, divisions: frozenset[int] | None, since: date
) -> frozenset[tuple[str, int]]:
    """Return the limits of what is due from a day on in the divisions (None: all) or held elsewhere."""
    everywhere = places(connection)
    here = [each for each in everywhere if divisions is None or each in divisions]
    # The others are named: what one holds there is then looked up instead of going through all that he holds.
    elsewhere = [each for each in everywhere if each not in here]
    found = {(unit, count) for unit, count in connection.execute(_LEAPS, {"here": here, "since": since})}
    if elsewhere:
        own = connection.execute(_ELSEWHERE, {"elsewhere": elsewhere, "staff": staff})
        found |= {(unit or "", count) for unit, count, due in own if due and due >= since}
    return frozenset(found)
