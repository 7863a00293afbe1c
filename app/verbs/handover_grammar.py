"""What ``handover`` takes on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_PAPER = "并把PDF和DOCX存到这个文件夹"


def handover(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs of handovers (工作交接); ``late`` names what each calls."""
    show = verbs.add_parser("show", help="一次离岗的交接：还没有交接单的，列出全部在办事项")
    make = verbs.add_parser("make", help="出具工作交接单，在办事项都在单上")
    take = verbs.add_parser("take", help="接收全部待接收的事项；突发离岗没有交接单的，先补录")
    back = verbs.add_parser("return", help="返岗后出具返岗交还单")
    sign = verbs.add_parser("sign", help="在等您签字的交接单、返岗交还单上签字")
    calls = ((show, "show"), (make, "make"), (take, "take"), (back, "give_back"), (sign, "sign"))
    for each, call in calls:
        each.add_argument("login", metavar="LOGIN", help="离岗的人")
        each.set_defaults(call=late("handover", call))
    for each in (make, back):
        each.add_argument("--fields", default="", help="单上其他要填的内容（JSON文件）")
    for each in (make, take, back):
        each.add_argument("--out", default="", metavar="DIR", help=_PAPER)
    take.add_argument("--item", default="", metavar="KEY", help="只接收这一项（如 case:12，或编号）")
    take.add_argument("--objection", default="", metavar="T", help="对这一项有异议，不接收")
