from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from app.cases.models import AfterReport
from app.denials.models import (
    Attachment,
    Check,
    Complaint,
    ComplaintState,
    Denial,
    DenialClass,
    DenialQuery,
    DenialState,
    Ground,
    Opinion,
    Situation,
    Station,
)
from app.errors import Conflict, Refusal, Unavailable
from db.engine import writing
from tests.db.things import NOON, a_case, a_division, a_holding, issue, later


def a_denial(office, case, **changes):
    return replace(
        Denial(
            id=0,
            case=case.id,
            case_number=case.number,
            division=office.division,
            division_name="不动产登记窗口",
            matter_name=case.matter_name,
            party=case.applicant.name,
            situation=Situation.UNQUALIFIED,
            ground=Ground.AGAINST_RULES,
            kind=DenialClass.POLICY,
            fields={"reason": "不具备条件\n第二行", "policies": ["条例"]},
            state=DenialState.DRAFT,
            prepared_by=office.clerk,
            prepared_by_name="林晓",
            opened_at=NOON,
            case_state_before="已收件",
        ),
        **changes,
    )


def a_file(denial, content, **changes):
    return replace(
        Attachment(
            id=0,
            denial=denial,
            name="规划意见.pdf",
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            added_at=NOON,
            added_by_name="林晓",
        ),
        **changes,
    )


@pytest.fixture
def case(store, office):
    made = a_case(office)
    with store.begin() as unit:
        return replace(made, id=unit.cases.add(made, ()))


@pytest.fixture
def keep(store, office, case):
    """Keep a denial of the case."""

    def kept(words=(), **changes):
        denial = a_denial(office, case, **changes)
        with store.begin() as unit:
            return replace(denial, id=unit.denials.add(denial, words))

    return kept


@pytest.fixture
def notice(store, office):
    return issue(store, office).id


def now(store, denial):
    with store.read() as unit:
        return unit.denials.get(denial.id)


def test_a_denial_comes_back_as_it_was_kept(store, office, case, keep, notice):
    bare = keep()
    full = keep(
        after=True, report_by=date(2026, 11, 10), handler=office.clerk, handler_name="陈审", head=office.clerk,
        leader=office.clerk, submitted_at=NOON, filed_at=later(days=1), archived_at=later(days=2),
        archived_by_name="档案员", form=notice, notice=notice, unmet=notice, state=DenialState.ARCHIVED,
    )  # fmt: skip
    assert now(store, bare) == bare
    assert now(store, full) == full
    with store.read() as unit:
        assert unit.denials.find_of_case(case.id) == full
        assert unit.denials.of_case(case.id) == (bare, full)
        assert unit.denials.find_of_case(99) is None
        with pytest.raises(Refusal, match="没有找到"):
            unit.denials.get(99)


def test_the_second_of_two_changes_is_shown_what_stands_and_keeps_the_checks(store, keep):
    denial = keep()
    first = replace(denial, fields={"reason": "先到"})
    with store.begin() as unit:
        unit.denials.save(first)
    with pytest.raises(Conflict) as conflict, store.begin() as unit:
        unit.denials.save(replace(denial, fields={"reason": "后到"}))
    assert conflict.value.theirs["fields"] == {"reason": "先到"}
    assert now(store, denial) == replace(first, version=2)


def a_check(office, station, opinion=Opinion.AGREE, **changes):
    kept = Check(station=station, staff=office.clerk, staff_name="林晓", opinion=opinion, text="", at=NOON)
    return replace(kept, **changes)


def test_checks_come_in_order_with_their_own_denial(store, office, case, keep):
    one, two = keep(), keep()
    checks = [
        a_check(office, Station.DRAFT),
        a_check(office, Station.HEAD, Opinion.BACK, text="请补充依据", at=later(hours=1)),
        a_check(office, Station.DRAFT, at=later(hours=2)),
    ]
    with store.begin() as unit:
        for check in checks:
            unit.denials.add_check(one.id, check)
        unit.denials.add_check(two.id, checks[0])
    with store.read() as unit:
        found = unit.denials.find(DenialQuery(case=case.id), offset=0, limit=10)
    assert [each.checks for each in found] == [(checks[0],), tuple(checks)]
    assert now(store, one).checks == tuple(checks)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE denial_checks SET opinion = '同意'",
        "DELETE FROM denial_checks",
        "DELETE FROM denials",
        "UPDATE attachments SET name = 'x'",
        "UPDATE file_contents SET content = ''",
        "DELETE FROM complaints",
    ],
)
def test_the_archive_itself_keeps_what_the_chain_said(store, office, keep, statement):
    denial = keep()
    with store.begin() as unit:
        unit.denials.add_check(denial.id, a_check(office, Station.HEAD, Opinion.BACK))
        unit.denials.attach(a_file(denial.id, b"x"), b"x")
        unit.denials.add_complaint(a_complaint(office, denial))
    with pytest.raises(IntegrityError, match="不得"), writing(store.engine) as connection:
        connection.exec_driver_sql(statement)


