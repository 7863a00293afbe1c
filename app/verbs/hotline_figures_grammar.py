"""What the hotline's figures take on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def figures(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs of figures; ``late`` names what each calls."""
    stats = verbs.add_parser("stats", help="签收、办结、退单、重办、回访、满意、督办等指标，按权限范围")
    stats.add_argument(
        "--from", dest="since", required=True, metavar="日期", help="期间的第一天，如 2026-11-01"
    )
    stats.add_argument("--to", dest="until", required=True, metavar="日期", help="期间的最后一天")
    cuts = ("month", "division", "type", "topic", "place")
    stats.add_argument("--by", choices=cuts, default="", help="按月、单位、诉求类型、业务或地点分行")
    stats.add_argument("--xlsx", default="", metavar="FILE", help="另存为表格，附口径")
    stats.set_defaults(call=late("hotline_figures", "stats"))
    report = verbs.add_parser("report", help="一个月的办理情况月报：PDF、DOCX和表格")
    report.add_argument("month", metavar="月份", help="如 2026-11")
    report.add_argument("--out", required=True, metavar="DIR", help="存到这个文件夹")
    report.set_defaults(call=late("hotline_figures", "report"))
