from __future__ import annotations

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from app.errors import Refusal
from db.engine import bare_engine, open_engine, revision_of, writing
from db.founding.upgrade import MIGRATIONS, OfficeExists, create, current, head, migrate, upgrade
from db.models import metadata
from db.models.known import KNOWN
from db.revisions import APPLICATION_ID, REVISIONS, NewerDatabase, NotOurOffice, OlderDatabase
from db.store import open_store
from tests.db.things import furnish, issue, take


def shape(engine):
    """Everything the database says of its tables, indices and triggers."""
    if engine.dialect.name == "sqlite":
        listed = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    else:
        listed = """
            SELECT 'column', table_name, column_name || data_type || is_nullable || is_identity
              FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT 'storage', relname, attname || ' ' || CAST(attstorage AS text) FROM pg_attribute
              JOIN pg_class ON pg_class.oid = attrelid
              WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
            UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
              WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'function', proname, prosrc FROM pg_proc
              WHERE pronamespace = 'public'::regnamespace
        """
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(listed).all()
    # The order of a table's constraints says nothing.
    return {(kind, name, *sorted(re.findall(r"\w+", words))) for kind, name, words in rows}


def test_every_form_is_known_to_the_program():
    revisions = [each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]

    assert tuple(reversed(revisions)) == REVISIONS
    assert head() == REVISIONS[-1]


def test_migrations_import_nothing_of_ours():
    ours = re.compile(r"^\s*(from|import)\s+(app|db|ui|resources|tests)\b", re.MULTILINE)

    assert not [path for path in MIGRATIONS.rglob("*.py") if ours.search(path.read_text(encoding="utf-8"))]


def test_up_and_down_leaves_nothing(bare):
    take(bare, head(), "base")

    assert set(inspect(bare).get_table_names()) <= {"alembic_version"}


def test_up_down_and_up_again_is_the_same(bare):
    take(bare, head())
    first = shape(bare)
    take(bare, "base", head())

    assert shape(bare) == first


def test_each_step_can_be_undone_and_done_again(bare):
    for revision, before in zip(REVISIONS, ("base", *REVISIONS), strict=False):
        take(bare, revision)
        shaped = shape(bare)
        take(bare, before, revision)
        assert shape(bare) == shaped


def test_the_last_form_is_what_the_tables_say(bare):
    take(bare, head())
    with bare.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    on_server = KNOWN if bare.dialect.name == "postgresql" else {}
    asked_once = [("add_fk", f"fk_{table}_{name}") for table, keys in on_server.items() for name in keys]

    assert sorted((change, what.name) for change, what, *_ in differences) == sorted(asked_once)


def test_a_new_office_is_what_all_migrations_make(url, bare):
    take(bare, head())
    made = open_engine(url)
    shaped = shape(made)
    made.dispose()

    assert shaped == shape(bare)


def test_an_upgrade_keeps_what_was_there(bare_url, bare, tmp_path):
    take(bare, REVISIONS[0])
    with writing(bare) as connection:
        connection.execute(
            text("INSERT INTO divisions (code, name, kind, active) VALUES ('01', '登记窗口', 'centre', :yes)"),
            {"yes": True},
        )
    bare.dispose()
    backup = upgrade(bare_url, tmp_path / "backups")
    store = open_store(bare_url)
    with store.read() as unit:
        names = [division.name for division in unit.people.divisions()]
    store.close()

    assert names == ["登记窗口"]
    assert backup.stat().st_size > 0


def test_an_office_of_today_needs_no_upgrade(url, tmp_path):
    assert upgrade(url, tmp_path / "backups") is None
    assert not (tmp_path / "backups").exists()


def test_an_older_office_must_be_upgraded_first(bare_url, bare):
    take(bare, REVISIONS[0])
    bare.dispose()
    with pytest.raises(OlderDatabase, match="备份"):
        open_store(bare_url)


def test_a_newer_office_is_refused(url, tmp_path):
    engine = bare_engine(url)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()

    with pytest.raises(NewerDatabase, match="升级本机的程序"):
        open_store(url)
    with pytest.raises(NewerDatabase):
        upgrade(url, tmp_path)


def test_a_database_of_something_else_is_refused(bare_url, bare):
    with writing(bare) as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num varchar(32))")
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{head()}')")
    bare.dispose()

    with pytest.raises(NotOurOffice):
        open_store(bare_url)


def test_an_office_is_never_made_over_another(url):
    with pytest.raises(OfficeExists):
        create(url)


def test_a_failed_upgrade_changes_nothing(bare, monkeypatch):
    take(bare, REVISIONS[0])
    before = shape(bare)

    def upgrade_and_fail():
        with writing(bare) as connection:
            migrate(connection, head())
            connection.exec_driver_sql("SELECT failure")

    with pytest.raises(DBAPIError, match="failure"):
        upgrade_and_fail()

    assert shape(bare) == before
    assert current(bare) == REVISIONS[0]


def test_a_file_says_whose_it_is_and_how_old_its_form(path):
    header = path.read_bytes()[:100]

    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == len(REVISIONS)


def test_an_upgraded_office_works(bare_url, bare):
    take(bare, *REVISIONS)
    bare.dispose()
    store = open_store(bare_url)
    issued = issue(store, furnish(store))
    with store.read() as unit:
        assert unit.documents.get(issued.id) == issued
    store.close()


def test_names_fit_every_server():
    names = {table.name for table in metadata.tables.values()}
    for table in metadata.tables.values():
        names |= {column.name for column in table.columns}
        names |= {str(each.name) for each in (*table.constraints, *table.indexes)}

    assert not [name for name in names if len(name) > 30 or name != name.lower()]


def test_a_server_that_cannot_hold_every_character_is_refused(server):
    server.run("CREATE DATABASE narrow TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")

    with pytest.raises(Refusal, match="UTF8"):
        create(server.url("narrow"))


def test_revision_of_an_empty_database_is_none(bare):
    assert revision_of(bare) is None