# --- what the counter asks


def cleared(store, case):
    with store.read() as unit:
        return unit.denials.clearance(case.id)


def test_a_case_without_a_denial_has_no_clearance(store, case, keep):
    assert cleared(store, case) is None
    keep(state=DenialState.GIVEN_UP)
    assert cleared(store, case) is None


@pytest.mark.parametrize("state", DenialState)
@pytest.mark.parametrize("after", [False, True])
def test_only_a_filed_denial_clears_and_only_leaders_turn_down(store, case, keep, state, after):
    keep(state=DenialState.FILED)
    denial = keep(state=state, after=after)
    keep(state=DenialState.GIVEN_UP)
    found = cleared(store, case)
    if state is DenialState.GIVEN_UP:
        assert found.cleared, "the newest is given up, the one before stands"
        return
    assert (found.denial, found.version, found.state) == (denial.id, 1, state.value)
    assert found.cleared == (state is DenialState.FILED and not after)
    assert found.turned_down == (state in (DenialState.DOWN, DenialState.OVERTURNED))
    assert (found.situation, found.fields) == (Situation.UNQUALIFIED.value, denial.fields)
    assert found.case_state_before == "已收件"


def test_a_denial_is_told_once(store, case, keep, notice):
    denial = keep(state=DenialState.FILED)
    with store.begin() as unit:
        unit.denials.told(denial.id, 1, notice)
    assert now(store, denial) == replace(denial, state=DenialState.TOLD, notice=notice, version=2)
    for version in (1, 2):
        with pytest.raises(Conflict), store.begin() as unit:
            unit.denials.told(denial.id, version, notice)
    assert not cleared(store, case).cleared


@pytest.mark.parametrize("state", [state for state in DenialState if state is not DenialState.FILED])
def test_nothing_is_told_before_it_is_filed(store, keep, notice, state):
    denial = keep(state=state)
    with pytest.raises(Conflict), store.begin() as unit:
        unit.denials.told(denial.id, 1, notice)
    assert now(store, denial) == denial


def test_a_notice_made_void_is_untold(store, keep, notice):
    told = keep(state=DenialState.TOLD, notice=notice)
    with store.begin() as unit:
        assert unit.denials.untold(notice) == told.id
        assert unit.denials.untold(notice) is None
    assert now(store, told) == replace(told, state=DenialState.FILED, notice=0, version=2)
    reported = keep(state=DenialState.HEAD, after=True, notice=notice)
    with store.begin() as unit:
        assert unit.denials.untold(notice) == reported.id
    assert now(store, reported).state is DenialState.GIVEN_UP


def test_a_refusal_told_at_once_opens_its_report(store, office, case, notice):
    report = AfterReport(
        case=case.id, case_number=case.number, division=office.division, division_name="不动产登记窗口",
        matter_name=case.matter_name, party="单雄", situation=Situation.NOT_OURS.value, notice=notice,
        fields={"reason": "属住房局职权"}, by=office.clerk, by_name="林晓", at=NOON,
        report_by=date(2026, 11, 10), case_state_before="已收件",
    )  # fmt: skip
    with store.begin() as unit:
        key = unit.denials.begin_report(report)
    with store.read() as unit:
        denial = unit.denials.get(key)
        assert unit.denials.find(DenialQuery(words="dx", after=True), offset=0, limit=9) == (denial,)
    assert denial == a_denial(
        office, case, id=key, situation=Situation.NOT_OURS, after=True, report_by=date(2026, 11, 10),
        notice=notice, fields={"reason": "属住房局职权"},
    )  # fmt: skip
    assert not cleared(store, case).cleared


