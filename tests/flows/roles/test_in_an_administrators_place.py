"""Whoever stands in for an administrator keeps the office going, and gains nothing that would last."""

from __future__ import annotations

import psycopg
import pytest

from app.errors import NotAllowed
from app.people.models import Grant, Role
from tests.app.people.test_standing import changed
from tests.app.posts.away import gone, hat, posted
from tests.flows.roles.test_what_sql_refuses import is_refused
from tests.roles import login_url

FORGED = "SELECT rules.set_password('{}', 'SCRAM-SHA-256$4096:x$y:z')"


@pytest.fixture(scope="module")
def acting(office):
    """Return the archivist in the place of the administrator, who is away."""
    posted(office, "guanliyuan", "jianglihua", name="管理岗")
    gone(office, "guanliyuan", who=office.actor("suhaiyun"))
    return hat(office, "jianglihua", "guanliyuan")


def test_a_forgotten_password_is_set_and_a_lock_is_lifted(office, acting):
    clerk = office.actor("chenjiaming").id
    office.desk.staffing.lock(acting, clerk)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(login_url(office.url, "chenjiaming"))
    office.desk.staffing.reset_password(acting, clerk, "second-2026")
    psycopg.connect(login_url(office.url, "chenjiaming", "second-2026")).close()
    office.desk.staffing.reset_password(acting, clerk, "demo-2026")


def test_neither_ones_own_account_nor_an_administrators_is_touched(office, acting, tried):
    assert is_refused(tried("jianglihua", FORGED.format("guanliyuan")))
    for login in ("guanliyuan", "jianglihua"):
        moved = f"UPDATE staff SET counter = 'x' WHERE login = '{login}'"
        assert is_refused(tried("jianglihua", moved)), login
    role = "INSERT INTO grants (staff_id, role) VALUES ({}, 'administrator')"
    for login in ("jianglihua", "chenjiaming"):
        assert is_refused(tried("jianglihua", role.format(office.actor(login).id))), login


def test_roles_are_not_changed_by_substitution(office, acting):
    clerk = office.actor("chenjiaming")
    with pytest.raises(NotAllowed, match="顶岗"):
        changed(
            office, clerk.login, who=acting, grants=(*clerk.grants, Grant(role=Role.ARCHIVIST, division=None))
        )


def test_whoever_is_not_away_is_not_stood_in_for(office, tried):
    for login in ("linxiaoyan", "xujianguo"):
        assert is_refused(tried(login, FORGED.format("chenjiaming")))
