"""What ``office``, ``staff``, ``backup`` and ``restore`` take on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_OF_INIT = (
    ("bureau", "单位全称"),
    ("division", "管理员所在处室"),
    ("mark", "该处室的机关代字"),
    ("login", "管理员登录名"),
    ("name", "管理员姓名"),
)


def office(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs of the office's database; ``late`` names what each calls."""
    verbs.add_parser("demo", help="建立演示单位").set_defaults(call=late("office", "demo"))
    init = verbs.add_parser("init", help="建立空白单位和第一个管理员")
    for name, words in _OF_INIT:
        init.add_argument(f"--{name}", default="", help=words)
    init.add_argument("--code", default="BG", help="该处室在受理编号中的代码")
    init.set_defaults(call=late("office", "init"))
    verbs.add_parser("status", help="数据库的版本、大小和连接").set_defaults(call=late("server", "status"))
    verbs.add_parser("upgrade", help="升级旧版本的数据库").set_defaults(call=late("server", "upgrade"))
    moved = verbs.add_parser("move", help="把本机数据库搬到服务器")
    moved.add_argument("--to", required=True, metavar="URL", help="空的 PostgreSQL 数据库，用其所有者的账号")
    moved.add_argument("--passwords", default="", metavar="文件", help="每人首次密码写到哪里")
    moved.set_defaults(call=late("server", "move"))


def copies(nouns: Any, late: Callable[[str, str], object]) -> None:
    """Add ``backup`` and ``restore``."""
    backup = nouns.add_parser("backup", help="备份，并恢复到临时库核对")
    backup.add_argument("file", metavar="文件", help="备份写到哪里；是文件夹的，按时间命名并只留最近若干份")
    backup.set_defaults(call=late("copies", "backup"))
    restore = nouns.add_parser("restore", help="用备份替换现在的全部数据；--drill 只演练，不替换")
    restore.add_argument(
        "file", metavar="文件", nargs="?", default="", help="备份文件；演练可不写，用最新的一份"
    )
    restore.add_argument("--drill", action="store_true", help="恢复到临时库，核验台账、文书、文号和在办事项")
    restore.add_argument("--out", default="", metavar="文件夹", help="演练记录（PDF、DOCX）存到这里")
    restore.set_defaults(call=late("copies", "restore"))


def staff(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs of staff and their logins."""
    verbs.add_parser("list", help="列出人员").set_defaults(call=late("staff", "listed"))
    added = verbs.add_parser("add", help="新增人员")
    added.add_argument("login", metavar="登录名")
    added.add_argument("--name", required=True, help="姓名")
    added.add_argument("--division", required=True, help="处室名称或代码")
    added.add_argument("--role", required=True, action="append", help="角色，如 handler 或 经办人；可以写多次")
    added.add_argument("--wide", action="store_true", help="角色管全局")
    added.add_argument("--counter", default="", help="窗口")
    added.set_defaults(call=late("staff", "add"))
    for verb, words in (("lock", "锁定账号"), ("unlock", "解除锁定"), ("reset", "重置密码")):
        one = verbs.add_parser(verb, help=words)
        one.add_argument("login", metavar="登录名")
        one.set_defaults(call=late("staff", verb))
