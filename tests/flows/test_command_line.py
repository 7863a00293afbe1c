from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app.custody.test_calendar_keeping import NOTICE
from tests.flows.line import ROOT, Line, started

SAMPLES = ROOT / "app" / "documents"


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    folder = tmp_path_factory.mktemp("line")
    made = Line(folder, f"sqlite:///{folder / 'office.sqlite'}")
    made.people = made.answer("office", "demo")
    return made


def fields(line, type_key, **changes):
    path = line.folder / f"{type_key}-{len(changes)}-{abs(hash(str(changes)))}.json"
    sample = json.loads((SAMPLES / type_key / "samples" / "plain.json").read_text("utf-8"))
    path.write_text(json.dumps({**sample, **changes}, ensure_ascii=False), "utf-8")
    return path


def matter_of(line):
    """Return fields that name a matter of the demo's catalogue."""
    return {"matter_name": "乡村建设规划许可证核发", "matter_code": ""}


def test_the_demo_tells_who_may_sign_in(line):
    roles = {person["role"] for person in line.people["people"]}
    assert roles == {
        "counter_clerk", "handler", "division_head", "leader_in_charge", "petition_centre",
        "efficiency_office", "archivist", "administrator",
    }  # fmt: skip
    assert len({person["division"] for person in line.people["people"]}) >= 2
    assert line.answer("office", "demo") == line.people, "asking again makes nothing new"


def test_a_demo_office_is_a_month_in_use_and_its_ledger_whole(line):
    verdict = line.answer("ledger", "verify")
    assert verdict["ok"]
    assert verdict["entries"] > 150
    assert verdict["seals"] > 15


def test_a_paper_is_issued_written_and_verified(line, tmp_path):
    made = line.answer(
        "document", "issue", "one_time_notice", "--fields", fields(line, "one_time_notice"), "--out", tmp_path,
        login="linxiaoyan",
    )  # fmt: skip
    assert Path(made["pdf"]).read_bytes().startswith(b"%PDF")
    assert Path(made["docx"]).read_bytes().startswith(b"PK")
    assert line.answer("document", "verify", made["pdf"])["true"]
    assert line.answer("document", "verify", made["number"])["true"]
    altered = bytearray(Path(made["pdf"]).read_bytes())
    altered[len(altered) // 2] ^= 1
    Path(made["pdf"]).write_bytes(altered)
    assert line("document", "verify", made["pdf"]).returncode in (1, 2)


def test_a_second_notice_is_stopped_until_a_reason_is_given(line, tmp_path):
    matter = matter_of(line)
    common = {**matter, "case_number": "", "received_on": "", "tell_by": "", "told_on": "", "correct_by": ""}
    rows = [{"name": "规划设计方案", "standard": "图签齐全", "fault": "未提交", "form": "原件", "copies": 1}]
    first = fields(line, "correction_notice", corrections=rows, **common)
    issue = ("document", "issue", "correction_notice", "--out", tmp_path, "--fields")
    made = line.answer(*issue, first, login="linxiaoyan")
    assert made["case"]
    more = fields(line, "correction_notice", corrections=[*rows, {**rows[0], "name": "委托书"}], **common)
    stopped = line(*issue, more, login="linxiaoyan")
    assert stopped.returncode == 1
    assert "委托书" in stopped.stderr
    again = line.answer(*issue, more, "--case", made["case"], "--reason", "改由代理人办理", login="linxiaoyan")
    assert again["case"] == made["case"]


def test_missing_fields_are_listed_with_exit_2(line, tmp_path):
    done = line(
        "document", "issue", "one_time_notice", "--fields",
        fields(line, "one_time_notice", basis="", conditions=""),
        "--out", tmp_path, login="linxiaoyan",
    )  # fmt: skip
    assert done.returncode == 2
    assert "办理依据" in done.stderr
    assert "办理条件" in done.stderr


@pytest.mark.parametrize(
    ("words", "login", "code"),
    [
        (("document", "issue", "one_time_notice", "--fields", "F", "--out", "O"), "guanliyuan", 1),
        (("document", "issue", "one_time_notice", "--fields", "F", "--out", "O"), "", 2),
        (("ledger", "verify"), "linxiaoyan", 1),
        (("backup", "B"), "linxiaoyan", 1),
        (("document", "verify", "没有〔2026〕9号"), "", 2),
        (("document", "fields", "nosuch"), "", 2),
        (("due", "--from", "2026-02-30", "--days", "5"), "", 2),
        (("due", "--from", "2026-02-03", "--days", "0"), "", 2),
        (("nosuch",), "", 2),
    ],
)
def test_who_may_not_or_asks_wrongly_is_told_so(line, tmp_path, words, login, code):
    real = {"F": str(fields(line, "one_time_notice")), "O": str(tmp_path), "B": str(tmp_path / "b.db")}
    done = line(*[real.get(word, word) for word in words], login=login)
    assert done.returncode == code, done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_wrong_password_signs_nobody_in(line):
    done = line("ledger", "verify", login="guanliyuan", password="wrong")
    assert done.returncode == 1
    assert "密码不正确" in done.stderr


def test_an_office_that_is_not_there_is_not_made_by_looking_for_it(line, tmp_path):
    missing = Line(tmp_path, f"sqlite:///{tmp_path / 'missing.sqlite'}")
    done = missing("ledger", "verify")
    assert done.returncode == 1
    assert "office init" in done.stderr
    assert not (tmp_path / "missing.sqlite").exists()


def test_next_year_is_shown_loaded_and_known(line, tmp_path):
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE, "utf-8")
    assert not line.answer("calendar", "show", "2027")["known"]
    assert not line.answer("calendar", "import", notice)["applied"]
    assert line("calendar", "import", notice, "--apply", login="linxiaoyan").returncode == 1
    assert line.answer("calendar", "import", notice, "--apply", login="guanliyuan")["applied"]
    shown = line.answer("calendar", "show", "2027")
    assert shown["known"]
    assert "2027-01-31" in shown["make_up"]
    assert "2027-10-07" in shown["days_off"]
    line.answer("calendar", "undo", "--apply", login="guanliyuan")
    assert not line.answer("calendar", "show", "2027")["known"]


