"""The line breaks after a COMMIT: nobody hears that it was done, everybody sends again, and it is done once."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest

from app.cases.commands import ChangeCase, OpenCase
from app.cases.models import Party
from app.errors import Unavailable
from app.once import DoneBefore, sent_as
from app.register.commands import IssueDocument
from db.trouble import UNCERTAIN
from tests.app.register.test_register import sample
from tests.lossy import lossy_line
from tests.office import Office, Wall
from tests.roles import admit_to_copy, login_url, set_up


@pytest.fixture
def line(server):
    folder = Path(tempfile.mkdtemp(prefix="line"))  # a short path: sockets have no long ones
    with lossy_line(folder, server.folder) as made:
        yield made
    shutil.rmtree(folder)


@pytest.fixture
def url(server):
    with server.fresh(set_up) as made:
        admit_to_copy(made)
        yield made


@pytest.fixture
def office(url, line, tmp_path):
    """What a clerk's window asks, with her own role, over a line that may break."""
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("DROP TABLE rules.wall CASCADE")
        owner.execute(
            "CREATE OR REPLACE FUNCTION rules.moment() RETURNS timestamp LANGUAGE sql STABLE AS"
            " $$ SELECT timestamp '2026-11-02 01:00' $$"
        )
    made = Office(line.url(login_url(url, "linxiaoyan")), tmp_path, Wall())
    yield made
    made.close()


def counted(url, table):
    with psycopg.connect(url) as owner:
        return owner.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def opening(office, name="张三"):
    return OpenCase(
        matter=office.matter("jsgcgh").id, applicant=Party(name=name, telephone="13800000000"), application=True
    )


def lose(line, ask):
    """Send, and hear no answer."""
    line.lose_next_answer()
    with pytest.raises(Unavailable) as trouble:
        ask()
    assert str(trouble.value) == UNCERTAIN
    assert line.lost


def test_a_case_that_is_sent_again_is_opened_once(office, line, url):
    command, before = opening(office), counted(url, "ledger_entries")
    lose(line, lambda: office.desk.counter.open(office.clerk, command))
    assert counted(url, "cases") == 1  # it was done

    case = office.desk.counter.open(office.clerk, command)

    assert counted(url, "cases") == 1
    assert counted(url, "ledger_entries") == before + 1
    assert office.desk.counter.get(office.clerk, case.id).case.number == case.number


def test_another_case_waits_until_the_clerk_knows_that_the_first_was_opened(office, line, url):
    lose(line, lambda: office.desk.counter.open(office.clerk, opening(office)))
    other = opening(office, "李四")

    with pytest.raises(DoneBefore, match="已经办成"):
        office.desk.counter.open(office.clerk, other)

    assert counted(url, "cases") == 1
    assert office.desk.counter.open(office.clerk, other).applicant.name == "李四"
    assert counted(url, "cases") == 2


def test_what_has_a_key_of_its_own_waits_too_until_the_clerk_knows(office, line, url):
    command = opening(office)
    lose(line, lambda: office.desk.counter.open(office.clerk, command))

    with sent_as("receipt"), pytest.raises(DoneBefore, match="已经办成"):
        office.desk.counter.open(office.clerk, command)

    assert counted(url, "cases") == 1


def test_a_change_that_is_sent_again_is_no_conflict_with_itself(office, line):
    case = office.desk.counter.open(office.clerk, opening(office))
    changed = ChangeCase(
        case=case.id,
        version=case.version,
        applicant=Party(name="张三丰", telephone="13800000000"),
        materials=case.materials,
    )
    lose(line, lambda: office.desk.counter.change(office.clerk, changed))

    assert office.desk.counter.change(office.clerk, changed).applicant.name == "张三丰"


def test_a_paper_that_is_sent_again_has_one_number(office, line, url):
    command = IssueDocument(type_key="proof_of_service", fields=sample("proof_of_service"))
    lose(line, lambda: office.desk.register.issue(office.clerk, command))

    paper = office.desk.register.issue(office.clerk, command)

    assert paper.number.sequence == 1
    assert counted(url, "documents") == 1


def test_what_was_not_done_is_done_when_it_is_sent_again(office, line, url):
    command = opening(office)
    office.store.barred = "连不上数据库服务器"
    with pytest.raises(Unavailable):
        office.desk.counter.open(office.clerk, command)
    office.store.barred = ""

    office.desk.counter.open(office.clerk, command)

    assert counted(url, "cases") == 1


def test_nobody_reads_or_changes_what_another_was_answered(office, url):
    office.desk.counter.open(office.clerk, opening(office))
    with psycopg.connect(login_url(url, "chenjiaming")) as other:
        assert other.execute("SELECT count(*) FROM requests").fetchone()[0] == 0
        assert other.execute("DELETE FROM requests").rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            other.execute(
                "INSERT INTO requests (request_key, staff_id, act, begun_at)"
                " SELECT 'x', id, 'x', now() FROM staff WHERE login = 'linxiaoyan'"
            )
