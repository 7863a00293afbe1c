"""Asks a server how the line to it is kept: before anybody signs in, and of a connection that stands."""

from __future__ import annotations

import socket
import ssl
import struct
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from app.errors import Unavailable
from app.office.address import PORT, is_this_machine
from app.office.wire import THIS_MACHINE, Wire
from db.trouble import SERVER_UNPROVED

PATIENCE = 5.0  # seconds
_ASK_FOR_TLS = struct.pack("!ii", 8, 80877103)  # PostgreSQL's SSLRequest
_YES, _NO = b"S", b"N"
_PROVING = {"verify-full", "verify-ca"}
NO_TLS = "服务器不提供加密连接（TLS），而单位地址要求核验证书，没有连接。请管理员在数据库服务器上启用TLS。"
NO_SUCH_HOST = "找不到名为“{host}”的服务器。请核对名称，或改填它的IP地址。"
NOBODY_THERE = "连不上数据库服务器 {host}，端口 {port}。请核对地址和端口，并检查网络和服务器是否开着。"
NOT_POSTGRESQL = "这个地址上答话的不是 PostgreSQL 数据库服务器。请核对服务器和端口。"


def probe(url: URL) -> Wire:
    """Knock at a server without signing in; raises ``Unavailable`` where it is gone or the wrong one."""
    host, port = _host_of(url), url.port or PORT
    if not host or host.startswith("/"):  # a socket in a folder, which is this machine's
        return THIS_MACHINE
    proof = "" if is_this_machine(host) else str(url.query.get("sslrootcert", ""))
    try:
        with socket.create_connection((host, port), PATIENCE) as line:
            line.sendall(_ASK_FOR_TLS)
            answer = line.recv(1)
            if answer == _NO and proof:
                raise Unavailable(NO_TLS)
            if answer not in {_YES, _NO}:
                raise Unavailable(NOT_POSTGRESQL)
            if is_this_machine(host):
                return THIS_MACHINE
            return _shaken(line, host, proof) if answer == _YES else Wire()
    except ssl.SSLError as error:
        raise Unavailable(SERVER_UNPROVED) from error
    except socket.gaierror as error:
        raise Unavailable(NO_SUCH_HOST.format(host=host)) from error
    except OSError as error:
        raise Unavailable(NOBODY_THERE.format(host=host, port=port)) from error


def wire_of(engine: Engine) -> Wire:
    """Return how a connection of the engine is kept."""
    url = engine.url
    if url.get_backend_name() == "sqlite" or is_this_machine(_host_of(url)):
        return THIS_MACHINE
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        encrypted = bool(driver.pgconn.ssl_in_use)
    return Wire(encrypted=encrypted, verified=encrypted and url.query.get("sslmode") in _PROVING)


def proved(url: URL) -> URL:
    """Have a server prove itself where the address names its root certificate."""
    if "sslrootcert" in url.query and "sslmode" not in url.query:
        return url.update_query_dict({"sslmode": "verify-full"})
    return url


def _host_of(url: URL) -> str:
    return url.host or str(url.query.get("host", ""))


def _shaken(line: socket.socket, host: str, proof: str) -> Wire:
    context = ssl.create_default_context(cafile=proof if Path(proof).is_file() else None)
    if not proof:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    with context.wrap_socket(line, server_hostname=host):
        return Wire(encrypted=True, verified=bool(proof))
