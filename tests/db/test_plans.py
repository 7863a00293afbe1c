from __future__ import annotations

from app.ledger.models import subject
from db.custody import StoredCustody
from tests.db.things import NOON, a_holding

KEPT = "SELECT count(*), sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE '%segments%'"


def test_a_server_keeps_the_plans_of_what_is_asked_again_and_again_and_answers_each_time_anew(
    store, office, kind
):
    for number in range(3):
        with store.begin() as unit:
            unit.custody.start(a_holding(office, subject("case", number)), NOON)
        with store.read() as unit:
            assert unit.custody.held_by(office.clerk) == number + 1
            assert unit.custody.held_by(office.clerk + 1) == 0
            assert unit.custody.open_of(subject("case", number)) is not None
            assert unit.custody.open_of(subject("case", -1)) is None
    if kind == "postgresql":
        with store.engine.connect() as connection:
            assert isinstance(StoredCustody(connection).held_by(office.clerk), int)
            several, planned_once = connection.exec_driver_sql(KEPT.replace("%", "%%")).one()
            assert several >= 3
            assert planned_once >= 6
