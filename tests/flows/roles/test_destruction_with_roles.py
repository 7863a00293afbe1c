"""Old papers on a server, everybody with his own role: the gate alone erases, by plain SQL nobody does."""

from __future__ import annotations

from datetime import date

import pytest

from app.cases.models import CaseQuery, Party
from app.errors import NotAllowed
from app.forms.masking import GONE
from app.retention.commands import PlaceHold
from app.retention.models import DisposalState
from tests.app.counter.at_work import PERSON, opened, ticked
from tests.app.counter.at_work import issued as of_case
from tests.app.retention.old import ARCHIVIST, LEADER, NOW, decided, destroyed, issued, proposed
from tests.flows.roles.test_what_sql_refuses import is_refused


@pytest.fixture(scope="module")
def enquiry(office):
    """A case whose one paper is of the same year."""
    case = ticked(office, opened(office, application=False), m0="缺少")
    of_case(office, case, "one_time_notice")
    return case


@pytest.fixture(scope="module")
def agreed(office, enquiry, tmp_path_factory):
    """Two papers of which one is agreed to be destroyed, and the other held back since."""
    folder = tmp_path_factory.mktemp("packages")
    papers = issued(office, times=2)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, folder))
    hold = PlaceHold(number=str(papers[1].number), reason="行政诉讼未审结")
    office.desk.old_papers.retention.place_hold(office.actor(ARCHIVIST), hold)
    return papers, disposal, folder / "包.zip"


def erased(key, disposal):
    return (
        "UPDATE documents SET fields = '{}', imprint = '{}', party = NULL, telephone = NULL,"
        f" matter_name = NULL,"
        f" destroyed_at = '2037-01-04', disposal_id = {disposal}, digest = 'x' WHERE id = {key}"
    )


def cleared(kind, key):
    return f"SELECT rules.clear_left('{kind}', {key}, '', ARRAY[]::integer[], ARRAY[]::bigint[])"


def test_what_is_not_agreed_the_gate_does_not_erase(office, agreed, tried):
    (paper,) = issued(office)
    for login in (ARCHIVIST, LEADER, "linxiaoyan", "guanliyuan"):
        assert is_refused(tried(login, f"SELECT rules.erase(1, {paper.id})"), "EW001", "42501")
        assert is_refused(tried(login, erased(paper.id, 1)))


@pytest.mark.parametrize("login", [ARCHIVIST, LEADER, "linxiaoyan", "guanliyuan"])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM documents",
        "DELETE FROM disposals",
        "DELETE FROM disposal_items",
        "DELETE FROM retention_holds",
        "DELETE FROM retention_rules",
        "UPDATE retention_rules SET term = '1年'",
        "UPDATE retention_holds SET reason = 'x'",
        "UPDATE documents SET destroyed_at = now()",
        "UPDATE documents SET fields = '{}'",
        "UPDATE disposals SET package_digest = 'x'",
        "UPDATE disposals SET state = '待审批'",
        "UPDATE disposal_items SET digest = 'x'",
        "INSERT INTO rules.terms VALUES ('x', '1年')",
        "UPDATE rules.terms SET term = '1年'",
        "INSERT INTO retention_rules (type_key, term, effective_from) VALUES ('x', '1年', '2001-01-01')",
    ],
)
def test_by_plain_sql_nobody_destroys_or_shortens(agreed, tried, login, statement):
    assert is_refused(tried(login, statement))


def test_by_plain_sql_no_agreed_paper_is_erased_either(agreed, tried):
    papers, disposal, _package = agreed
    for login in (ARCHIVIST, LEADER, "linxiaoyan"):
        assert is_refused(tried(login, erased(papers[0].id, disposal.id)))
    assert is_refused(tried(LEADER, f"SELECT rules.erase({disposal.id}, {papers[0].id})"))
    assert is_refused(tried("linxiaoyan", f"SELECT rules.erase({disposal.id}, {papers[0].id})"))


def test_the_gate_erases_nothing_that_is_not_entered_in_the_book(agreed, tried):
    papers, disposal, _package = agreed
    answer = tried(ARCHIVIST, f"SELECT rules.erase({disposal.id}, {papers[0].id})")
    # Whoever tries it once the archivist has destroyed the paper is told that it stays as it is.
    assert answer in ("EW001 销毁文书须同时记入台账", "23000 已签发的文书不得改动或删除")


def test_the_gate_keeps_what_is_held_back(agreed, tried):
    papers, disposal, _package = agreed
    answer = tried(ARCHIVIST, f"SELECT rules.erase({disposal.id}, {papers[1].id})")
    assert str(answer).startswith("EW001")


def test_the_gate_clears_nobody_whose_papers_were_not_agreed_on_and_for_nobody_but_the_archivist(
    enquiry, agreed, tried
):
    for login in (ARCHIVIST, LEADER, "linxiaoyan", "xujianguo"):
        assert is_refused(tried(login, cleared("case", enquiry.id + 1000)))
    for login in (LEADER, "linxiaoyan"):
        assert is_refused(tried(login, cleared("case", enquiry.id)))


def test_nobody_agrees_to_his_own_proposal_nor_in_anothers_name(office, agreed, tried, tmp_path):
    issued(office)
    office.wall.put(date(2048, 1, 5))
    disposal = proposed(office, tmp_path, "三.zip")
    agree = "UPDATE disposals SET state = '已批准', decided_by_id = {}, version = 2 WHERE id = {}"
    archivist, leader = office.actor(ARCHIVIST), office.actor(LEADER)
    for login, who in ((ARCHIVIST, archivist.id), (ARCHIVIST, leader.id), ("xujianguo", office.head.id)):
        assert is_refused(tried(login, agree.format(who, disposal.id)))
    forged = (
        "INSERT INTO disposals"
        " (state, division_id, proposed_by_id, proposed_at, package_digest, items, version)"
        f" VALUES ('待审批', {archivist.division}, {leader.id}, now(), 'x', 1, 1)"
    )
    assert is_refused(tried(ARCHIVIST, forged))
    assert is_refused(tried("linxiaoyan", forged))
    ahead = forged.replace("待审批", "已批准").replace(str(leader.id), str(archivist.id))
    assert is_refused(tried(ARCHIVIST, ahead))
    with pytest.raises(NotAllowed):
        decided(office, disposal, login=ARCHIVIST)
    assert decided(office, disposal, agreed=False).state is DisposalState.DECLINED


def test_the_archivist_destroys_by_his_own_role_what_two_agreed_on(office, enquiry, agreed):
    papers, disposal, package = agreed
    result = destroyed(office, disposal, package)
    assert result.stays == ((str(papers[1].number), "暂缓销毁"),)
    assert result.left.said == "办件1件"
    assert office.desk.counter.get(office.clerk, enquiry.id).case.applicant == Party(name=GONE)
    assert office.desk.counter.count(office.clerk, CaseQuery(words=PERSON.name)) == 0
    assert (result.disposal.destroyed, result.disposal.items) == (result.disposal.items - 1, disposal.items)
    left = office.desk.register.get(office.clerk, papers[0].id)
    assert (left.party, left.fields, str(left.number)) == ("", {}, str(papers[0].number))
    assert office.desk.register.get(office.clerk, papers[1].id).fields == papers[1].fields
    assert office.desk.ledger.verify().faults == ()
    assert office.desk.checking.all_papers() == ()
