from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cases.models import CaseState
from app.cases.refusing import denial_subject
from app.denials.commands import AttachFile, OnePersonOneStation
from app.denials.models import OPEN, DenialState, Opinion, Station
from app.denials.stations import round_of
from app.errors import BadInput, Refusal
from app.founding.demo_people import PASSWORD
from app.people.models import Grant, Role
from app.people.staffing import AddStaff, ChangeStaff
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import (
    BACK,
    changed,
    checked,
    drafted,
    given_up,
    handler,
    leader,
    noticed,
    submitted,
)

CHAIN = (Role.HANDLER, Role.DIVISION_HEAD, Role.LEADER_IN_CHARGE)


def hired(office, login, name, *roles):
    """Take somebody on who plays several parts in the licence division."""
    division = office.clerk.division
    grants = tuple(Grant(role=role, division=division) for role in roles)
    office.desk.staffing.add(
        office.administrator,
        AddStaff(login=login, name=name, division=division, grants=grants, password=PASSWORD),
    )
    return office.actor(login)


def given_roles(office, login, *roles):
    staff = next(each for each in office.desk.staffing.staff(office.administrator) if each.login == login)
    grants = tuple(Grant(role=role, division=staff.division) for role in roles)
    office.desk.staffing.change(
        office.administrator,
        ChangeStaff(
            staff=staff.id, version=staff.version, name=staff.name, division=staff.division,
            counter=staff.counter, grants=grants, active=True,
        ),
    )  # fmt: skip
    return office.actor(login)


def test_who_submitted_does_not_check_though_he_is_a_head_too(office):
    both = given_roles(office, "wuzhihong", Role.HANDLER, Role.DIVISION_HEAD)
    denial = submitted(office, drafted(office, opened(office)), both)
    with pytest.raises(OnePersonOneStation, match="本人不得核查本人所报"):
        checked(office, denial, both)


def test_who_only_drafted_or_changed_does_not_check_either(office):
    both = given_roles(office, "xujianguo", Role.HANDLER, Role.DIVISION_HEAD)
    hired(office, "second", "韩思远", Role.DIVISION_HEAD)
    denial = changed(office, drafted(office, opened(office)), both)
    with pytest.raises(BadInput):
        submitted(office, denial, head="xujianguo")
    denial = submitted(office, denial)
    with pytest.raises(OnePersonOneStation):
        checked(office, denial, both)


def test_the_head_is_not_the_leader_too(office):
    both = given_roles(office, "xujianguo", Role.DIVISION_HEAD, Role.LEADER_IN_CHARGE)
    denial = checked(office, submitted(office, drafted(office, opened(office))), both)
    with pytest.raises(OnePersonOneStation, match="只能在一个环节"):
        checked(office, denial, both)
    assert checked(office, denial, leader(office)).state is DenialState.FILED


def test_who_checked_before_it_was_sent_back_neither_submits_it_nor_stands_elsewhere(office):
    both = given_roles(office, "xujianguo", *CHAIN)
    denial = checked(office, submitted(office, drafted(office, opened(office))), both, BACK, "请补充依据")
    for act in (changed, submitted):
        with pytest.raises(OnePersonOneStation):
            act(office, denial, both)
    denial = checked(office, submitted(office, denial), both)
    with pytest.raises(OnePersonOneStation):
        checked(office, denial, both)


def test_any_head_may_check_and_not_only_the_one_it_is_meant_for(office):
    other = hired(office, "second", "韩思远", Role.DIVISION_HEAD)
    denial = drafted(office, opened(office))
    with pytest.raises(BadInput, match="许建国（xujianguo）、韩思远（second）"):
        submitted(office, denial)
    denial = submitted(office, denial, head="xujianguo")
    assert checked(office, denial, other).state is DenialState.LEADER


def test_only_those_who_hold_the_right_are_named(office):
    denial = drafted(office, opened(office))
    for wrong in ("linxiaoyan", "caiwenjuan", "nobody", "wuzhihong"):
        with pytest.raises(BadInput) as refusal:
            submitted(office, denial, head=wrong)
        assert [problem.field for problem in refusal.value.problems] == ["head"]


