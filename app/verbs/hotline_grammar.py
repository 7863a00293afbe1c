"""What ``hotline`` takes on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.verbs.hotline_advice_grammar import advice
from app.verbs.hotline_figures_grammar import figures
from app.verbs.hotline_papers_grammar import papers

VIEWS = (
    "mine", "division", "arrived", "today", "late", "returned", "supervised", "to_call_back", "all",
)  # fmt: skip


def hotline(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs of 12345 work orders; ``late`` names what each calls."""
    register = verbs.add_parser("register", help="登记一件工单")
    register.add_argument("--fields", required=True, help="工单的各项内容（JSON文件）")
    register.set_defaults(call=late("hotline", "register"))
    listed = verbs.add_parser("list", help="列出工单，一行一件")
    listed.add_argument("words", nargs="?", default="", help="编号、标题、内容、地点、姓名、电话尾号")
    listed.add_argument("--view", choices=VIEWS, default="all")
    listed.set_defaults(call=late("hotline", "listed"))
    show = verbs.add_parser("show", help="一件工单、办理过程和现在能办的动作")
    show.add_argument("number", metavar="编号")
    show.set_defaults(call=late("hotline", "show"))
    do = verbs.add_parser("do", help="办理一个动作（动作名见 hotline show）")
    do.add_argument("number", metavar="编号")
    do.add_argument("action", help="动作，如 dispatch、sign、return、call、reply、approve")
    do.add_argument("--fields", default="", help="动作要填的内容（JSON文件）")
    do.set_defaults(call=late("hotline", "do"))
    load = verbs.add_parser("import", help="导入市平台导出的工单表")
    load.add_argument("file", metavar="文件", help="XLSX、XLS或CSV")
    load.add_argument("--map", default="", help="列名对应（JSON文件：表头到列名，“-”为不对应）")
    load.set_defaults(call=late("hotline_tables", "load"))
    export = verbs.add_parser("export", help="按市平台的列导出工单")
    export.add_argument("file", metavar="文件", help="XLSX或CSV")
    export.add_argument("words", nargs="?", default="", help="编号、标题、内容、地点、姓名、电话尾号")
    export.add_argument("--view", choices=VIEWS, default="all")
    export.set_defaults(call=late("hotline_tables", "export"))
    advice(verbs, late)
    papers(verbs, late)
    figures(verbs, late)
