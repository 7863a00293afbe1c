"""The story of a refusal, and two who would decide it at one moment, on both databases."""

from __future__ import annotations

from datetime import date
from functools import partial

from app.cases.models import CaseState
from app.denials.commands import ArchiveDenial, AttachFile, ChangeDenial, CheckDenial, NoDenialHere
from app.denials.models import DenialQuery, DenialState, Opinion
from app.errors import Conflict, Refusal
from app.register.commands import RecordService
from tests.app.cases.living import assigned
from tests.app.counter.at_work import opened
from tests.app.denials.at_the_chain import (
    BACK,
    DOWN,
    changed,
    checked,
    drafted,
    filed,
    handler,
    leader,
    noticed,
    of_case,
    overseer,
    state_of,
    submitted,
    told_before,
)
from tests.app.denials.samples_of_files import pdf
from tests.app.denials.test_complaints import OVERTURNED, answered, complained
from tests.flows.test_two_windows import at_once

ROUNDS = 6


def test_a_refusal_from_draft_to_archive_and_one_overturned(windows, tmp_path):
    office = windows[0]
    case = opened(office)
    denial = drafted(office, case)
    (tmp_path / "政策.pdf").write_bytes(pdf())
    office.desk.denial_files.attach(office.clerk, AttachFile(denial=denial.id, path=tmp_path / "政策.pdf"))
    denial = checked(office, submitted(office, denial), office.head, BACK, "请写明条款")
    denial = submitted(office, changed(office, denial, handler(office), {"reasons": "依据第四十条第二款。"}))
    denial = checked(office, checked(office, denial, office.head), leader(office), text="同意，做好解释。")
    notice = noticed(office, case.id)
    service = RecordService(documents=(notice.id,), served_on=date(2026, 11, 2))
    office.desk.register.record_service(handler(office), service)
    view = office.desk.denials.get(handler(office), denial.id)
    done = office.desk.archiving.archive(
        handler(office), ArchiveDenial(denial=denial.id, version=view.denial.version)
    )
    assert done.state is DenialState.ARCHIVED
    assert office.desk.archiving.bundle(handler(office), denial.id).startswith(b"%PDF")
    answered(office, complained(office, denial), OVERTURNED, "应予受理。")
    assert state_of(office, case) is CaseState.TO_ACCEPT
    _, report = told_before(office)
    checked(office, submitted(office, report), office.head, DOWN, "应当受理")
    for words in ("陈大文", case.number, "1234", "防护绿地", "cdw"):
        assert office.desk.denials.count(handler(office), DenialQuery(words=words)) >= 1, words
    assert office.desk.denials.count(overseer(office), DenialQuery(after=True)) == 1
    assert office.desk.ledger.verify().faults == ()
    assert office.desk.checking.all_papers() == ()


def test_of_two_opinions_at_one_moment_one_stands_and_the_other_is_told(windows):
    here, there = windows
    for _ in range(ROUNDS):
        case = opened(here)
        denial = submitted(here, drafted(here, case))
        acts = [
            partial(
                office.desk.denials.check,
                office.head,
                CheckDenial(denial=denial.id, version=denial.version, opinion=opinion, text="意见"),
            )
            for office, opinion in ((here, Opinion.AGREE), (there, BACK))
        ]
        done = at_once(*acts)
        assert [isinstance(each, Refusal) for each in done].count(True) == 1, done
        assert isinstance(next(each for each in done if isinstance(each, Refusal)), Conflict)
        after = of_case(here, case)
        assert len(after.checks) == 2
        assert after.state in (DenialState.LEADER, DenialState.DRAFT)
        assert (state_of(here, case) is CaseState.DENYING) == (after.state is DenialState.LEADER)
    assert here.desk.ledger.verify().faults == ()


def test_of_two_texts_at_one_moment_one_stands_and_the_other_comes_back_with_what_stands(windows):
    here, there = windows
    for _ in range(ROUNDS):
        denial = drafted(here, opened(here))
        texts = ("第一个人写的理由", "第二个人写的理由")
        acts = [
            partial(
                office.desk.denials.change,
                who,
                ChangeDenial(
                    denial=denial.id, version=denial.version, situation=denial.situation, ground=denial.ground,
                    kind=denial.kind, fields={**denial.fields, "reasons": text},
                ),
            )
            for office, who, text in ((here, here.clerk, texts[0]), (there, handler(there), texts[1]))
        ]  # fmt: skip
        done = at_once(*acts)
        lost = next(each for each in done if isinstance(each, Refusal))
        kept = next(each for each in done if not isinstance(each, Refusal))
        assert isinstance(lost, Conflict)
        assert lost.theirs["fields"]["reasons"] == kept.fields["reasons"]
        assert kept.version == denial.version + 1


def test_of_two_leaders_pens_at_one_moment_one_form_is_issued(windows):
    here = windows[0]
    for _ in range(ROUNDS):
        denial = checked(here, submitted(here, drafted(here, opened(here))), here.head)
        command = CheckDenial(denial=denial.id, version=denial.version, opinion=Opinion.AGREE)
        done = at_once(*(partial(each.desk.denials.check, leader(each), command) for each in windows))
        assert [isinstance(each, Conflict) for each in done].count(True) == 1
    report = next(
        each
        for each in here.desk.register.gaps(here.administrator)
        if each.series.type_key.startswith("denial")
    )
    assert (report.given, report.is_whole) == (ROUNDS, True)


def test_a_file_never_joins_what_was_submitted_meanwhile(windows, tmp_path):
    here, there = windows
    (tmp_path / "a.pdf").write_bytes(pdf())
    for _ in range(ROUNDS):
        denial = drafted(here, opened(here))
        attach = AttachFile(denial=denial.id, path=tmp_path / "a.pdf")
        done = at_once(
            partial(here.desk.denial_files.attach, here.clerk, attach), partial(submitted, there, denial)
        )
        with here.store.read() as unit:
            kept = unit.denials.attachments(denial.id)
            entries = [each.act for each in unit.ledger.entries_of(f"denial:{denial.id}")]
        assert not isinstance(done[1], Refusal), done[1]
        assert len(kept) == (not isinstance(done[0], Refusal))
        if kept:
            assert entries.index("attach_file") < entries.index("submit_denial")


def test_two_who_begin_a_denial_at_one_moment_begin_one(windows):
    here, there = windows
    for _ in range(ROUNDS):
        case = opened(here)
        done = at_once(partial(drafted, here, case), partial(drafted, there, case, handler(there)))
        assert [isinstance(each, NoDenialHere) for each in done].count(True) == 1, done
        assert here.desk.denials.count(handler(here), DenialQuery(case=case.id)) == 1


def test_two_who_take_a_complaint_at_one_moment_take_one(windows):
    here, there = windows
    for _ in range(ROUNDS):
        _, denial = told_before(here)
        done = at_once(partial(complained, here, denial), partial(complained, there, denial))
        assert [isinstance(each, Refusal) for each in done].count(True) == 1, done
        assert len(here.desk.denials.get(overseer(here), denial.id).complaints) == 1


def test_the_first_two_letters_of_a_division_are_both_registered(windows):
    letters = at_once(*(partial(assigned, each) for each in windows))
    assert len({letter.number for letter in letters}) == len(windows), letters
    assert len({letter.matter for letter in letters}) == 1


def test_two_who_tell_the_applicant_at_one_moment_tell_him_once(windows):
    here = windows[0]
    case = opened(here)
    filed(here, case)
    done = at_once(*(partial(noticed, office, case.id) for office in windows))
    assert [isinstance(each, Refusal) for each in done].count(True) == 1
    assert of_case(here, case).state is DenialState.TOLD