def test_due_needs_no_office(tmp_path):
    alone = Line(tmp_path, "", started)
    due = alone.answer("due", "--from", "2026-09-18", "--days", "1", db=False)
    assert due["due"] == "2026-09-20"
    file = tmp_path / "batch.csv"
    file.write_text("2026-09-30,7,workday\n2026-04-01,45,day\n", "utf-8")
    done = alone("due", "--batch", file, db=False, as_json=False)
    answers = [json.loads(each) for each in done.stdout.splitlines()]
    assert [(each["raw"], each["due"]) for each in answers] == [
        ("2026-10-15", "2026-10-15"),
        ("2026-05-16", "2026-05-18"),
    ]
    assert set(answers[0]) == {"from", "days", "unit", "raw", "due", "provisional"}


def test_a_paper_is_rendered_without_an_office(line, tmp_path):
    alone = Line(tmp_path, "")
    pdf, docx = tmp_path / "p.pdf", tmp_path / "p.docx"
    sample = SAMPLES / "proof_of_service" / "samples" / "plain.json"
    alone.answer(
        "document", "render", "proof_of_service", "--fields", sample, "--pdf", pdf, "--docx", docx, db=False
    )
    assert pdf.read_bytes().startswith(b"%PDF")
    assert docx.read_bytes().startswith(b"PK")
    listed = alone.answer("document", "types", db=False)
    assert [each["key"] for each in listed][:2] == ["one_time_notice", "correction_notice"]


def test_a_backup_brings_the_office_back(line, tmp_path):
    copy = tmp_path / "copy.db"
    line.answer("backup", copy)
    other = Line(tmp_path, f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.answer("restore", copy)
    assert other.answer("ledger", "verify")["ok"]


def test_an_empty_office_starts_with_its_administrator(tmp_path):
    new = Line(tmp_path, f"sqlite:///{tmp_path / 'new.sqlite'}")
    new.answer(
        "office", "init", "--bureau", "示范局", "--division", "办公室", "--mark", "示办", "--login", "boss",
        "--name", "管立远", password="a-long-password",
    )  # fmt: skip
    assert new.answer("ledger", "verify", login="boss", password="a-long-password")["ok"]
    assert new("office", "demo").returncode == 1, "a real office never becomes a demo"
