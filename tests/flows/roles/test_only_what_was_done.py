"""By plain SQL nobody says of a thing, or hands on, what he did not just work on."""

from __future__ import annotations

import pytest

from app.ledger.models import subject
from tests.app.counter.at_work import opened
from tests.app.hotline.order_life import did, went
from tests.flows.roles.test_what_sql_refuses import is_refused

CLERK, HANDLER, HEAD, STRANGER = "linxiaoyan", "wuzhihong", "xujianguo", "huangyating"
LEADER, OVERSEER, CENTRE, ARCHIVIST, ADMIN = "yangzhenhua", "luguoqiang", "suhaiyun", "jianglihua", "guanliyuan"
EVERYBODY = (CLERK, HANDLER, HEAD, STRANGER, LEADER, OVERSEER, CENTRE, ARCHIVIST, ADMIN)
ENDS = "UPDATE segments SET open_key = NULL, until_at = rules.moment() WHERE open_key = '{about}'"
TAKES = (
    "INSERT INTO segments (subject, open_key, division_id, staff_id, provisional, unit_count, since_at,"
    " outer_count, reassigned) SELECT '{about}', '{about}', {place}, id, false, 0, rules.moment(), 0, false"
    " FROM staff WHERE login = '{who}'"
)
SAYS = (
    "INSERT INTO ledger_entries (seq, place, entered_at, actor_id, actor_name, act, subject, summary,"
    " entry_hash)"
    " SELECT 1, 1, rules.moment(), id, name, '{act}', '{about}', 'x', 'x' FROM staff WHERE login = '{who}'"
)


@pytest.fixture(scope="module")
def things(office):
    """A case with its clerk and an order with its handler, both of one division."""
    case, order = opened(office), went(office, "dispatch", "sign", number="D-1")
    return {"case": subject("case", case.id), "order": subject("order", order.id), "place": case.division}


@pytest.mark.parametrize("kind", ["case", "order"])
def test_whoever_only_sees_a_thing_takes_it_from_nobody_and_gives_it_to_nobody(things, tried, seen, kind):
    about, place = things[kind], things["place"]
    held = seen(ADMIN, "SELECT staff_id FROM segments WHERE open_key = %s", about)
    for login in EVERYBODY:
        ended = ENDS.format(about=about)
        taken = TAKES.format(about=about, place=place, who=login)
        # Whoever gives work to others, there or everywhere, does so in the program too.
        if login not in (HEAD, *((CENTRE,) if kind == "order" else ())):
            assert is_refused(tried(login, ended)), login
            assert is_refused(tried(login, ended, taken)), login
        assert is_refused(tried(login, taken), "42501", "EW001", "23000", "23505"), login
    assert seen(ADMIN, "SELECT staff_id FROM segments WHERE open_key = %s", about) == held


def test_a_touch_of_a_thing_hands_it_on_to_nobody(office, things, tried):
    case, order = opened(office), went(office, "dispatch", "sign", number="D-6")
    waits = went(office, "dispatch", number="D-7")
    for table, login, key, about in (
        ("cases", CLERK, case.id, subject("case", case.id)),
        ("orders", HANDLER, order.id, subject("order", order.id)),
        ("orders", HANDLER, waits.id, subject("order", waits.id)),
    ):
        for touch in ("version = version", "version = version + 1", "state = state"):
            worked = f"UPDATE {table} SET {touch} WHERE id = {key}"
            for who in (HANDLER, CLERK, STRANGER):
                given = TAKES.format(about=about, place=things["place"], who=who)
                assert is_refused(tried(login, worked, ENDS.format(about=about), given)), (about, touch, who)