def test_drafts_fall_with_their_case_but_reports_stay(store, office, case, keep):
    drafts = [keep(), keep()]
    others = [keep(after=True), keep(state=DenialState.HEAD)]
    with store.begin() as unit:
        elsewhere = a_case(office)
        other = unit.cases.add(elsewhere, ())
        stays = unit.denials.add(a_denial(office, replace(elsewhere, id=other)), ())
        assert unit.denials.drop_drafts(case.id) == tuple(draft.id for draft in drafts)
        assert unit.denials.drop_drafts(case.id) == ()
        assert unit.denials.get(stays).state is DenialState.DRAFT
    states = [now(store, each).state for each in (*drafts, *others)]
    assert states == [DenialState.GIVEN_UP] * 2 + [DenialState.DRAFT, DenialState.HEAD]
    assert now(store, drafts[0]).version == 2


# --- the list


def test_denials_are_found_by_words_as_in_the_register(store, case, keep):
    keep(["宗地图缺少坐标"], party="重阳科技公司", matter_name="首次登记")

    def found(words):
        with store.read() as unit:
            page = unit.denials.find(DenialQuery(words=words), offset=0, limit=9)
            assert unit.denials.count(DenialQuery(words=words)) == len(page)
        return len(page)

    assert [found(words) for words in (case.number, "重阳", "cykj", "zykj", "scdj", "坐标")] == [1] * 6
    assert found("注销") == 0


def test_denials_are_listed_newest_first_page_by_page(store, keep):
    keys = [keep().id for _ in range(5)]
    with store.read() as unit:
        pages = [unit.denials.find(DenialQuery(), offset=offset, limit=2) for offset in (0, 2, 4, 6)]
    assert [[each.id for each in page] for page in pages] == [keys[:2:-1], keys[2:0:-1], keys[:1], []]


def test_denials_are_found_by_who_has_them_or_a_complaint_about_them_to_do(store, office, keep):
    held, complained_of, ended = keep(), keep(state=DenialState.TOLD), keep()
    keep()
    with store.begin() as unit:
        complaint = unit.denials.add_complaint(a_complaint(office, complained_of))
        for about in (f"denial:{held.id}", f"denial:{ended.id}", f"complaint:{complaint}"):
            unit.custody.start(a_holding(office, about), NOON)
        unit.custody.close(f"denial:{ended.id}", later(days=1))
    with store.read() as unit:
        found = unit.denials.find(DenialQuery(held_by=office.clerk), offset=0, limit=9)
        assert unit.denials.count(DenialQuery(held_by=office.clerk)) == 2
        assert unit.denials.count(DenialQuery(held_by=99)) == 0
    assert found == (complained_of, held)


def test_denials_are_narrowed(store, office, case, keep):
    with store.begin() as unit:
        other = unit.people.add_division(a_division(code="02", name="用地处"))
    # 23:59 and 0:00 of the office's own days
    old = keep(opened_at=datetime(2026, 11, 9, 15, 59, tzinfo=UTC), state=DenialState.FILED)
    new = keep(opened_at=datetime(2026, 11, 9, 16, 0, tzinfo=UTC), after=True, division=other)

    def found(**parts):
        query = DenialQuery(**parts)
        with store.read() as unit:
            page = unit.denials.find(query, offset=0, limit=9)
            assert unit.denials.count(query) == len(page)
        return [each.id for each in page]

    assert found() == [new.id, old.id]
    assert found(since=date(2026, 11, 10)) == [new.id]
    assert found(until=date(2026, 11, 9)) == [old.id]
    assert found(since=date(2026, 11, 9), until=date(2026, 11, 10)) == [new.id, old.id]
    assert found(states=(DenialState.FILED, DenialState.TOLD)) == [old.id]
    assert found(after=True) == [new.id]
    assert found(after=False) == [old.id]
    assert found(case=case.id + 1) == []
    assert found(divisions=frozenset({other})) == [new.id]
    assert found(divisions=frozenset()) == []


# --- files

