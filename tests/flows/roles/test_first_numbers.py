"""The first number of a series, where two windows of a server ask for it at one moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg

from app.register.commands import IssueDocument
from app.register.models import Query
from tests.app.register.test_register import sample

FIRST = (
    "INSERT INTO number_counters (type_key, division_id, number_year, last_number, taken)"
    " VALUES ('one_time_notice', %s, 2026, 1, true)"
)
WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"


def test_a_paper_whose_series_another_window_begins_meanwhile_is_issued_and_found(office):
    actor = office.actor("linxiaoyan")
    fields = sample("one_time_notice")
    command = IssueDocument(type_key="one_time_notice", fields=fields, request_key="first-of-two")
    address = office.url.replace("+psycopg", "")
    with psycopg.connect(address) as other, psycopg.connect(address, autocommit=True) as watch:
        other.execute(FIRST, [actor.division])
        with ThreadPoolExecutor(1) as window:
            issued = window.submit(office.desk.register.issue, actor, command)
            while not issued.done() and not watch.execute(WAITING).fetchone()[0]:
                pass
            other.commit()
            paper = issued.result()

    assert paper.number.sequence == 2
    found = office.desk.register.find(actor, Query(words=str(paper.number)), limit=5)
    assert [each.id for each in found] == [paper.id]
