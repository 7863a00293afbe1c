from __future__ import annotations

import os

import pytest

from db import trouble
from tests.flows.faults.places import breakable_server, why_no_cable, why_no_disk
from tests.flows.faults.series import series_on
from tests.flows.faults.strikes import KINDS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks programs")
RUNS, FEW = 3, ("linxiaoyan", "wuzhihong", "suhaiyun")
NEEDS = {"cut": why_no_cable, "disk": why_no_disk}
SENTENCES = {words for name, words in vars(trouble).items() if name.isupper() and isinstance(words, str)}


@pytest.fixture(scope="module")
def series():
    with (
        breakable_server(cabled=not why_no_cable(), on_small_disk=not why_no_disk()) as (server, line, disk),
        series_on(server, line, disk, logins=FEW) as made,
    ):
        yield made


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_and_nothing_done_twice(series, kind):
    if kind in NEEDS and (why_not := NEEDS[kind]()):
        pytest.skip(why_not)

    told = series.run(kind, RUNS)

    assert told.faults == []
    assert told.runs == RUNS
    assert told.asked > RUNS
    assert set(told.words) <= SENTENCES  # each says what is wrong and what to do
