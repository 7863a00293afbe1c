"""The server goes away under an open window and comes back: nothing typed is lost, all goes on by itself."""

from __future__ import annotations

import signal
from collections import deque
from itertools import repeat

import psycopg
import pytest
from PySide6.QtTest import QTest

from app.desk import desk_for, never
from app.errors import Unavailable
from app.founding.demo_people import PASSWORD
from app.hotline.commands import RegisterOrder
from app.hotline.queue import QueueView
from app.people.acting import actor_of
from app.register.aside import Aside
from db.feed import Feed
from db.listening import follow
from db.store import open_store
from db.trouble import SERVER_DISK_FULL
from tests.app.hotline.order_life import ARRIVED
from tests.app.register.test_register import sample
from tests.office import Wall
from tests.postgres import running_server
from tests.roles import login_url, set_up
from ui.start import Shell, Start, make_application

LONG = 8_000  # ms
LOGIN = "linxiaoyan"


@pytest.fixture(scope="module")
def server():
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def people(server):
    with server.fresh() as url:
        set_up(url)
        yield url


@pytest.fixture
def shell(theme, qtbot, server, people, tmp_path):
    """A window that somebody opened with his own role."""
    stores = []

    def open_as(login, password):
        store = open_store(login_url(people, login, password))
        stores.append(store)
        feed = Feed(store)
        desk = desk_for(store, Wall(), None, tmp_path, lambda tell: follow(store, feed, tell))
        desk.register.aside = Aside(tmp_path / "drafts")
        return desk

    made = Shell(
        make_application(),
        Start(open_desk=None, open_as=open_as, bureau="示例市自然资源和规划局", database="局域网数据库"),
    )
    made.open()
    made.sign_in._login.setText(LOGIN)
    made.sign_in._password.setText(PASSWORD)
    made.sign_in.enter()
    qtbot.waitUntil(lambda: made.office is not None and made.office.window.isVisible(), timeout=LONG)
    yield made
    server.start()  # unless it runs
    made.office.window.close()
    made.sign_in.close()
    made.close()
    for store in stores:
        store.close()


def kept_on_server(url):
    with psycopg.connect(url) as owner:
        return "".join(fields for (fields,) in owner.execute("SELECT fields FROM drafts"))


def state(shell):
    return shell.office.window._status._database.text()


def saved(shell):
    return shell.office.window._status._saved.text()


def papers(url):
    with psycopg.connect(url) as owner:
        return owner.execute("SELECT count(*) FROM documents").fetchone()[0]


def form_of(shell, qtbot):
    window = shell.office.window
    window.go_to("document_form", {"type_key": "one_time_notice"})
    form = lambda: window.current().screen._form  # noqa: E731
    qtbot.waitUntil(lambda: form() is not None, timeout=LONG)
    return form()


@pytest.mark.parametrize("way", ["kill", "stop"])
def test_what_is_typed_while_the_server_is_gone_is_saved_when_it_is_back(
    shell, qtbot, server, people, tmp_path, way
):
    with psycopg.connect(people, autocommit=True) as owner:
        owner.execute("DELETE FROM drafts")
    form, window, typed = form_of(shell, qtbot), shell.office.window, f"Hubin Road 18 {way}"
    getattr(server, way)()
    qtbot.waitUntil(lambda: "中断" in state(shell), timeout=LONG)
    assert "填写的内容保存在本机" in window.current().page.banner.notice.text

    form.focus_field("address")
    QTest.keyClicks(window.focusWidget(), typed)
    window.current().screen._save.timeout.emit()
    qtbot.waitUntil(lambda: "已存在本机" in saved(shell), timeout=LONG)
    (file,) = (tmp_path / "drafts").iterdir()
    assert typed in file.read_text()

    server.start()
    qtbot.waitUntil(lambda: "已连接" in state(shell), timeout=LONG)
    assert "中断" not in window.current().page.banner.notice.text
    qtbot.waitUntil(lambda: typed in kept_on_server(people), timeout=LONG)
    qtbot.waitUntil(lambda: list((tmp_path / "drafts").iterdir()) == [], timeout=LONG)
    assert form.values()["address"] == typed


