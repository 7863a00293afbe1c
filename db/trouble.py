"""What the world's failures are called: a Chinese sentence for each, and None for our own bugs."""

from __future__ import annotations

import sqlite3

from sqlalchemy.engine import ExceptionContext

from app.errors import NotAllowed, Unavailable

HOUSE_RULE = "EW001"  # the SQLSTATE of what the server refuses by the office's own rules
BUSY = "数据库正忙：别的窗口或程序占用了它，这一步没有做。请稍等几秒再试；一直如此时，请关闭其他程序后再试。"
READ_ONLY = "数据库是只读的，什么也没有保存。请检查数据库文件及其文件夹的写入权限，或联系管理员。"
FULL = "磁盘（或数据库的空间）已满，这一步没有保存。请腾出磁盘空间后再试。"
DAMAGED = "数据库文件已损坏。请停止使用，保留原文件，并用最近的备份恢复（restore）。"
NOT_A_DATABASE = (
    "这个文件不是数据库，或者已损坏。请检查所选的文件；如果确是本单位数据库，请用最近的备份恢复（restore）。"
)
CANNOT_OPEN = "打不开数据库文件。请检查路径、文件夹是否存在以及读写权限。"
DISK_FAILED = "读写磁盘时出错，这一步没有保存。请检查磁盘（或移动盘的连接）后再试。"
NO_MEMORY = "内存不足，这一步没有做。请关闭其他程序后再试。"
SERVER_GONE = "连不上数据库服务器，这一步没有做。请检查网络和服务器，稍后再试。"
UNCERTAIN = (
    "正在保存时与数据库服务器的连接中断，还不知道这一步是否已经保存。"
    "连接恢复后照原样再提交一次即可：已经保存的不会重复办理，也不会重复取号。"
)
SERVER_SIGN_IN = "数据库服务器不接受这个账号或密码。请核对后再试；仍不行时请联系管理员核对数据库地址。"
SERVER_LOCKED = "账号已由系统管理员锁定或停用，请联系系统管理员。"
SERVER_UNPROVED = (
    "服务器没有通过证书核验：它可能不是本单位的数据库服务器，没有连接，也没有发送密码。"
    "请系统管理员核对服务器的证书和单位地址文件里的根证书。"
)
SERVER_RIGHTS = "数据库用户没有所需的权限，这一步没有做。请联系管理员。"
NO_SUCH_DATABASE = "服务器上没有这个数据库。请联系管理员核对数据库地址。"
NOT_YOUR_DATABASE = "这个账号不能打开这个数据库。请联系管理员核对账号和数据库地址。"
SERVER_DISK_FULL = (
    "数据库服务器的磁盘已满，这一步没有保存。您填写的内容还在，请不要关闭这个页面；"
    "请告诉系统管理员腾出服务器的磁盘空间，然后照原样再试一次。"
)
SERVER_CROWDED = (
    "数据库服务器的连接数已用完，这一步没有做。请关闭不用的窗口，稍后再试；一直如此时请联系系统管理员。"
)
SERVER_FULL = "数据库服务器的内存等资源不足，这一步没有保存。请稍后再试；一直如此时请联系系统管理员。"
SERVER_DISK_FAILED = (
    "数据库服务器读写磁盘时出错，这一步没有保存。您填写的内容还在；请立即告诉系统管理员检查磁盘，然后再试。"
)

_SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: NOT_A_DATABASE,
    sqlite3.SQLITE_CANTOPEN: CANNOT_OPEN,
    sqlite3.SQLITE_IOERR: DISK_FAILED,
    sqlite3.SQLITE_PROTOCOL: BUSY,
    sqlite3.SQLITE_NOMEM: NO_MEMORY,
}
_GOES = {"FATAL", "PANIC"}
# The first characters of an SQLSTATE, the longer first.
_POSTGRESQL = (
    ("25006", READ_ONLY),
    ("28", SERVER_SIGN_IN),
    ("3D", NO_SUCH_DATABASE),
    ("40", BUSY),
    ("42501", SERVER_RIGHTS),
    ("53100", SERVER_DISK_FULL),
    ("53300", SERVER_CROWDED),
    ("53", SERVER_FULL),
    ("55P03", BUSY),
    ("57014", BUSY),
    ("57", SERVER_GONE),
    ("58", SERVER_DISK_FAILED),
    ("08", SERVER_GONE),
    ("XX001", DAMAGED),
    ("XX002", DAMAGED),
)


def is_busy(error: sqlite3.Error) -> bool:
    """Say whether SQLite only asks to try again."""
    return _sqlite_code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}


def sentence(error: BaseException | None) -> str | None:
    """Return the sentence for a failure of the world, or None for a bug of ours."""
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(_sqlite_code(error))
    return _server_sentence(error)


def unavailable(error: BaseException | None) -> Unavailable | None:
    """Return what is to be raised for a failure of the world, or None for a bug of ours."""
    words = sentence(error)
    return None if words is None else Unavailable(words)


def uncertain(trouble: Unavailable) -> Unavailable:
    """Return what is to be raised where a commit failed: with the server gone nobody knows what it did.

    A server that goes may say why (a full disk), and yet have kept what it was told.
    """
    severity = getattr(getattr(trouble.__cause__, "diag", None), "severity_nonlocalized", None)
    gone = str(trouble) == SERVER_GONE or severity in _GOES
    return Unavailable(UNCERTAIN) if gone else trouble


def explain(context: ExceptionContext) -> None:
    """Raise ``Unavailable`` where the world failed, ``NotAllowed`` where a rule the server keeps says no."""
    error = context.original_exception
    if getattr(error, "sqlstate", None) == HOUSE_RULE:
        raise NotAllowed(f"{error.diag.message_primary}。") from error  # type: ignore[attr-defined]
    trouble = unavailable(error)
    if trouble is not None and str(trouble) == SERVER_LOCKED:
        raise NotAllowed(SERVER_LOCKED) from error
    if trouble is not None:
        raise trouble from context.original_exception


def _sqlite_code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF


def _server_sentence(error: BaseException | None) -> str | None:
    state = getattr(error, "sqlstate", None)
    if state is None:
        gone = type(error).__module__.startswith("psycopg") and type(error).__name__ in _CONNECTION_ERRORS
        return _connection_sentence(str(error)) if gone else None
    return next((words for start, words in _POSTGRESQL if state.startswith(start)), None)


_CONNECTION_ERRORS = {"OperationalError", "ConnectionTimeout", "InterfaceError"}


def _connection_sentence(message: str) -> str:
    """Return the sentence for a connection that failed before the server gave a code."""
    if "certificate" in message or "server does not support SSL" in message:
        return SERVER_UNPROVED
    if "not permitted to log in" in message:
        return SERVER_LOCKED
    if "password authentication" in message or "no password" in message or "pg_hba" in message:
        return SERVER_SIGN_IN
    if "permission denied for database" in message:
        return NOT_YOUR_DATABASE
    if "database" in message and "does not exist" in message:
        return NO_SUCH_DATABASE
    return SERVER_GONE
