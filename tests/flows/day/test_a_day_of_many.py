from __future__ import annotations

import os

import pytest

from tests.flows.day.acts import SAVE
from tests.flows.day.people import founded
from tests.flows.day.running import Plan, lived, of_kind
from tests.flows.day.telling import faults_of, unheard

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks processes")


def test_twenty_clients_live_a_day_without_an_error_and_all_is_as_it_must_be_and_is_shown(server):
    with server.fresh() as url:
        people = founded(url, 20)
        log = lived(url, people, Plan(acts=400, seconds=6.0, processes=2))

        assert dict(log.faults) == {}
        assert faults_of(url) == {}
    assert len(of_kind(log, SAVE)) > 100
    assert unheard(log) == 0
    assert log.stale == []
