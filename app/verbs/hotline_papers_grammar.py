"""What ``hotline`` takes on the command line for papers, the draw of call-backs, and talks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Late = Callable[[str, str], object]
_FILLED = "补填或改填的内容（JSON文件）"


def papers(verbs: Any, late: Late) -> None:
    """Add the verbs; ``late`` names what each calls."""
    paper = verbs.add_parser("paper", help="出具工单的一种文书，存为PDF和DOCX")
    paper.add_argument("number", metavar="编号")
    paper.add_argument("type", help="文书，如 work_order、reply_sheet、co_handling_letter、supervision_letter")
    paper.add_argument("--out", required=True, metavar="DIR", help="存放的文件夹")
    paper.add_argument("--part", default="", help="哪一步，如 2 表示第2次督办；不写的为最后一次")
    paper.add_argument("--fields", default="", metavar="F.json", help=_FILLED)
    paper.set_defaults(call=late("hotline_papers", "paper"))
    sheet = verbs.add_parser("day-sheet", help="一个单位一天的当日签收单")
    sheet.add_argument("division", metavar="单位")
    sheet.add_argument("--on", default="", metavar="日期", help="如 2026-11-23；不写的为今天")
    sheet.add_argument("--out", required=True, metavar="DIR", help="存放的文件夹")
    sheet.set_defaults(call=late("hotline_papers", "day_sheet"))
    sample = verbs.add_parser("sample", help="回访抽样：一段时间办结的工单，签号、比例和是否抽中")
    sample.add_argument("--from", dest="since", required=True, metavar="日期", help="期间的第一天")
    sample.add_argument("--to", dest="until", required=True, metavar="日期", help="期间的最后一天")
    sample.set_defaults(call=late("hotline_papers", "sample"))
    talk = verbs.add_parser("talk", help="约谈：提请、确认、通知、记录、反馈和佐证材料")
    _talks(talk.add_subparsers(dest="act", metavar="动作", required=True), late)


def _talks(acts: Any, late: Late) -> None:
    acts.add_parser("list", help="列出约谈").set_defaults(call=late("hotline_talks", "listed"))
    acts.add_parser("ladder", help="各单位连续督办的次数").set_defaults(call=late("hotline_talks", "ladder"))
    for name, words in (("show", "一件约谈"), ("confirm", "确认约谈")):
        verb = acts.add_parser(name, help=words)
        verb.add_argument("number", metavar="约谈编号")
        verb.set_defaults(call=late("hotline_talks", name))
    for name, words, said in (
        ("decline", "不约谈", "不约谈的理由"),
        ("feedback", "被约谈单位反馈整改", "整改情况"),
    ):
        verb = acts.add_parser(name, help=words)
        verb.add_argument("number", metavar="约谈编号")
        verb.add_argument("--text", required=True, help=said)
        verb.set_defaults(call=late("hotline_talks", name))
    for name, words in (("notice", "发约谈通知"), ("record", "记约谈记录")):
        verb = acts.add_parser(name, help=words)
        verb.add_argument("number", metavar="约谈编号")
        verb.add_argument("--fields", default="", metavar="F.json", help=_FILLED)
        verb.add_argument("--out", required=True, metavar="DIR", help="存放的文件夹")
        verb.set_defaults(call=late("hotline_talks", name))
    bundle = acts.add_parser("bundle", help="导出约谈佐证材料")
    bundle.add_argument("number", metavar="约谈编号")
    bundle.add_argument("--out", required=True, metavar="FILE.pdf")
    bundle.set_defaults(call=late("hotline_talks", "bundle"))
