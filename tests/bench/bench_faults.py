"""Faults at random moments: a server stops, dies, starts anew, its cable is cut, its disk is full; clients die.

Five clients without windows, each a program with a database role and a connection that listens, go on asking
through everything (``tests/flows/faults``). After each run: all that was answered is there, once; numbers have
no gap; the ledger verifies; nobody is left holding anything; everybody heard of what the others did.
FAULT_RUNS says how many of each kind (200), FAULT_KINDS which (stop,kill,restart,cut,disk,client),
FAULT_SEED from what the moments are thrown. A kind the machine does not allow is told, not left out.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial

from tests.flows.day.telling import told
from tests.flows.faults.places import breakable_server, url_over, why_no_cable, why_no_disk
from tests.flows.faults.series import SEED, Told, furnished, series_on
from tests.flows.faults.strikes import KINDS
from tests.flows.faults.vanishing import let_go_after

RUNS = 200
ALL = ",".join(KINDS)
EVERY = 20  # runs between two lines that say how far it is
NEEDS = {"cut": why_no_cable, "disk": why_no_disk}


def vanished() -> dict[str, object]:
    """Measure how long a client whose cable was cut in the middle of an act holds up the others."""
    if why_not := why_no_cable():
        return {"not possible": why_not}
    with breakable_server(cabled=True, on_small_disk=False) as (server, line, _), server.fresh() as url:
        furnished(url)
        return {"let go after s": round(let_go_after(server, line, url_over(line, url)), 1)}


def _of_kind(kind: str) -> dict[str, object]:
    if kind in NEEDS and (why_not := NEEDS[kind]()):
        return {"not possible": why_not}
    runs, seed = int(os.environ.get("FAULT_RUNS", RUNS)), int(os.environ.get("FAULT_SEED", SEED))
    whole, began = Told(), time.monotonic()
    with (
        breakable_server(cabled=kind == "cut", on_small_disk=kind == "disk") as (server, line, disk),
        series_on(server, line, disk, seed=seed) as series,
    ):
        while whole.runs < runs and not whole.faults:
            whole += series.run(kind, min(EVERY, runs - whole.runs))
            print(
                f"{kind}: {whole.runs} of {runs}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True
            )
        whole.faults += series.faults_of_papers()
    return {
        "runs": whole.runs,
        "seed": seed,
        "asked": whole.asked,
        "asked again": whole.asked_again,
        "faults": whole.faults,
        "happened": dict(whole.happened),
        "heard": told(whole.heard),
        "answered again": told(whole.resumed),
        "words": dict(whole.words),
        "seconds": round(time.monotonic() - began),
        "load": os.getloadavg()[0],
    }


CASES = {f"faults_{kind}": partial(_of_kind, kind) for kind in os.environ.get("FAULT_KINDS", ALL).split(",")}
CASES |= {"vanished": vanished}
