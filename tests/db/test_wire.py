"""The line to a server: proved where a root certificate is given, and warned of where it is open."""

from __future__ import annotations

import os
import socket
import subprocess

import psycopg
import pytest

from app.errors import Unavailable
from app.office.findings import Standing, may_go_on
from app.office.wire import Wire
from db.engine import bare_engine, open_engine, parse_url
from db.founding.examining import examine, knock
from db.founding.upgrade import create
from db.wire import probe, wire_of
from tests.postgres import free_port, running_server

OWNER = "owner-2026"


def outside():
    """Return an address of this machine that is not the loopback, None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect(("10.255.255.255", 9))
        except OSError:
            return None
        found = line.getsockname()[0]
    return None if found.startswith("127.") else found


HOST = outside()
pytestmark = pytest.mark.skipif(HOST is None, reason="this machine has no address but the loopback")


def certificate(folder, name, host):
    """Make a certificate that signs itself, for a host."""
    subprocess.run(
        ["openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-subj", f"/CN={host}",
         "-addext", f"subjectAltName=IP:{host}",
         "-out", folder / f"{name}.crt", "-keyout", folder / f"{name}.key"],
        check=True, capture_output=True,
    )  # fmt: skip


def administer(server, statement):
    place = {"host": str(server.folder), "port": server.port}
    with psycopg.connect(**place, user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute(statement)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server on the network, and a folder of certificates: ``own`` is the server's, ``other`` not."""
    folder, port = tmp_path_factory.mktemp("proof"), free_port()
    for name, host in (("own", HOST), ("other", HOST), ("elsewhere", "10.254.254.254")):
        certificate(folder, name, host)
    with running_server(listen_addresses="*", port=str(port)) as server:
        server.port = port
        administer(server, f"CREATE ROLE bureau LOGIN CREATEROLE PASSWORD '{OWNER}'")
        with (server.folder / "files" / "pg_hba.conf").open("a") as file:
            file.write("host all all all scram-sha-256\n")
        yield server, folder


def offer(served, name):
    """Have the server offer TLS with a certificate, or none at all."""
    server, folder = served
    files = server.folder / "files"
    lines = "ssl = off\n"
    if name:
        for ending in ("crt", "key"):
            target = files / f"server.{ending}"
            target.write_bytes((folder / f"{name}.{ending}").read_bytes())
            target.chmod(0o600)
            if os.geteuid() == 0:
                owner = files.stat()
                os.chown(target, owner.st_uid, owner.st_gid)
        lines = "ssl = on\n"
    (files / "postgresql.auto.conf").write_text(lines)
    server.stop()
    server.start()


def url_of(served, name, root="", who=f"bureau:{OWNER}@"):
    server, folder = served
    proof = f"?sslrootcert={folder / root}.crt" if root else ""
    return f"postgresql://{who}{HOST}:{server.port}/{name}{proof}"


def test_the_line_is_proved_with_the_right_root_and_refused_with_another(served):
    offer(served, "own")
    proved = url_of(served, "postgres", "own")
    assert parse_url(proved).query["sslmode"] == "verify-full"
    assert probe(parse_url(proved)) == Wire(encrypted=True, verified=True)
    engine = bare_engine(proved)
    assert wire_of(engine) == Wire(encrypted=True, verified=True)
    engine.dispose()

    assert probe(parse_url(url_of(served, "postgres"))) == Wire(encrypted=True)
    wrong = url_of(served, "postgres", "other")
    with pytest.raises(Unavailable, match="证书核验"):
        probe(parse_url(wrong))
    with pytest.raises(Unavailable, match="也没有发送密码"):
        open_engine(wrong)


def test_a_certificate_for_another_server_is_refused(served):
    offer(served, "elsewhere")
    url = url_of(served, "postgres", "elsewhere")
    with pytest.raises(Unavailable, match="证书核验"):
        probe(parse_url(url))
    with pytest.raises(Unavailable, match="证书核验"):
        open_engine(url)


