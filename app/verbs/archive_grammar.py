"""What ``archive`` takes on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def archive(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs of old papers; ``late`` names what each calls."""
    due = verbs.add_parser("due", help="列出到期待鉴定的文书，按年度和类型计数")
    _choosing(due)
    due.set_defaults(call=late("archive", "due"))
    verbs.add_parser("terms", help="列出各类文书的保管期限").set_defaults(call=late("archive", "terms"))
    term = verbs.add_parser("set-term", help="设定一类文书的保管期限")
    term.add_argument("type", metavar="TYPE")
    term.add_argument("term", metavar="期限", help="永久 或 10年")
    term.add_argument("--from", dest="since", required=True, metavar="日期", help="自这一天签发的文书起")
    term.add_argument("--basis", required=True, help="依据")
    term.set_defaults(call=late("archive", "set_term"))
    hold = verbs.add_parser("hold", help="暂缓销毁一个文号，受理、首问登记或工单编号的全部文书")
    hold.add_argument("number", metavar="编号")
    hold.add_argument("--reason", required=True, help="原因，如 行政诉讼未审结")
    hold.set_defaults(call=late("archive", "hold"))
    lift = verbs.add_parser("lift", help="解除暂缓销毁")
    lift.add_argument("number", metavar="编号")
    lift.add_argument("--reason", required=True, help="原因")
    lift.set_defaults(call=late("archive", "lift"))
    export = verbs.add_parser("export", help="导出可以鉴定销毁的文书为档案包（ZIP），并读回核对")
    export.add_argument("file", metavar="FILE.zip")
    _choosing(export)
    export.set_defaults(call=late("archive", "export"))
    verify = verbs.add_parser("verify", help="核对档案包，不需要数据库")
    verify.add_argument("file", metavar="FILE.zip", help="档案包，或解开后的文件夹")
    verify.set_defaults(call=late("archive", "verify"))
    _disposals(verbs, late)


def _disposals(verbs: Any, late: Callable[[str, str], object]) -> None:
    propose = verbs.add_parser("propose", help="档案员：就一个档案包提请销毁")
    propose.add_argument("file", metavar="FILE.zip")
    propose.add_argument("--opinion", required=True, help="鉴定意见")
    propose.set_defaults(call=late("archive", "propose"))
    verbs.add_parser("list", help="列出销毁批次").set_defaults(call=late("archive", "listed"))
    for verb, words in (
        ("approve", "分管局领导：同意销毁，出具销毁清册"),
        ("decline", "分管局领导：不同意销毁"),
    ):
        one = verbs.add_parser(verb, help=words)
        one.add_argument("batch", type=int, metavar="批次")
        one.add_argument("--opinion", required=True, help="审批意见")
        if verb == "approve":
            one.add_argument("--out", required=True, metavar="DIR", help="销毁清册（PDF、DOCX）存到哪里")
        one.set_defaults(call=late("archive", verb))
    taken = verbs.add_parser("withdraw", help="撤回自己提请、还没有审批的批次")
    taken.add_argument("batch", type=int, metavar="批次")
    taken.set_defaults(call=late("archive", "withdraw"))
    purge = verbs.add_parser("purge", help="销毁已批准批次的文书，不能恢复；中断后再执行一次即接着做")
    purge.add_argument("batch", type=int, metavar="批次")
    purge.add_argument("--package", required=True, metavar="FILE.zip", help="提请时的档案包，销毁前再核对一次")
    purge.set_defaults(call=late("archive", "purge"))


def _choosing(parser: Any) -> None:
    parser.add_argument("--type", action="append", default=[], metavar="TYPE", help="只要这类文书，可以写多次")
    parser.add_argument(
        "--year", action="append", default=[], type=int, metavar="年度", help="只要这个年度，可以写多次"
    )