CONTENTS = {"empty": b"", "zero bytes": b"\0" * 9, "large": bytes(range(256)) * 4 * 1024 * 50}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_file_comes_back_byte_for_byte(store, keep, content):
    denial = keep()
    with store.begin() as unit:
        key = unit.denials.attach(a_file(denial.id, content), content)
    with store.read() as unit:
        assert unit.denials.content(key) == content
        assert unit.denials.get_attachment(key) == a_file(denial.id, content, id=key)
        assert unit.denials.attachments(denial.id) == (a_file(denial.id, content, id=key),)


def test_a_file_taken_off_is_gone_with_what_was_in_it(store, keep):
    denial = keep()
    with store.begin() as unit:
        keys = [unit.denials.attach(a_file(denial.id, b"x", name=f"{n}.pdf"), b"x") for n in range(2)]
        unit.denials.detach(keys[0])
    with store.read() as unit:
        assert [each.name for each in unit.denials.attachments(denial.id)] == ["1.pdf"]
        for ask in (unit.denials.content, unit.denials.get_attachment):
            with pytest.raises(Refusal, match="附件"):
                ask(keys[0])
    with pytest.raises(Refusal, match="附件"), store.begin() as unit:
        unit.denials.detach(keys[0])
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM file_contents").scalar() == 1


@pytest.mark.parametrize("state", [state for state in DenialState if state is not DenialState.DRAFT])
def test_the_files_of_a_denial_that_was_handed_on_stay_as_they_are(store, keep, state):
    denial = keep()
    with store.begin() as unit:
        kept = unit.denials.attach(a_file(denial.id, b"x"), b"x")
        unit.denials.save(replace(denial, state=state))
    for act in (
        lambda unit: unit.denials.attach(a_file(denial.id, b"y"), b"y"),
        lambda unit: unit.denials.detach(kept),
        lambda unit: unit._connection.exec_driver_sql("DELETE FROM file_contents"),
    ):
        with pytest.raises(IntegrityError, match="附件"), store.begin() as unit:
            act(unit)
    with store.read() as unit:
        assert unit.denials.content(kept) == b"x"


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_full_disk_is_told_while_a_file_is_kept_and_nothing_is_half_saved(store, keep):
    denial = keep()
    content = b"\xa5" * 5_000_000
    store.engine.dispose()

    def limit(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 100}")

    def attach(unit):
        unit.denials.save(replace(denial, fields={"reason": "改过"}))
        unit.denials.attach(a_file(denial.id, content), content)

    event.listen(store.engine, "connect", limit)
    with pytest.raises(Unavailable, match="已满，这一步没有保存。请腾出磁盘空间后再试"), store.begin() as unit:
        attach(unit)
    with store.read() as unit:
        assert unit.denials.get(denial.id) == denial
        assert unit.denials.attachments(denial.id) == ()
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM file_contents").scalar() == 0
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    store.engine.dispose()
    event.remove(store.engine, "connect", limit)
    with store.begin() as unit:
        attach(unit)


# --- complaints


def a_complaint(office, denial, **changes):
    return replace(
        Complaint(
            id=0, denial=denial.id, received_on=date(2026, 11, 20), channel="电话", content="认为符合条件",
            taken_by=office.clerk, taken_by_name="效能办", due_on=date(2026, 12, 20),
        ),
        **changes,
    )  # fmt: skip


def test_a_complaint_is_answered_once(store, office, keep):
    denial = keep(state=DenialState.TOLD)
    with store.begin() as unit:
        first = unit.denials.add_complaint(a_complaint(office, denial))
        second = unit.denials.add_complaint(a_complaint(office, denial, content="再次投诉"))
    open_one = a_complaint(office, denial, id=first)
    answered = replace(
        open_one,
        state=ComplaintState.UPHELD,
        answer="维持",
        answered_by=office.clerk,
        answered_by_name="效能办",
    )
    with store.begin() as unit:
        assert unit.denials.get_complaint(first) == open_one
        unit.denials.answer_complaint(answered, later(days=1))
    with store.read() as unit:
        kept = unit.denials.complaints(denial.id)
    assert kept == (
        replace(answered, answered_at=later(days=1), version=2),
        a_complaint(office, denial, id=second, content="再次投诉"),
    )
    with pytest.raises(Conflict, match="投诉"), store.begin() as unit:
        unit.denials.answer_complaint(answered, later(days=2))
    with store.read() as unit, pytest.raises(Refusal, match="投诉"):
        unit.denials.get_complaint(99)
