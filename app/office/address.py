"""Where an office's database is: its address, what a clerk is shown of it, and what is never kept of it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from app.errors import BadInput, Problem

PORT = 5432  # PostgreSQL's own
_MOST_PORTS = 65_535
_HOST = re.compile(r"[A-Za-z0-9._:-]+")
_SECRET = re.compile(r"(://[^:/@]*):.*@")
_ASKED_FOR = re.compile(r"(?<=[?&]password=)[^&]*")


@dataclass(frozen=True, kw_only=True)
class ServerAddress:
    """An office on a server; ``certificate`` is the root certificate's file that proves the server."""

    host: str
    database: str
    port: int = PORT
    certificate: str = ""

    def url(self, login: str = "", password: str = "") -> str:
        """Return it as an SQLAlchemy URL, for a login if one is given."""
        who = quote(login, safe="") + (f":{quote(password, safe='')}" if password else "")
        host = f"[{self.host}]" if ":" in self.host else self.host
        proof = f"?sslrootcert={quote(self.certificate, safe='/')}" if self.certificate else ""
        named = quote(self.database, safe="")
        return f"postgresql://{who}{'@' if who else ''}{host}:{self.port}/{named}{proof}"


def checked(host: str, port: str, database: str, certificate: str = "") -> ServerAddress:
    """Return the address that was typed; raises ``BadInput`` with what is wrong at which field."""
    host, port, database = host.strip(), port.strip() or str(PORT), database.strip()
    problems = []
    if not host:
        problems.append(Problem("host", "请填写服务器的名称或IP地址，如 10.0.0.8。"))
    elif not _HOST.fullmatch(host):
        problems.append(Problem("host", "只填服务器的名称或IP地址，不带用户名、密码和斜线。"))
    if not (port.isdecimal() and 0 < int(port) <= _MOST_PORTS):
        problems.append(Problem("port", f"端口是1至{_MOST_PORTS}的数，一般是{PORT}。"))
    if not database:
        problems.append(Problem("database", "请填写数据库的名称，如 office。"))
    if problems:
        raise BadInput.listing(tuple(problems))
    return ServerAddress(host=host, port=int(port), database=database, certificate=certificate.strip())


def host_of(url: str) -> str:
    """Return the server of an address; "" for a file, or for a server reached by a socket of this machine."""
    return "" if url.startswith("sqlite") else urlsplit(url).hostname or ""


def is_this_machine(host: str) -> bool:
    """Tell whether nothing said to this host leaves the machine."""
    if not host or host.startswith("/") or host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown(url: str) -> str:
    """Return what the clerk reads of the address: the machine's own database, or the server's name."""
    if url.startswith("sqlite"):
        return "本机数据库"
    host = host_of(url)
    return "本机的数据库服务器" if is_this_machine(host) else f"局域网数据库 {host}"


def without_password(url: str) -> str:
    """Return the whole address as it may be read by anybody."""
    return url if url.startswith("sqlite") else unquote(masked(url).replace(":***@", "@"))


def masked(url: str) -> str:
    """Return the address with stars in the place of its password."""
    return _ASKED_FOR.sub("***", _SECRET.sub(r"\1:***@", url))


def holds_password(url: str) -> bool:
    """Tell whether there is a password in the address."""
    return bool(_SECRET.search(url) or _ASKED_FOR.search(url))