@pytest.fixture(scope="module")
def many_hats(furnished, tmp_path_factory):
    """An office in which nearly everybody may do nearly everything."""
    from tests.office import copied

    office = copied(furnished, tmp_path_factory.mktemp("hats"))
    people = [
        hired(office, "all", "全能甲", *CHAIN),
        hired(office, "double", "兼任乙", Role.HANDLER, Role.DIVISION_HEAD),
        hired(office, "upper", "兼任丙", Role.DIVISION_HEAD, Role.LEADER_IN_CHARGE),
        hired(office, "third", "兼任丁", Role.HANDLER, Role.LEADER_IN_CHARGE),
        handler(office),
        office.head,
        leader(office),
        office.clerk,
    ]
    yield office, people
    office.close()


NAMED = ("all", "double", "upper", "third", "xujianguo", "yangzhenhua")
STEPS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 9), st.sampled_from(NAMED), st.sampled_from(NAMED)),
    min_size=12,
    max_size=40,
)
# What is tried where the denial stands; mostly what is lawful, so that the chain is often walked to its end.
TRIED = {
    None: ["draft"] * 10,
    DenialState.GIVEN_UP: ["draft"] * 10,
    DenialState.DRAFT: [*["submit"] * 7, "change", "agree", "give_up"],
    DenialState.HEAD: [*["agree"] * 6, "back", "back", "down", "give_up"],
    DenialState.LEADER: [*["agree"] * 7, "back", "submit", "change"],
}
WRONG = ["submit", "agree", "back", "down", "give_up", "change", "draft", "agree", "back", "agree"]


def newest(office, case):
    with office.store.read() as unit:
        denial = next(reversed(unit.denials.of_case(case.id)), None)
        held = unit.custody.open_all()
        state = unit.cases.get(case.id).state
    mine = [each for each in held if denial and each.holding.subject == denial_subject(denial.id)]
    return denial, mine, state


def act_of(office, case, denial, step):
    who, act, head, leads = step
    if act == "draft":
        return lambda: drafted(office, case, who)
    if denial is None:
        return lambda: None
    return {
        "change": lambda: changed(office, denial, who),
        "submit": lambda: submitted(office, denial, who, head=head, leader=leads),
        "give_up": lambda: given_up(office, denial, who),
    }.get(act) or (lambda: checked(office, denial, who, Opinion[act.upper()], "意见"))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_no_sequence_of_acts_files_a_denial_without_three_persons_or_loses_its_holder(many_hats, steps):
    office, people = many_hats
    case = opened(office)
    for place, roll, head, leads in steps:
        denial, _, _ = newest(office, case)
        act = TRIED.get(denial and denial.state, WRONG)[roll]
        try:
            act_of(office, case, denial, (people[place], act, head, leads))()
        except Refusal:
            after, _, _ = newest(office, case)
            assert after == denial  # nothing half done
        stands(office, case)


def stands(office, case):
    denial, held, state = newest(office, case)
    if denial is None:
        return
    assert len(held) == (denial.state in OPEN)
    assert (state is CaseState.DENYING) == (
        denial.state in (DenialState.HEAD, DenialState.LEADER, DenialState.FILED)
    )
    stations = {}
    for check in denial.checks:
        assert stations.setdefault(check.staff, check.station) is check.station
    if denial.state is DenialState.FILED:
        head, last = round_of(denial)
        assert (head.station, last.station) == (Station.HEAD, Station.LEADER)
        assert len({denial.handler, head.staff, last.staff}) == 3
        assert denial.prepared_by not in (head.staff, last.staff)
    else:
        with pytest.raises(Refusal):
            noticed(office, case.id, situation="不具备规定的条件", reasons="不行")


def test_who_attached_a_file_does_not_check_and_who_checked_does_not_attach(office, tmp_path):
    both = given_roles(office, "xujianguo", Role.HANDLER, Role.DIVISION_HEAD)
    hired(office, "second", "韩思远", Role.DIVISION_HEAD)
    (tmp_path / "a.txt").write_text("政策", "utf-8")
    denial = drafted(office, opened(office))
    attach = AttachFile(denial=denial.id, path=tmp_path / "a.txt")
    office.desk.denial_files.attach(both, attach)
    denial = submitted(office, denial)
    with pytest.raises(OnePersonOneStation):
        checked(office, denial, both)
    second = given_roles(office, "second", Role.HANDLER, Role.DIVISION_HEAD)
    checked(office, denial, second, BACK, "请补充")
    with pytest.raises(OnePersonOneStation):
        office.desk.denial_files.attach(second, attach)
