from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.errors import BadInput, NotAllowed
from app.people.models import Grant, Role
from app.people.staffing import ChangeStaff
from app.register.commands import Destroyed, RecordPrint, RecordService, VoidDocument
from app.register.models import Query
from app.retention.commands import (
    CalledOff,
    ChangedPackage,
    ExportDue,
    NotAtThisState,
    NothingDue,
    SameHand,
)
from app.retention.models import Chosen, DisposalState, KeptBack
from tests.app.retention.old import (
    ARCHIVIST,
    LEADER,
    NOW,
    decided,
    destroyed,
    exported,
    groups,
    hold,
    is_sound,
    issued,
    proposed,
)
from tests.office import WITHHELD


def test_a_paper_is_due_on_the_new_year_after_its_period_and_not_a_day_before(office):
    issued(office)
    office.wall.put(date(2036, 12, 31), hour=23)
    assert groups(office) == ()
    office.wall.put(date(2037, 1, 1), hour=0)
    (group,) = groups(office)
    assert (group.type_key, group.year, group.term, group.due) == ("one_time_notice", 2026, "10年", 1)


def test_two_people_destroy_what_is_due_and_its_number_stays(office, tmp_path):
    papers = issued(office, times=3)
    office.desk.register.record_print(
        office.clerk, RecordPrint(document=papers[0].id, copies=1, printer="一号")
    )
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    result = destroyed(office, disposal, tmp_path / "包.zip")
    assert (result.now, result.stays, result.disposal.state) == (3, (), DisposalState.DONE)
    left = office.desk.register.get(office.clerk, papers[0].id)
    assert (left.number, left.title, left.issued_on) == (papers[0].number, papers[0].title, papers[0].issued_on)
    assert (left.party, left.telephone, left.matter_name, left.fields, left.imprint) == ("", "", "", {}, {})
    assert office.desk.register.prints(office.clerk, papers[0].id)
    assert is_sound(office)
    assert groups(office) == ()


def test_what_was_destroyed_is_found_by_its_number_and_no_longer_by_whom_it_concerned(office, tmp_path):
    (paper,) = issued(office)
    assert office.desk.register.count(office.clerk, Query(words=paper.party)) == 1
    office.wall.put(NOW)
    destroyed(office, decided(office, proposed(office, tmp_path)), tmp_path / "包.zip")
    assert office.desk.register.count(office.clerk, Query(words=paper.party)) == 0
    (found,) = office.desk.register.find(office.clerk, Query(words=str(paper.number)), offset=0)
    assert found.destroyed
    for table in ("documents", "search_texts", "disposals", "disposal_items"):
        with office.store.engine.connect() as connection:
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
        assert paper.party not in str(rows)


def test_of_what_was_destroyed_nothing_can_be_done_and_everybody_is_told_why(office, tmp_path):
    (paper,) = issued(office)
    office.wall.put(NOW)
    destroyed(office, decided(office, proposed(office, tmp_path)), tmp_path / "包.zip")
    register, clerk = office.desk.register, office.clerk
    version = register.get(clerk, paper.id).version
    for deed in (
        lambda: register.sheet(clerk, paper.id),
        lambda: register.masked_sheet(clerk, paper.id),
        lambda: register.record_print(clerk, RecordPrint(document=paper.id, copies=1, printer="一号")),
        lambda: register.void(clerk, VoidDocument(document=paper.id, version=version, reason="写错了")),
        lambda: register.record_service(clerk, RecordService(documents=(paper.id,), served_on=NOW)),
    ):
        with pytest.raises(Destroyed, match="销毁"):
            deed()
    verdict = office.desk.checking.number(str(paper.number))
    assert (verdict.state, verdict.faults) == ("已销毁", ())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET party = 'x' WHERE id = 1",
        "UPDATE documents SET destroyed_at = NULL",
        "UPDATE documents SET fields = '{\"a\":1}'",
        "UPDATE disposals SET state = '待审批'",
        "DELETE FROM disposals",
        "DELETE FROM disposal_items",
        "UPDATE disposal_items SET digest = 'x'",
    ],
)
def test_the_archive_itself_keeps_what_was_destroyed_as_it_is(office, tmp_path, statement):
    issued(office)
    office.wall.put(NOW)
    destroyed(office, decided(office, proposed(office, tmp_path)), tmp_path / "包.zip")
    with office.store.engine.connect() as connection, pytest.raises(DatabaseError, match="不得"):
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize("agreed", [False, True])
def test_the_archive_erases_nothing_that_was_not_agreed_on(office, tmp_path, agreed):
    _one, other = issued(office, times=2)
    office.wall.put(NOW)
    if agreed:
        hold(office, str(other.number))
        decided(office, proposed(office, tmp_path))
    erase = (
        "UPDATE documents SET fields = '{}', imprint = '{}', party = NULL, telephone = NULL,"
        f" matter_name = NULL,"
        f" destroyed_at = '2037-01-04 00:00:00', disposal_id = 1, digest = 'x' WHERE id = {other.id}"
    )
    with office.store.engine.connect() as connection, pytest.raises(DatabaseError, match="不得"):
        connection.exec_driver_sql(erase)


def test_who_proposed_it_does_not_agree_to_it_under_any_role(office, tmp_path):
    issued(office)
    office.wall.put(NOW)
    disposal = proposed(office, tmp_path)
    person = next(each for each in office.desk.staffing.staff(office.administrator) if each.login == ARCHIVIST)
    both = (*person.grants, Grant(role=Role.LEADER_IN_CHARGE, division=None))
    change = ChangeStaff(
        staff=person.id, version=person.version, name=person.name, division=person.division,
        counter=person.counter, grants=both, active=True,
    )  # fmt: skip
    office.desk.staffing.change(office.administrator, change)
    with pytest.raises(SameHand, match="另一人"):
        decided(office, disposal, login=ARCHIVIST)
    assert decided(office, disposal).state is DisposalState.APPROVED


