"""The first newer program upgrades, alone and after a backup; others read, and no old one writes after."""

from __future__ import annotations

import os
import threading

import psycopg
import pytest

from app.errors import Refusal, Unavailable
from app.office.copying import OwnersUpgrade
from db.engine import bare_engine, writing
from db.founding.upgrade import open_office, upgrade
from db.revisions import REVISIONS, NewerDatabase
from db.store import open_store
from tests.db.things import a_division, take


@pytest.fixture
def older(bare, bare_url):
    take(bare, REVISIONS[-2])
    bare.dispose()
    return bare_url


def upgrading(url, folder, said):
    """Upgrade in a process of its own, which begins when the others do; say how it ended."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child:
        os.close(ours)
        return child, theirs
    os.close(theirs)
    os.read(ours, 1)
    try:
        told = f"{upgrade(url, folder / str(os.getpid())) is not None}\n"
    except BaseException as fault:
        told = f"{fault!r}\n"
    with said.open("a") as file:
        file.write(told)
    os._exit(0)


def test_of_several_at_once_one_upgrades_and_the_others_find_it_done(older, tmp_path):
    said = tmp_path / "said.txt"
    children = [upgrading(older, tmp_path, said) for _ in range(4)]
    for _child, start in children:
        os.close(start)
    for child, _start in children:
        os.waitpid(child, 0)
    assert sorted(said.read_text().split()) == ["False", "False", "False", "True"]
    assert len(list(tmp_path.rglob("office-*"))) == 1
    store = open_store(older)
    with store.begin() as unit:
        unit.people.add_division(a_division())
    store.close()


def test_others_read_while_one_upgrades_and_an_act_waits(store, office, url, monkeypatch):
    monkeypatch.setattr("db.engine.PATIENCE", 0.3)
    monkeypatch.setattr("db.engine._SERVER_OPTIONS", "-c timezone=UTC -c lock_timeout=300ms")
    other = open_store(url)
    with writing(store.engine):
        with other.read() as unit:
            assert unit.people.divisions()
        told = "正在备份和升级" if store.engine.dialect.name == "postgresql" else "数据库正忙"
        with pytest.raises(Unavailable, match=told), other.begin():
            pass
    with other.begin() as unit:
        unit.people.add_division(a_division(code="02", name="另一处", mark="另"))
    other.close()


def test_an_act_that_waited_for_an_upgrade_is_refused_by_the_older_program(store, office, url, kind):
    other, ended = open_store(url), []

    def act():
        try:
            with other.begin() as unit:
                unit.people.add_division(a_division(code="02", name="另一处", mark="另"))
        except Refusal as refusal:
            ended.append(refusal)

    with writing(store.engine) as connection:
        waiting = threading.Thread(target=act)
        waiting.start()
        if kind == "postgresql":
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        else:
            connection.exec_driver_sql(f"PRAGMA user_version = {len(REVISIONS) + 1}")
    waiting.join(20)
    assert [type(each) for each in ended] == [NewerDatabase]
    with other.read() as unit:
        assert len(unit.people.divisions()) == 1
    other.close()


def test_an_upgrade_waits_for_the_act_that_is_under_way(store, office, url, kind):
    done = []

    def change():
        with writing(other):
            done.append("changed")

    other = bare_engine(url)
    with store.begin() as unit:
        changing = threading.Thread(target=change)
        changing.start()
        changing.join(0.3)
        assert not done
        unit.people.add_division(a_division(code="02", name="另一处", mark="另"))
    changing.join(20)
    assert done == ["changed"]
    other.dispose()


def test_a_member_of_staff_upgrades_no_server(server, tmp_path):
    with server.fresh() as url:
        engine = bare_engine(url)
        take(engine, REVISIONS[-2])
        engine.dispose()
        server.run("CREATE ROLE passerby LOGIN PASSWORD 'secret-2026'")
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO passerby")
        with pytest.raises(OwnersUpgrade, match="office upgrade"):
            open_office(url.replace("postgres@", "passerby:secret-2026@"), tmp_path)
        with psycopg.connect(url) as owner:
            assert owner.execute("SELECT version_num FROM alembic_version").fetchone()[0] == REVISIONS[-2]
        assert not list(tmp_path.iterdir())
        upgrade(url, tmp_path)
        open_store(url).close()
