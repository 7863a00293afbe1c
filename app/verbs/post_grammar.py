"""What ``post`` takes on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def post(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs of posts and absences; ``late`` names what each calls."""
    _posts(verbs, late)
    _papers(verbs, late)
    _absences(verbs, late)


def _posts(verbs: Any, late: Callable[[str, str], object]) -> None:
    listed = verbs.add_parser("list", help="列出岗位和AB岗")
    listed.add_argument("--division", default="", help="只列这一处室（名称或代码）")
    listed.set_defaults(call=late("post", "listed"))
    setting = verbs.add_parser("set", help="设置岗位；同处室同名的即修改")
    fields = "JSON：name、duties、a、b、second_b（登录名）、goals等；不写division即本处室"
    setting.add_argument("--fields", required=True, help=fields)
    setting.set_defaults(call=late("post", "set_up"))
    for name, call, words in (
        ("approve", "approve", "分管局领导批准岗位设置"),
        ("file", "put_on_file", "备案已批准的岗位设置"),
    ):
        each = verbs.add_parser(name, help=words)
        each.add_argument("name", nargs="?", default="", metavar="NAME", help="岗位名称；不写即办理全部")
        each.add_argument("--division", default="", help="只办这一处室（名称或代码）")
        each.set_defaults(call=late("post_papers", call))


def _papers(verbs: Any, late: Callable[[str, str], object]) -> None:
    public = verbs.add_parser("public", help="半年公开名单（涉密岗位不列入），可存为XLSX")
    register = verbs.add_parser("register", help="签发本处室的《AB岗设置报备表》")
    for each, call in ((public, "public"), (register, "register")):
        each.add_argument("--division", default="", help="处室（名称或代码）")
        each.add_argument("--year", type=int, default=0, help="年度；不写即今年")
        each.add_argument("--half", type=int, choices=(1, 2), default=0, help="1上半年，2下半年；不写即现在")
        each.set_defaults(call=late("post_papers", call))
    public.add_argument("--xlsx", default="", metavar="FILE", help="把名单存成这个文件")
    statement = verbs.add_parser("responsibility", help="签发一个岗位的《岗位目标责任书》")
    statement.add_argument("name", metavar="NAME", help="岗位名称")
    statement.add_argument("--year", type=int, default=0, help="年度；不写即今年")
    statement.set_defaults(call=late("post_papers", "responsibility"))
    for each in (register, statement):
        each.add_argument("--fields", default="", help="纸上其他要填的内容（JSON文件）")
        each.add_argument("--out", required=True, metavar="DIR", help="把PDF和DOCX存到这个文件夹")


def _absences(verbs: Any, late: Callable[[str, str], object]) -> None:
    absent = verbs.add_parser("absent", help="离岗；写成 2026-11-23、2026-11-23上午 或 2026-11-23下午")
    absent.add_argument("login", metavar="LOGIN", help="谁离岗")
    absent.add_argument("--from", dest="since", default="", metavar="T", help="从何时起")
    absent.add_argument("--until", default="", metavar="T", help="到何时止（含）；临时离岗可不写")
    absent.add_argument("--reason", required=True, help="休假、学习、会议、出差、请假、病假或其他")
    absent.add_argument("--sudden", action="store_true", help="临时离岗，由他人登记，立即生效")
    absent.add_argument("--substitute", default="", metavar="LOGIN", help="单位负责人指定的临时替代人")
    absent.add_argument("--ground", default="", help="指定临时替代人的理由")
    absent.set_defaults(call=late("post", "absent"))
    back = verbs.add_parser("back", help="返岗")
    back.add_argument("login", metavar="LOGIN", help="谁返岗")
    back.set_defaults(call=late("post", "back"))
