"""What ``work`` takes on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

VIEWS = ("mine", "behalf", "division", "uncovered", "waiting", "today", "late", "soon")


def work(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs of the work list (待办); ``late`` names what each calls."""
    listed = verbs.add_parser("list", help="列出待办，最急的在前")
    words = "我的、代A岗、本处室、无人在岗、等待他人、今日到期、已逾期、临期"
    listed.add_argument("--view", choices=VIEWS, default="mine", help=words)
    load = verbs.add_parser("load", help="本处室各人的待办、离岗和离岗期间到期的（单位负责人）")
    for each, call in ((listed, "listed"), (load, "load")):
        each.set_defaults(call=late("work", call))
    assign = verbs.add_parser("assign", help="改派给本处室的另一人（单位负责人）")
    assign.add_argument("number", metavar="编号", help="编号，或 work list 里的键，如 case:12")
    assign.add_argument("--to", required=True, metavar="LOGIN", help="改由谁办理")
    assign.add_argument("--reason", required=True, help="改派理由")
    assign.set_defaults(call=late("work", "assign"))
