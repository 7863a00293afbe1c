from __future__ import annotations

import pytest

from tests.flows.bad_input.line import CLERK, as_bytes, one_time

BAD_FIELDS = {
    "nothing": (b"", "JSON"),
    "not JSON": ("{", "第1行第2个字"),
    "no object": ("[]", "JSON对象"),
    "no text": (b"\x00\xff\xfe", "编码"),
    "deep lists": ("[" * 100_000 + "]" * 100_000, "太深"),
    "deep objects": ('{"a":' * 100_000 + "1" + "}" * 100_000, "太深"),
    "an endless number": ('{"statutory_limit": ' + "9" * 10_000 + "}", "太长"),
    "no number": ('{"statutory_limit": NaN}', "法定时限"),
    "10 MB of text": (one_time(basis="字" * 3_500_000), "最多"),
    "10 MB of name": (one_time(applicant_name="字" * 3_500_000), "最多"),
    "10 MB of rows": (one_time(materials=[{"name": "申请书"}] * 500_000), "最多"),
    "10 MB of fields": ({f"f{number}": "x" for number in range(600_000)}, "没有叫"),
    "50 MB": (b" " * 50_000_001, "最多50MB"),
    "half a character": (r'{"applicant_name": "\ud800张"}', "U+D800"),
    "an unknown field": (one_time(nosuch=1), "nosuch"),
    "a list for text": (one_time(applicant_name=[]), "申请人"),
    "text for rows": (one_time(materials="申请书"), "申请材料"),
    "rows of nothing": (one_time(materials=[1, None, []]), "申请材料"),
    "a word for a number": (one_time(statutory_limit="二十"), "法定时限"),
    "yes for a number": (one_time(statutory_limit=True), "法定时限"),
    "a choice that is none": (one_time(channel="邮递"), "咨询渠道"),
}


@pytest.mark.parametrize("content", BAD_FIELDS.values(), ids=BAD_FIELDS)
def test_fields_that_cannot_be_used_are_refused_quickly(line, tmp_path, content):
    file = tmp_path / "fields.json"
    file.write_bytes(as_bytes(content[0]))
    line("document", "render", "one_time_notice", "--fields", file, "--pdf", tmp_path / "p.pdf")
    line.is_refused(2, content[1])
    assert not (tmp_path / "p.pdf").exists()


def test_a_refused_issue_leaves_no_number_and_no_file(line, tmp_path):
    file = tmp_path / "fields.json"
    file.write_bytes(as_bytes(one_time(basis="")))
    issue = ("document", "issue", "one_time_notice", "--fields", file, "--out", tmp_path / "out")
    line(*issue, login=CLERK).is_refused(2, "办理依据")
    assert not (tmp_path / "out").exists()
    file.write_bytes(as_bytes(one_time()))
    assert "告〔" in line(*issue, login=CLERK).said
    assert "〕1号" in line.said


HIDDEN = [
    "\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\ufeff", "\u00ad", "\0", "\x07", "\x7f", "\x85",
    "\ue000", "\uffff", "\ufffd",
]  # fmt: skip


@pytest.mark.parametrize("character", HIDDEN, ids=lambda each: f"U+{ord(each):04X}")
def test_a_character_that_hides_or_reverses_is_named(line, tmp_path, character):
    file = tmp_path / "fields.json"
    file.write_bytes(as_bytes(one_time(applicant_name=f"张{character}三", conditions=f"甲{character}乙")))
    line("document", "render", "one_time_notice", "--fields", file).is_refused(2, f"U+{ord(character):04X}")
    assert "申请人" in line.complaint
    assert "办理条件" in line.complaint