def test_a_paper_asked_for_while_the_server_is_gone_gets_no_number_and_is_issued_once_it_is_back(
    shell, qtbot, server, people
):
    form_of(shell, qtbot)
    before = papers(people)
    presenter = shell.office.window.current().screen._presenter
    server.kill()
    qtbot.waitUntil(lambda: "中断" in state(shell), timeout=LONG)
    shell.office.window.current().page.clear_notice()
    presenter.issue(sample("one_time_notice"))
    banner = shell.office.window.current().page.banner
    qtbot.waitUntil(lambda: banner.notice.act_name == "重试", timeout=LONG)
    server.start()
    qtbot.waitUntil(lambda: "已连接" in state(shell), timeout=LONG)
    banner._do()
    qtbot.waitUntil(lambda: presenter.issued is not None, timeout=LONG)
    assert papers(people) == before + 1
    assert presenter.issued.document.number.sequence == before + 1


def test_the_screens_are_read_again_when_the_server_is_back(shell, qtbot, server):
    looked = []
    shell.office._following.others_wrote.connect(lambda: looked.append(True))
    server.kill()
    qtbot.waitUntil(lambda: "中断" in state(shell), timeout=LONG)
    shell.office.window.go_to("register", {})
    server.start()
    qtbot.waitUntil(lambda: "已连接" in state(shell) and bool(looked), timeout=LONG)


FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
END $$;
CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION full_disk();
CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON drafts FOR EACH ROW EXECUTE FUNCTION full_disk();
"""


def test_a_full_disk_of_the_server_is_told_with_what_to_do_and_what_was_typed_goes_on(
    shell, qtbot, people, tmp_path
):
    form, window = form_of(shell, qtbot), shell.office.window
    presenter, page = window.current().screen._presenter, window.current().page
    with psycopg.connect(people, autocommit=True) as owner:
        before = papers(people)
        owner.execute(FULL)
        form.focus_field("address")
        QTest.keyClicks(window.focusWidget(), "Hubin Road 19")
        window.current().screen._save.timeout.emit()
        qtbot.waitUntil(lambda: "已存在本机" in saved(shell), timeout=LONG)
        presenter.issue(sample("one_time_notice"))
        qtbot.waitUntil(lambda: page.banner.notice.act_name == "重试", timeout=LONG)
        assert page.banner.notice.text == SERVER_DISK_FULL
        owner.execute("DROP FUNCTION full_disk CASCADE")
        page.banner._do()
        qtbot.waitUntil(lambda: presenter.issued is not None, timeout=LONG)
    assert papers(people) == before + 1


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGQUIT])
def test_an_order_claimed_while_the_server_goes_is_told_and_claimed_when_it_is_back(
    server, people, tmp_path, sign
):
    wall = Wall()
    store = open_store(login_url(people, "suhaiyun"), clock=wall)
    desk = desk_for(store, wall, None, tmp_path, never)
    with store.read() as unit:
        actor = actor_of(unit.people, unit.people.find_by_login("suhaiyun"))
    queue = desk.orders.query(actor, QueueView.DIVISION)
    for number in (f"XM{sign}甲", f"XM{sign}乙"):
        desk.orders.register(actor, RegisterOrder(fields={**ARRIVED, "number": number}))
    assert desk.orders.claim_next(actor, queue) is not None
    server.end(sign)
    with pytest.raises(Unavailable, match="连不上"):
        # What is left of the server may still answer.
        deque((desk.orders.claim_next(actor, queue) for _ in repeat(None)), maxlen=0)
    server.start()

    assert desk.orders.claim_next(actor, queue) is not None
    store.close()