def test_who_goes_on_with_a_thing_hands_it_on_within_its_division_alone(office, things, tried):
    case = opened(office)
    about = subject("case", case.id)
    worked = f"UPDATE cases SET state = '已结束', closed_why = '申请人撤回申请' WHERE id = {case.id}"
    far = TAKES.format(about=about, place=office.actor(STRANGER).division, who=STRANGER)
    theirs = TAKES.format(about=about, place=things["place"], who=STRANGER)
    near = TAKES.format(about=about, place=things["place"], who=HANDLER)
    ended = ENDS.format(about=about)
    assert is_refused(tried(CLERK, worked, ended, far))
    assert is_refused(tried(CLERK, worked, ended, theirs))
    said = SAYS.format(act="close", about=about, who=CLERK)
    assert is_refused(tried(CLERK, worked, ended, near))  # past the ledger
    assert tried(CLERK, worked, ended, near, said) == 1


def test_a_work_order_is_given_to_one_who_handles_such(office, things, tried):
    order = went(office, "dispatch", number="D-8")
    about = subject("order", order.id)
    for who, given in ((CLERK, False), (STRANGER, False), (HANDLER, True)):
        taken = TAKES.format(about=about, place=things["place"], who=who)
        assert (tried(HEAD, ENDS.format(about=about), taken) == 1) == given, who


def test_nobody_lays_down_what_is_not_over(office, things, tried):
    ended = (ENDS.format(about=things[kind]) for kind in ("case", "order"))
    assert [is_refused(tried(HEAD, each)) for each in ended] == [True, True]
    assert is_refused(tried(CENTRE, ENDS.format(about=things["order"])))
    other = subject("case", opened(office).id)
    given = TAKES.format(about=other, place=things["place"], who=HANDLER)
    assert tried(HEAD, ENDS.format(about=other), given) == 1


@pytest.mark.parametrize("act", ["void_document", "check_denial", "destroy_party", "x"])
def test_nobody_says_that_he_did_what_was_not_done(office, things, tried, act):
    paper = subject("document", 1)
    for about in (things["case"], things["order"], paper, "document:999999", "denial:1", "nothing:1", "x"):
        for login in EVERYBODY:
            assert is_refused(tried(login, SAYS.format(act=act, about=about, who=login))), (login, about)
    assert office.desk.ledger.verify().faults == ()


def test_an_entry_of_what_is_kept_for_all_is_made_by_who_keeps_it(tried):
    for about, keepers in (
        ("office:settings", (ADMIN, ARCHIVIST)),
        ("calendar:office", (ADMIN,)),
        ("staff:1", (ADMIN, CLERK)),  # the first of the staff is the clerk herself
        ("order_import:1", (CENTRE,)),
        ("numbers:one_time_notice.1.2026", (ADMIN,)),
    ):
        for login in EVERYBODY:
            answer = tried(login, SAYS.format(act="x", about=about, who=login))
            assert (answer == 1) == (login in keepers), (login, about, answer)


def test_that_somebody_looked_is_said_of_what_he_reads(office, things, tried):
    looked = SAYS.format(act="uncover", about=things["case"], who="{who}")
    assert tried(CLERK, looked.format(who=CLERK)) == 1
    assert is_refused(tried(STRANGER, looked.format(who=STRANGER)))
    secret = went(office, "dispatch", secrecy="效能投诉保密", number="D-2")
    did(office, secret, "assign", handler=HANDLER)
    told = SAYS.format(act="uncover", about=subject("order", secret.id), who=STRANGER)
    assert is_refused(tried(STRANGER, told))


def test_what_was_written_before_is_not_written_now(office, sql):
    opened(office)
    fresh = "SELECT count(*) FROM cases WHERE rules.is_written_now(xmin)"
    touch = "UPDATE cases SET version = version WHERE id = (SELECT max(id) FROM cases)"
    with sql(CLERK) as connection:
        assert connection.execute(fresh).fetchone() == (0,)
        connection.execute(touch)
        assert connection.execute(fresh).fetchone() == (1,)
        connection.rollback()
        connection.execute("SAVEPOINT within")
        connection.execute(touch)
        assert connection.execute(fresh).fetchone() == (0,)
        connection.rollback()
