from __future__ import annotations

import os
import stat

import pytest

from app.desk import desk_for, never
from app.errors import Unavailable
from app.places import drafts
from app.register.aside import Aside
from app.register.models import KeptAt
from db.trouble import SERVER_GONE

KEY = ("one_time_notice", 0)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "drafts" / "office"


@pytest.fixture
def register(office, folder):
    assert office.clerk.id != office.head.id
    return register_at(office, folder)


def register_at(office, folder):
    """Return a desk's register that keeps drafts in a folder."""
    made = desk_for(office.store, office.wall, None, folder, never).register
    made.aside = Aside(folder)
    return made


def test_what_is_typed_while_the_archive_is_gone_lies_here_until_it_is_sent(office, register, folder):
    office.store.barred = SERVER_GONE
    assert register.save_draft(office.clerk, *KEY, {"applicant_name": "陈大"}) is KeptAt.MACHINE
    assert register.save_draft(office.clerk, *KEY, {"applicant_name": "陈大文"}) is KeptAt.MACHINE
    with pytest.raises(Unavailable):
        register.send_drafts(office.clerk)
    office.store.barred = ""
    assert register.find_draft(office.clerk, *KEY).fields == {"applicant_name": "陈大文"}
    assert office.desk.register.find_draft(office.clerk, *KEY) is None
    assert register.send_drafts(office.clerk) == 1
    assert register.send_drafts(office.clerk) == 0
    assert office.desk.register.find_draft(office.clerk, *KEY).fields == {"applicant_name": "陈大文"}
    assert list(folder.iterdir()) == []


def test_what_was_typed_elsewhere_since_is_not_overwritten(office, register):
    office.store.barred = SERVER_GONE
    register.save_draft(office.clerk, *KEY, {"applicant_name": "早"})
    office.store.barred = ""
    office.desk.register.save_draft(office.clerk, *KEY, {"applicant_name": "晚"})
    assert register.find_draft(office.clerk, *KEY).fields == {"applicant_name": "晚"}
    register.send_drafts(office.clerk)
    assert register.find_draft(office.clerk, *KEY).fields == {"applicant_name": "晚"}


@pytest.mark.parametrize("end", ["save_draft", "drop_draft", "forget_here"])
def test_what_was_saved_issued_or_given_up_does_not_come_back(office, register, folder, end):
    office.store.barred = SERVER_GONE
    register.save_draft(office.clerk, *KEY, {"applicant_name": "陈大"})
    office.store.barred = ""
    more = ({"applicant_name": "陈大文"},) if end == "save_draft" else ()
    getattr(register, end)(office.clerk, *KEY, *more)
    assert register.send_drafts(office.clerk) == 0


def test_nobody_is_sent_or_shown_what_another_typed_here(office, register):
    office.store.barred = SERVER_GONE
    register.save_draft(office.clerk, *KEY, {"applicant_name": "陈大"})
    office.store.barred = ""
    assert register.send_drafts(office.head) == 0
    assert register.find_draft(office.head, *KEY) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows guards the user's folder by other means")
def test_only_this_machines_user_can_read_what_lies_here(office, register, folder):
    office.store.barred = SERVER_GONE
    before = os.umask(0)
    try:
        register.save_draft(office.clerk, *KEY, {"applicant_name": "陈大"})
    finally:
        os.umask(before)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_where_this_machine_cannot_keep_it_either_it_is_said(office, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    register = register_at(office, blocked)
    assert office.clerk
    office.store.barred = SERVER_GONE
    with pytest.raises(Unavailable, match="连不上"):
        register.save_draft(office.clerk, *KEY, {"applicant_name": "陈大"})


def test_a_torn_or_foreign_file_is_no_draft(office, register, folder):
    folder.mkdir(parents=True)
    (folder / f"{office.clerk.id}-one_time_notice-0.json").write_text('{"staff": 1')
    (folder / f"{office.clerk.id}-other-0.json").write_text('["nothing"]')
    assert register.find_draft(office.clerk, *KEY) is None
    assert register.send_drafts(office.clerk) == 0


def test_two_offices_never_share_a_folder_and_one_office_has_one_for_all_its_people():
    one = drafts("postgresql://lin:secret@server/office")
    assert one == drafts("postgresql://chen:other@server/office")
    assert one != drafts("postgresql://lin:secret@server/another")
    assert "secret" not in str(one)
