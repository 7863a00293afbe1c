"""An office with old papers: what the tests of retention have in common."""

from __future__ import annotations

from datetime import date

from app.register.commands import IssueDocument
from app.retention.commands import Decide, Destroy, ExportDue, PlaceHold, Propose, unheard
from app.retention.models import Chosen
from tests.app.register.test_register import sample

ARCHIVIST, LEADER = "jianglihua", "yangzhenhua"
LONG_AGO, NOW = date(2026, 11, 2), date(2037, 1, 4)


def issued(office, type_key="one_time_notice", times=1):
    """Issue papers today and return them."""
    command = IssueDocument(type_key=type_key, fields=sample(type_key))
    return [office.desk.register.issue(office.clerk, command) for _ in range(times)]


def exported(office, folder, name="包.zip", chosen=None):
    """Export what is due and return the package."""
    command = ExportDue(chosen=chosen or Chosen(), path=folder / name)
    return office.desk.old_papers.packages.export(office.actor(ARCHIVIST), command)


def proposed(office, folder, name="包.zip"):
    """Export and propose what is due."""
    exported(office, folder, name)
    return proposed_from(office, folder / name)


def proposed_from(office, path, tell=unheard):
    """Propose what a package holds."""
    command = Propose(package=path, opinion="保管期满，无继续保存价值", tell=tell)
    return office.desk.old_papers.disposals.propose(office.actor(ARCHIVIST), command)


def decided(office, disposal, *, agreed=True, login=LEADER):
    """Decide on a disposal."""
    command = Decide(disposal=disposal.id, version=disposal.version, agreed=agreed, opinion="同意销毁")
    return office.desk.old_papers.disposals.decide(office.actor(login), command)


def destroyed(office, disposal, path, tell=None):
    """Destroy the papers of an agreed disposal."""
    more = () if tell is None else (tell,)
    command = Destroy(disposal=disposal.id, package=path)
    return office.desk.old_papers.destroying.destroy(office.actor(ARCHIVIST), command, *more)


def groups(office):
    """Return what is past its time."""
    return office.desk.old_papers.retention.groups(office.actor(ARCHIVIST))


def hold(office, number, reason="行政诉讼未审结"):
    """Hold back everything of a number."""
    command = PlaceHold(number=number, reason=reason)
    return office.desk.old_papers.retention.place_hold(office.actor(ARCHIVIST), command)


def is_sound(office):
    """Whether ledger, register and numbers agree."""
    series = office.desk.register.gaps(office.administrator)
    return (
        not office.desk.ledger.verify().faults
        and not office.desk.checking.all_papers()
        and all(each.is_whole for each in series)
    )
