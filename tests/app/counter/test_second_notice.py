from __future__ import annotations

import pytest

from app.cases.commands import SecondGround, SecondNoticeNeedsReason
from app.errors import BadInput
from app.register.commands import IssueDocument
from tests.app.counter.at_work import issued, opened, ticked
from tests.app.register.test_register import sample


def test_a_second_notice_for_something_new_is_stopped_and_counted(office):
    case = ticked(office, opened(office), m0="缺少")
    first = issued(office, case, "correction_notice")
    rows = [dict(row) for row in first.fields["corrections"]]
    more = [*rows, {**rows[0], "name": "授权委托书"}]
    with pytest.raises(SecondNoticeNeedsReason, match="授权委托书") as stopped:
        issued(office, case, "correction_notice", {"corrections": more})
    assert stopped.value.added == ("授权委托书",)
    with pytest.raises(BadInput, match="许建国"):
        issued(
            office, case, "correction_notice", {"corrections": more},
            second=SecondGround(reason="改由代理人办理", head="linxiaoyan"),
        )  # fmt: skip
    issued(
        office, case, "correction_notice", {"corrections": more},
        second=SecondGround(reason="改由代理人办理", head="xujianguo"),
    )  # fmt: skip
    (count,) = office.desk.second_notices.counts(office.head)
    assert (count.clerk_name, count.matter_name, count.count) == ("林晓燕", case.matter_name, 1)
    assert office.desk.second_notices.counts(office.actor("caiwenjuan")) == ()
    assert len(office.desk.second_notices.counts(office.actor("luguoqiang"))) == 1
    (kept,) = office.desk.second_notices.all(office.head)
    assert (kept.head_name, kept.reason, kept.added) == ("许建国", "改由代理人办理", ("授权委托书",))


def test_a_stopped_second_notice_leaves_nothing_behind(office):
    case = ticked(office, opened(office), m0="缺少")
    first = issued(office, case, "correction_notice")
    more = [*first.fields["corrections"], {**first.fields["corrections"][0], "name": "授权委托书"}]
    before = office.desk.ledger.verify().entries
    with pytest.raises(SecondNoticeNeedsReason):
        issued(office, case, "correction_notice", {"corrections": more})
    assert office.desk.ledger.verify().entries == before
    assert len(office.desk.register.of_case(office.clerk, case.id)) == 1


def test_asking_again_for_the_same_is_no_second_notice(office):
    case = ticked(office, opened(office), m0="缺少", m1="缺少")
    first = issued(office, case, "correction_notice")
    issued(office, case, "correction_notice", {"corrections": list(first.fields["corrections"])[:1]})
    assert office.desk.second_notices.counts(office.head) == ()


def test_a_matter_outside_the_catalogue_is_told_too_and_its_second_notice_stopped(office):
    fields = sample("correction_notice")
    fields["matter_name"], fields["matter_code"] = "目录外的事项", ""
    assert office.desk.cases_by_fields.case_for(office.clerk, "correction_notice", fields) is None

    def told(rows, second=None):
        command = IssueDocument(type_key="correction_notice", fields={**fields, "corrections": rows})
        return office.desk.caseless_papers.issue(office.clerk, command, second)

    rows = fields["corrections"]
    assert str(told(rows).number) == "示资规审补〔2026〕1号"
    more = [*rows, {**rows[0], "name": "授权委托书"}]
    with pytest.raises(SecondNoticeNeedsReason, match="授权委托书"):
        told(more)
    told(more, SecondGround(reason="改由代理人办理"))
    assert [each.count for each in office.desk.second_notices.counts(office.head)] == [1]
    assert office.desk.second_notices.counts(office.actor("caiwenjuan")) == ()
