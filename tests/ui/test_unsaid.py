"""A report of a mistake of ours says where it happened and nothing of those it happened over."""

from __future__ import annotations

import stat
import sys
import threading
from shutil import copy

import psycopg
import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from app.founding.demo_people import PASSWORD
from app.this_machine import keep_report
from app.unsaid import said_by, trace_of
from db.engine import bare_engine, writing
from db.models.orders import order_rows
from ui import crash

ALSO = "wang-8848"
NAME, TELEPHONE, CERTIFICATE, PLACE = "欧阳若兰", "13850001234", "350203199001011234", "湖滨南路81号三单元"
SECRETS = (NAME, "若兰", TELEPHONE, CERTIFICATE, CERTIFICATE[6:14], PASSWORD, PLACE, "三单元", ALSO)


def register(form):
    """Go wrong over what was typed, with all of it in hand."""
    caller, secret = dict(form), form["password"]
    try:
        return caller["name"].number
    except AttributeError as fault:
        raise ValueError(
            f"不能登记：诉求人{form['name']}（{form['telephone']}，证件 {form['certificate']}），住"
            f"{form['place']}，密码 {secret}，又名 {form['also']}，全部为 {caller!r}"
        ) from fault


def form():
    return {
        "name": NAME, "telephone": TELEPHONE, "certificate": CERTIFICATE, "place": PLACE, "also": ALSO,
        "password": PASSWORD,
    }  # fmt: skip


def raised():
    with pytest.raises(ValueError, match="不能登记") as caught:
        register(form())
    return caught.value


def holds(text):
    return [each for each in SECRETS if each in text]


def test_what_was_typed_is_not_said_and_where_it_happened_is():
    error = raised()
    assert len(holds(str(error))) == len(SECRETS)
    report = crash.report_of(ValueError, error)
    assert holds(report) == []
    for told in (
        "ValueError",
        "AttributeError",
        "test_unsaid.py",
        "in register",
        "不能登记",
        "密码",
        "has no attribute",
    ):
        assert told in report, told


def test_of_a_row_the_archive_refuses_nothing_is_said(demo_file, tmp_path):
    engine = bare_engine(f"sqlite:///{copy(demo_file, tmp_path)}")
    row = {"order_number": NAME, "caller": NAME, "telephone": TELEPHONE, "place": PLACE}
    with pytest.raises(IntegrityError) as caught, writing(engine) as connection:
        connection.execute(insert(order_rows), row)
    engine.dispose()
    assert holds(str(caught.value)) == []  # parameters are not told to begin with
    assert holds(trace_of(caught.value)) == []


def test_of_a_row_a_server_refuses_and_repeats_nothing_is_said(server):
    with psycopg.connect(server.url("postgres")) as connection:
        connection.execute("CREATE TEMP TABLE kept (name text, telephone text, number int NOT NULL)")
        with pytest.raises(psycopg.errors.NotNullViolation) as caught:
            connection.execute("INSERT INTO kept VALUES (%s, %s, NULL)", [NAME, TELEPHONE])
    assert holds(str(caught.value)) == [NAME, NAME[2:], TELEPHONE]
    assert holds(trace_of(caught.value)) == []
    assert "null value in column" in trace_of(caught.value)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyError(NAME), "'…'"),
        (TypeError("unsupported operand type(s) for +: 'int' and 'NoneType'"), "'int' and 'NoneType'"),
        (RuntimeError(f"{PASSWORD}{TELEPHONE} {NAME}"), "…"),
        (UnicodeEncodeError("gbk", NAME, 0, 1, PLACE), "encode"),
        (RuntimeError(""), ""),
    ],
)
def test_a_message_of_the_language_keeps_its_own_words(error, said):
    assert said in said_by(error)
    assert holds(said_by(error)) == []


def test_the_report_kept_on_this_machine_and_what_the_terminal_shows_hold_none_of_it(
    theme, qtbot, capsys, monkeypatch, tmp_path
):
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path))
    asked = []
    monkeypatch.setattr(crash.CrashDialog, "ask", lambda parent, report: asked.append(report))
    before = sys.excepthook, threading.excepthook
    parent = QWidget()
    qtbot.addWidget(parent)
    keeper = crash.CrashKeeper(parent, keep_report)
    try:
        thread = threading.Thread(target=register, args=(form(),))
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(asked))
    finally:
        keeper.release()
        sys.excepthook, threading.excepthook = before
    (path,) = (tmp_path / "logs").glob("错误报告-*.txt")
    kept = path.read_text(encoding="utf-8")
    shown = "".join(capsys.readouterr())
    assert kept == asked[0]
    assert "in register" in kept
    assert "in register" in shown
    assert [holds(kept), holds(shown)] == [[], []]
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