def test_an_open_line_is_warned_of_and_refused_where_a_proof_is_asked_for(served):
    offer(served, "")
    wire = probe(parse_url(url_of(served, "postgres")))
    assert (wire, wire.warning) == (Wire(), "与服务器的连接没有加密")
    with pytest.raises(Unavailable, match="不提供加密连接"):
        probe(parse_url(url_of(served, "postgres", "own")))
    with pytest.raises(Unavailable, match="证书核验"):
        open_engine(url_of(served, "postgres", "own"))


def test_what_stands_at_the_address_is_found_line_by_line(served):
    offer(served, "own")
    server, _folder = served
    administer(server, "CREATE DATABASE looked OWNER bureau TEMPLATE template0")
    url = url_of(served, "looked", "own")
    found = examine(url)
    assert may_go_on(found), found
    assert [each.text for each in found if "空的" in each.text or "TLS" in each.text or "证书" in each.text]
    create(url, roles=True)
    assert "已经有效能工作台的单位" in examine(url)[-1].told
    assert examine(url)[-1].standing is Standing.LACKS
    administer(server, f"CREATE ROLE stranger LOGIN PASSWORD '{OWNER}'")
    strangers = url_of(served, "looked", "own", who=f"stranger:{OWNER}@")
    assert "不能打开数据库“looked”" in examine(strangers)[-1].text
    administer(server, "DROP ROLE stranger")
    assert "不接受账号“bureau”" in examine(url.replace(OWNER, "wrong"))[-1].text
    assert "CREATE DATABASE nothere OWNER bureau" in examine(url.replace("/looked", "/nothere"))[-1].text
    administer(server, "DROP DATABASE looked WITH (FORCE)")


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "EUC_CN"])
def test_a_database_that_cannot_keep_all_characters_is_refused_with_the_reason(served, encoding):
    offer(served, "own")
    server, _folder = served
    administer(
        server,
        "CREATE DATABASE narrow OWNER bureau TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
        f" ENCODING '{encoding}'",
    )
    lacking = [
        each.told for each in examine(url_of(served, "narrow", "own")) if each.standing is Standing.LACKS
    ]
    assert len(lacking) == 1, lacking
    assert "不是 UTF8" in lacking[0]
    administer(server, "DROP DATABASE narrow WITH (FORCE)")


def test_what_an_account_lacks_is_told_as_the_line_to_be_run(served):
    offer(served, "own")
    server, _folder = served
    administer(server, f"CREATE ROLE weak LOGIN PASSWORD '{OWNER}'")
    found = examine(url_of(served, "postgres", "own", who=f"weak:{OWNER}@"))
    told = "".join(each.told for each in found if each.standing is Standing.LACKS)
    assert "ALTER DATABASE postgres OWNER TO weak" in told
    assert "ALTER ROLE weak CREATEROLE" in told
    administer(server, "DROP ROLE weak")


def test_nobody_there_or_somebody_else_is_said(served):
    for host in (HOST, "127.0.0.1", "localhost"):
        (found,) = knock(f"postgresql://{host}:{(port := free_port())}/office")
        assert f"连不上数据库服务器 {host}，端口 {port}" in found.text
        assert found.standing is Standing.LACKS
    assert "找不到名为“no-such-host.invalid”" in knock("postgresql://no-such-host.invalid/office")[0].text
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        other.settimeout(5)
        import threading

        def answer():
            line, _who = other.accept()
            line.sendall(b"HTTP/1.1")
            line.close()

        threading.Thread(target=answer, daemon=True).start()
        url = f"postgresql://{HOST}:{other.getsockname()[1]}/office"
        assert "不是 PostgreSQL" in knock(url)[0].text


def test_the_loopback_needs_no_proof(served):
    server, _folder = served
    url = f"postgresql://bureau:{OWNER}@127.0.0.1:{server.port}/postgres"
    assert probe(parse_url(url)).warning == ""
    psycopg.connect(url).close()
