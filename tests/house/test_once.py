"""Every use case that changes something is one that is done once, however often it is sent."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2] / "app"
WRITES = {"begin", "lease"}
# Doing it again does no harm, or is another deed: each with its reason.
AS_OFTEN_AS_SENT = {
    "Counter.uncover": "to look twice is to look twice",
    "Contacts.uncover": "to look twice is to look twice",
    "Denials.uncover": "to look twice is to look twice",
    "WorkOrders.uncover": "to look twice is to look twice",
    "Register.uncover": "to look twice is to look twice",
    "SigningIn.sign_in": "each try counts",
    "SigningIn.check": "each try counts",
    "SigningIn.recognise": "each try counts",
    "Claiming.take": "a claim is one's own already",
    "Claiming.take_next": "a claim is one's own already",
    "WorkOrders.release": "what is let go is free already",
    "Importing.apply": "each lot finds what it brought before by its numbers",
    "Exporting.write": "each file is told of",
    "Exporting.export": "each package is told of",
    "Destroying.destroy": "what is destroyed is gone, and each lot says so",
    "LedgerReading.seal": "a sealed day stays sealed",
    "Backups.make": "a second backup is another",
    "Backups.restore": "the office is what the backup holds",
    "Backups.make_in": "a second backup is another",
    "Backups.prove": "each proof is told of",
    "Backups.make_daily": "the day has its backup already",
    "Backups.tell_restored": "each restoring is told of",
    "WorkOrders.do_many": "each order of it is done once",
    "Register.save_draft": "a draft takes the place of the one before",
    "Register.drop_draft": "what is gone stays gone",
    "Register.send_drafts": "a draft takes the place of the one before",
    "CalendarKeeping.apply": "the calendar's version lets it be done once",
    "Presence.stay": "to be there is to be there",
    "Presence.leave": "to be gone is to be gone",
    "Voiding.__call__": "asked by the register, in its unit of work",
}


def _calls(node):
    return {
        each.func.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute)
    }


def _opens(node):
    """Say whether a method opens a unit of work that writes: ``self._store.begin()``."""
    return any(
        isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr in WRITES
        and "_store" in ast.dump(each.func.value)
        for each in ast.walk(node)
    )


def _uses():
    """Yield every public use case that writes, itself or through another method of its room."""
    for path in ROOT.rglob("*.py"):
        for room in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(room, ast.ClassDef):
                continue
            methods = {each.name: each for each in room.body if isinstance(each, ast.FunctionDef)}
            writing = {name for name, each in methods.items() if _opens(each)}
            while more := {n for n, each in methods.items() if _calls(each) & writing} - writing:
                writing |= more
            for name in sorted(writing):
                if not name.startswith("_") or name == "__call__":
                    once = any(getattr(each, "id", "") == "once" for each in methods[name].decorator_list)
                    yield f"{room.name}.{name}", once


def test_every_use_case_that_writes_is_done_once_or_says_why_not():
    assert {name for name, once in _uses() if not once} == set(AS_OFTEN_AS_SENT)


def test_there_are_use_cases_that_are_done_once():
    assert sum(once for _name, once in _uses()) > 60
