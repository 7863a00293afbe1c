from __future__ import annotations

import json
from datetime import date

import pytest

from app.errors import BadInput, Refusal
from tests.app.hotline.order_life import LICENSING, did, registered, went

ANSWERED = ("dispatch", "sign", "call", "reply", "approve")


@pytest.fixture
def fields(tmp_path):
    def written(**values):
        path = tmp_path / "fields.json"
        path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        return path

    return written


def test_a_paper_of_an_order_is_issued_into_a_folder(office, line, fields, tmp_path):
    order = went(office, "dispatch", "sign", "call", "reply")
    typed = fields(attitude="认可")

    (made,) = line(
        "wuzhihong", "paper", order.number, "reply_sheet", "--fields", typed, "--out", tmp_path / "out"
    )

    assert made["type"] == "reply_sheet"
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf", ".docx"}
    again = line(
        "wuzhihong", "paper", order.number, "reply_sheet", "--fields", typed, "--out", tmp_path / "out"
    )
    assert again[0]["number"] == made["number"]


def test_the_step_a_paper_is_about_is_named_by_its_place(office, line, tmp_path):
    order = went(office, "dispatch", "supervise", "supervise")

    (first,) = line("suhaiyun", "paper", order.number, "supervision_letter", "--part", "1", "--out", tmp_path)

    with office.store.read() as unit:
        assert unit.documents.get(first["id"]).fields["round"] == 1
    with pytest.raises(BadInput, match="1到2"):
        line("suhaiyun", "paper", order.number, "supervision_letter", "--part", "9", "--out", tmp_path)


def test_a_paper_no_order_has_is_told(office, line, tmp_path):
    order = went(office, "dispatch")

    with pytest.raises(BadInput, match="work_order"):
        line("suhaiyun", "paper", order.number, "one_time_notice", "--out", tmp_path)


def test_the_days_sheet_of_a_division_is_issued(office, line, tmp_path):
    went(office, "dispatch")

    told = line("suhaiyun", "day-sheet", LICENSING, "--on", "2026-11-02", "--out", tmp_path, as_json=False)

    assert "共1件" in told
    with pytest.raises(BadInput, match="看不懂 --on 的日期"):
        line("suhaiyun", "day-sheet", LICENSING, "--on", "昨天", "--out", tmp_path)


def test_the_draw_can_be_repeated_by_who_reads_it(office, line):
    went(office, *ANSWERED)
    other = registered(office, number="XM2", type="咨询")
    did(office, other, "dispatch", type="咨询")
    for act in ANSWERED[1:]:
        did(office, other, act)
    asked = ("sample", "--from", "2026-11-02", "--to", "2026-11-02")

    lots = line("luguoqiang", *asked)

    assert [(lot["type"], lot["rate"]) for lot in lots] == [("投诉", 100), ("咨询", 20)]
    assert [lot["drawn"] for lot in lots] == [lot["lot"] < lot["rate"] for lot in lots]
    assert line("xujianguo", *asked) == lots
    assert line("caiwenjuan", *asked) == []
    told = line("suhaiyun", *asked, as_json=False)
    assert "SHA-256" in told
    assert "共2件" in told
    with pytest.raises(Refusal, match="不能查看"):
        line("wuzhihong", *asked)


def test_what_was_drawn_stays_drawn_whatever_is_set_later(office, line):
    went(office, *ANSWERED)
    office.decide(sample_complaint=0)

    (lot,) = line("suhaiyun", "sample", "--from", "2026-11-01", "--to", "2026-11-30")

    assert (lot["rate"], lot["drawn"]) == (100, True)  # the rate that held then


def test_a_talk_goes_its_way_on_the_command_line(office, line, fields, tmp_path):
    for number in ("XM1", "XM2", "XM3"):
        went(office, "dispatch", "supervise", number=number)
    (talk,) = line("luguoqiang", "talk", "list")
    number = talk["number"]
    assert line("luguoqiang", "talk", "ladder")[0]["consecutive"] == 3
    assert [
        act["key"] for act in line("luguoqiang", "talk", "show", number)[0]["acts"] if not act["closed"]
    ] == [
        "confirm",
        "decline",
    ]
    assert line("luguoqiang", "talk", "confirm", number)[0]["state"] == "待约谈"
    meeting = fields(talk_at="2026-11-05T15:00", talk_place="二楼会议室")
    line("luguoqiang", "talk", "notice", number, "--fields", meeting, "--out", tmp_path / "out")
    office.wall.put(date(2026, 11, 5), 16)
    said = fields(statement="已整改", demand="按时办结", rectify_by="2026-11-16", recorder="江丽华")
    line("luguoqiang", "talk", "record", number, "--fields", said, "--out", tmp_path / "out")
    evidence = tmp_path / "佐证.pdf"
    line("luguoqiang", "talk", "bundle", number, "--out", evidence)
    assert evidence.read_bytes().startswith(b"%PDF")

    (ended,) = line("xujianguo", "talk", "feedback", number, "--text", "三件均已办结")

    assert ended["state"] == "已反馈"
    assert "督办：XM1" in line("luguoqiang", "talk", "show", number, as_json=False)


def test_a_talk_is_declined_with_its_reason(office, line):
    for number in ("XM1", "XM2", "XM3"):
        went(office, "dispatch", "supervise", number=number)
    (talk,) = line("luguoqiang", "talk", "list")

    (declined,) = line("luguoqiang", "talk", "decline", talk["number"], "--text", "已当面督促")

    assert declined["state"] == "不约谈"
    assert line("xujianguo", "talk", "list", as_json=False) == "没有约谈。"
