from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThread

from app.errors import Refusal, Unavailable
from ui.jobs import PRESS, AtOnce, Jobs, Lanes


@pytest.fixture
def lanes(qapp):
    made = Lanes()
    yield made
    made.close()


@pytest.fixture
def jobs(lanes):
    return Jobs(lanes)


def test_work_is_done_elsewhere_and_shown_in_the_window(qtbot, jobs):
    seen = {}

    def work():
        seen["worked in"] = threading.current_thread()
        return 7

    def show(value):
        seen["shown in"], seen["value"] = threading.current_thread(), value

    jobs.run(work).then(show).start()
    qtbot.waitUntil(lambda: "value" in seen)
    assert seen["value"] == 7
    assert seen["worked in"] is not threading.main_thread()
    assert seen["shown in"] is threading.main_thread()


def test_work_of_one_lane_is_done_in_order(qtbot, jobs):
    shown = []
    for number in range(20):
        jobs.run(lambda number=number: number).then(shown.append).start()
    qtbot.waitUntil(lambda: len(shown) == 20)
    assert shown == list(range(20))


def test_the_press_does_not_wait_for_the_archive(qtbot, jobs):
    gate, shown = threading.Event(), []
    jobs.run(gate.wait).then(lambda _: shown.append("archive")).start()
    jobs.run(lambda: "press", PRESS).then(shown.append).start()
    qtbot.waitUntil(lambda: shown == ["press"])
    gate.set()
    qtbot.waitUntil(lambda: shown == ["press", "archive"])


def test_a_refusal_goes_to_the_explainer_of_the_job(qtbot, jobs):
    heard = []

    def work():
        raise Refusal("没有权限。")

    jobs.run(work).then(pytest.fail).otherwise(heard.append).start()
    qtbot.waitUntil(lambda: bool(heard))
    assert str(heard[0]) == "没有权限。"


def test_a_trouble_without_explainer_goes_to_the_screen_and_can_be_tried_again(qtbot, lanes):
    owner, heard, tries, shown = QObject(), [], [], []

    def explain(trouble, retry):
        heard.append(str(trouble))
        retry()

    def work():
        tries.append(1)
        if len(tries) == 1:
            raise Unavailable("数据库没有回答。")
        return "good"

    Jobs(lanes).owned_by(owner, explain).run(work).then(shown.append).start()
    qtbot.waitUntil(lambda: shown == ["good"])
    assert heard == ["数据库没有回答。"]


def test_a_bug_goes_to_the_crash_report(qtbot, jobs):
    def work():
        raise ValueError("our mistake")

    with qtbot.captureExceptions() as caught:
        jobs.run(work).then(pytest.fail).start()
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ValueError


def test_a_result_for_somebody_gone_is_dropped(qtbot, lanes):
    import shiboken6

    owner, gate, told = QObject(), threading.Event(), []
    scoped = Jobs(lanes).owned_by(owner)
    scoped.run(gate.wait).then(lambda _: told.append("shown")).start()
    shiboken6.delete(owner)
    gate.set()
    Jobs(lanes).run(lambda: None).then(lambda _: told.append("next")).start()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["next"]


def test_a_cancelled_job_shows_nothing_and_frees_its_button(qtbot, jobs):
    gate, told = threading.Event(), []
    jobs.run(gate.wait).start()
    job = jobs.run(lambda: told.append("worked")).then(lambda _: told.append("shown"))
    job.while_busy(told.append).start().cancel()
    gate.set()
    qtbot.waitUntil(lambda: told == [True, False])


def test_long_work_tells_its_progress_and_stops_when_called_off(qtbot, jobs):
    seen, going = [], threading.Event()

    def work(progress):
        for done in range(1000):
            progress.report(done, 1000)
            if done == 2:
                going.wait()
        return "whole"

    job = jobs.run_long(work).progress(lambda done, total: seen.append((done, total))).then(pytest.fail)
    job.start()
    qtbot.waitUntil(lambda: (1, 1000) in seen)
    job.cancel()
    going.set()
    ended = []
    jobs.run(lambda: None).then(ended.append).start()
    qtbot.waitUntil(lambda: bool(ended))
    assert (999, 1000) not in seen


def test_the_wheel_turns_only_for_work_that_takes_long(qtbot, lanes):
    told, gate = [], threading.Event()
    lanes.busy_changed.connect(told.append)
    ended = []
    Jobs(lanes).run(lambda: None).then(ended.append).start()
    qtbot.waitUntil(lambda: bool(ended))
    assert told == []
    Jobs(lanes).run(gate.wait).start()
    qtbot.waitUntil(lambda: told == [True])
    gate.set()
    qtbot.waitUntil(lambda: told == [True, False])


def test_jobs_at_once_need_no_event_loop():
    shown, heard = [], []

    def refuse():
        raise Refusal("不行。")

    AtOnce().run(lambda: 1).then(shown.append).start()
    AtOnce().run(refuse).then(shown.append).otherwise(heard.append).start()
    assert shown == [1]
    assert str(heard[0]) == "不行。"
    assert QThread.currentThread() is not None
