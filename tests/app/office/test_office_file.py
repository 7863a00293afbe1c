"""The office's file: the same for every counter, read strictly, and without a secret."""

from __future__ import annotations

import pytest

from app import places
from app.errors import BadInput
from app.office.address import ServerAddress, checked, holds_password, is_this_machine, shown, without_password
from app.office.office_file import NAME, OfficeFile, read_office_file, write_office_file
from app.settings import read_settings
from app.this_machine import find_office

PLAIN = 'bureau = "示例局"\nserver = "10.1.2.3"\ndatabase = "office"\n'


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    program = tmp_path / "program"
    program.mkdir()
    monkeypatch.setattr(places, "office_files", lambda: (places.home(), program))
    return places.home()


def test_what_is_written_is_read_again_with_the_certificate_beside_it(tmp_path):
    proof = tmp_path / "root.crt"
    proof.write_text("certificate")
    address = ServerAddress(host="db.example", database="office", port=5433, certificate=str(proof))
    file = tmp_path / "counter" / NAME
    write_office_file(file, OfficeFile(bureau='示例"局', address=address))
    read = read_office_file(file)
    assert (read.bureau, read.address.host, read.address.port) == ('示例"局', "db.example", 5433)
    assert read.address.certificate == str(file.parent / "root.crt")
    assert (file.parent / "root.crt").read_text() == "certificate"
    assert "sslrootcert=" in read.url


@pytest.mark.parametrize(
    "secret",
    ['password = "x"', '密码 = "x"', 'certificate = "postgresql://lin:geheim@db/office"', 'PWD = "x"'],
)
def test_a_file_that_holds_a_password_is_refused(tmp_path, secret):
    (file := tmp_path / NAME).write_text(PLAIN + secret, encoding="utf-8")
    with pytest.raises(BadInput, match="不能放密码"):
        read_office_file(file)


@pytest.mark.parametrize(
    "secret",
    [
        "口令 = x",
        "password: geheim",
        "管理员密码＝“x”",
        "server = postgresql://lin:geheim@db/office",
        'PWD = "x',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_file_that_cannot_be_read_and_gives_a_password_is_refused_for_the_password(
    tmp_path, secret, encoding
):
    (file := tmp_path / NAME).write_text(PLAIN + secret, encoding=encoding)
    with pytest.raises(BadInput, match="不能放密码"):
        read_office_file(file)


def test_a_remark_on_passwords_in_a_file_that_cannot_be_read_is_no_password(tmp_path):
    (file := tmp_path / NAME).write_text("# 不含密码：各人用自己的登录名和密码登录。\nserver", encoding="utf-8")
    with pytest.raises(BadInput, match="读不懂"):
        read_office_file(file)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('server = "a/b"\ndatabase = "x"', "不带用户名"),
        ('server = "a"\ndatabase = "x"\nport = "5432"', "不加引号"),
        ('server = "a"\ndatabase = "x"\nport = 0', "1至65535"),
        ('server = "a"\ndatabase = ""', "数据库的名称"),
        ('server = "a"\ndatabase = "x"\nhost = "b"', "没有“host”这一项"),
        ("server = [1]", "应当是文字"),
        ("server", "读不懂"),
    ],
)
def test_what_is_wrong_in_a_file_is_said(tmp_path, text, told):
    (file := tmp_path / NAME).write_text(text)
    with pytest.raises(BadInput, match=told):
        read_office_file(file)


def test_the_file_in_the_settings_comes_before_the_one_beside_the_program(home, tmp_path):
    assert find_office().missing
    (tmp_path / "program" / NAME).write_text(PLAIN, encoding="utf-8")
    assert find_office().url == "postgresql://10.1.2.3:5432/office"
    home.mkdir()
    (home / NAME).write_text(PLAIN.replace("10.1.2.3", "10.9.9.9"), encoding="utf-8")
    assert find_office().url == "postgresql://10.9.9.9:5432/office"
    assert find_office().bureau == "示例局"
    assert find_office("sqlite:////given.sqlite").url == "sqlite:////given.sqlite"


def test_settings_with_a_password_are_refused(tmp_path):
    (file := tmp_path / "settings.toml").write_text('database = "postgresql://lin:geheim@db/office"')
    with pytest.raises(BadInput, match="密码不能存在文件里"):
        read_settings(file)


def test_what_is_shown_of_an_address_is_the_server_and_never_the_password():
    url = ServerAddress(host="db.example", database="office").url("lin", "ge:h@im/")
    assert shown(url) == "局域网数据库 db.example"
    assert without_password(url) == "postgresql://lin@db.example:5432/office"
    assert holds_password(url)
    assert without_password("postgresql://lin@db/office") == "postgresql://lin@db/office"
    assert without_password("postgresql://lin:ge@heim@db/office") == "postgresql://lin@db/office"
    asked = "postgresql://db/office?user=lin&password={}&sslmode=require"
    assert without_password(asked.format("geheim")) == asked.format("***")
    assert not holds_password(without_password(url))
    assert shown("sqlite:////x") == "本机数据库"


def test_only_the_loopback_is_this_machine():
    assert all(map(is_this_machine, ("", "/var/run", "localhost", "127.0.0.1", "127.8.8.8", "::1")))
    assert not any(map(is_this_machine, ("10.0.0.8", "localhost.example", "db", "fe80::1")))


def test_an_address_that_was_typed_names_each_field_that_is_wrong():
    with pytest.raises(BadInput) as fault:
        checked("lin@db", "x", " ")
    assert [each.field for each in fault.value.problems] == ["host", "port", "database"]