@pytest.mark.parametrize("login", ["linxiaoyan", "xujianguo", "guanliyuan", "luguoqiang"])
def test_only_the_archivist_proposes_and_only_the_leader_agrees(office, tmp_path, login):
    issued(office)
    office.wall.put(NOW)
    disposal = proposed(office, tmp_path)
    with pytest.raises(WITHHELD):
        decided(office, disposal, login=login)
    with pytest.raises(NotAllowed):
        office.desk.old_papers.retention.groups(office.actor(login))
    with pytest.raises(NotAllowed):
        decided(office, disposal, login=ARCHIVIST)


def test_nothing_is_destroyed_before_it_is_agreed_on_nor_after_it_was_declined(office, tmp_path):
    issued(office)
    office.wall.put(NOW)
    disposal = proposed(office, tmp_path)
    with pytest.raises(NotAtThisState, match="待审批"):
        destroyed(office, disposal, tmp_path / "包.zip")
    declined = decided(office, disposal, agreed=False)
    with pytest.raises(NotAtThisState, match="未批准"):
        destroyed(office, declined, tmp_path / "包.zip")
    assert groups(office)[0].due == 1
    assert proposed(office, tmp_path, "再.zip").state is DisposalState.PROPOSED


def test_what_was_proposed_may_be_taken_back_by_whoever_proposed_it(office, tmp_path):
    issued(office)
    office.wall.put(NOW)
    disposal = proposed(office, tmp_path)
    assert groups(office)[0].kept == ((KeptBack.PROPOSED, 1),)
    office.desk.old_papers.disposals.withdraw(office.actor(ARCHIVIST), disposal.id, disposal.version)
    assert groups(office)[0].due == 1
    with pytest.raises(NotAtThisState):
        decided(office, disposal)


def test_a_package_of_other_papers_destroys_nothing(office, tmp_path):
    issued(office)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    office.wall.put(NOW + timedelta(days=1))
    (tmp_path / "改.zip").write_bytes((tmp_path / "包.zip").read_bytes()[:-30])
    with pytest.raises(ChangedPackage):
        destroyed(office, disposal, tmp_path / "改.zip")
    with pytest.raises(BadInput, match="没有这个文件"):
        destroyed(office, disposal, tmp_path / "没有.zip")
    assert office.desk.old_papers.disposals.get(office.actor(LEADER), disposal.id).destroyed == 0


def test_what_broke_off_is_gone_on_with(office, tmp_path, monkeypatch):
    monkeypatch.setattr("app.retention.destroying.LOT", 2)
    issued(office, times=5)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    first = destroyed(
        office, disposal, tmp_path / "包.zip", lambda what, done, _whole: what != "销毁" or done < 2
    )
    assert (first.now, first.untried, first.disposal.destroyed) == (2, 3, 2)
    assert first.disposal.state is DisposalState.APPROVED
    assert is_sound(office)
    second = destroyed(office, disposal, tmp_path / "包.zip")
    assert (second.now, second.disposal.state) == (3, DisposalState.DONE)
    assert is_sound(office)


@pytest.mark.parametrize("stage", ["写档案包", "核对文件", "核对文书"])
def test_an_export_called_off_at_any_stage_leaves_no_file_and_no_entry(office, tmp_path, stage):
    issued(office, times=2)
    office.wall.put(NOW)
    before = office.desk.ledger.verify().entries
    command = ExportDue(chosen=Chosen(), path=tmp_path / "包.zip")
    with pytest.raises(CalledOff, match="没有留下文件"):
        office.desk.old_papers.packages.export(
            office.actor(ARCHIVIST), command, lambda what, done, _whole: what != stage or not done
        )
    assert not list(tmp_path.glob("包*"))
    assert office.desk.ledger.verify().entries == before


def test_a_destruction_called_off_while_the_package_is_read_destroys_nothing(office, tmp_path):
    issued(office, times=2)
    office.wall.put(NOW)
    disposal = decided(office, proposed(office, tmp_path))
    with pytest.raises(CalledOff):
        destroyed(office, disposal, tmp_path / "包.zip", lambda what, _done, _whole: what != "核对文书")
    assert office.desk.old_papers.disposals.get(office.actor(LEADER), disposal.id).destroyed == 0


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_held_and_whenever_it_is_tried_only_what_is_due_and_free_goes(office, tmp_path, seed):
    chance = random.Random(seed)
    papers = []
    for year in (2026, 2027, 2028):
        office.wall.put(date(year, 12, chance.randint(1, 28)))
        papers += issued(office, times=2)
    today = date(chance.randint(2036, 2039), chance.randint(1, 12), 5)
    office.wall.put(today)
    held = {each.id for each in papers if chance.random() < 0.4}
    for each in papers:
        if each.id in held:
            hold(office, str(each.number))
    wanted = {each.id for each in papers if each.issued_on.year + 10 < today.year and each.id not in held}
    if wanted:
        destroyed(office, decided(office, proposed(office, tmp_path)), tmp_path / "包.zip")
    else:
        with pytest.raises(NothingDue):
            exported(office, tmp_path)
    gone = {each.id for each in papers if office.desk.register.get(office.clerk, each.id).destroyed_at}
    assert gone == wanted
    assert is_sound(office)
