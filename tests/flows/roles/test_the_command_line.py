"""A server's office from the command line: its owner sets it up, people work in it with their own passwords."""

from __future__ import annotations

import json

import pytest

from app.founding.demo_people import PASSWORD
from tests.flows.line import started, typed

OWNER = "'owner-2026'"


@pytest.fixture(scope="module")
def made(server, tmp_path_factory):
    """An empty database of an owner who may create roles and nothing more, and a home."""
    server.run(f"CREATE ROLE bureau LOGIN CREATEROLE PASSWORD {OWNER}")
    server.run("CREATE DATABASE bureau OWNER bureau TEMPLATE template0")
    yield f"@/bureau?host={server.folder}", tmp_path_factory.mktemp("home")
    server.run("DROP DATABASE bureau WITH (FORCE)")


@pytest.fixture(scope="module")
def call(made):
    address, home = made

    def run(login, *words, password=PASSWORD, owner=False):
        url = f"postgresql://bureau:owner-2026{address}" if owner else f"postgresql://{address.lstrip('@')}"
        who = ("--as", login) if login else ()
        environment = {"WORKBENCH_HOME": str(home), "WORKBENCH_PASSWORD": password}
        done = typed(["--db", url, "--json", *who, *words], environment)
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture(scope="module")
def office(call):
    code, _out, err = call(
        "", "office", "init", "--bureau", "示例市自然资源局", "--division", "办公室", "--mark", "示资规办",
        "--login", "guanli", "--name", "管立远", owner=True,
    )  # fmt: skip
    assert (code, err) == (0, "")
    return call


def test_the_administrator_signs_in_with_his_own_role(office):
    code, out, err = office("guanli", "staff", "list")
    assert (code, err) == (0, "")
    assert json.loads(out)[0]["login"] == "guanli"


def test_a_wrong_password_is_refused_by_the_server(office):
    code, _out, err = office("guanli", "staff", "list", password="not-the-one")
    assert (code, err) == (1, "登录名或密码不正确。\n")


def test_who_is_added_signs_in_and_who_is_locked_or_reset_does_not(office):
    roles = ("--role", "经办人", "--role", "counter_clerk")
    code, out, err = office(
        "guanli", "staff", "add", "laizhe", "--name", "新人", "--division", "办公室", *roles
    )
    assert code == 0, err
    first = json.loads(out)["password"]
    assert office("laizhe", "case", "list", password=first)[0] == 0
    assert office("guanli", "staff", "lock", "laizhe")[0] == 0
    assert office("laizhe", "case", "list", password=first)[0] == 1
    assert office("guanli", "staff", "unlock", "laizhe")[0] == 0
    again = json.loads(office("guanli", "staff", "reset", "laizhe")[1])["password"]
    assert office("laizhe", "case", "list", password=first)[0] == 1
    assert office("laizhe", "case", "list", password=again)[0] == 0
    assert office("laizhe", "staff", "reset", "guanli", password=again)[0] == 1


def test_the_status_tells_roles_and_form(office):
    code, out, err = office("guanli", "office", "status")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["on_server"]
    assert told["roles"]
    assert told["fits"]
    assert told["encoding"] == "UTF8"
    assert json.loads(office("", "office", "upgrade", owner=True)[1]) == {"upgraded": False, "backup": None}


def test_an_owner_who_may_create_no_roles_is_told_what_is_missing(server, made, tmp_path):
    server.run("CREATE ROLE poor LOGIN PASSWORD 'poor-2026'")
    server.run("CREATE DATABASE poor OWNER poor TEMPLATE template0")
    url = f"postgresql://poor:poor-2026{made[0].replace('/bureau', '/poor')}"
    done = started(["--db", url, "office", "demo"], {"WORKBENCH_HOME": str(tmp_path)})
    assert done.returncode == 1
    assert "CREATEROLE" in done.stderr
    server.run("DROP DATABASE poor WITH (FORCE)")
