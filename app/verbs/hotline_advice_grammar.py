"""What ``hotline`` takes for advice, the knowledge base and the responsibility directory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def advice(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs; ``late`` names what each calls."""
    advise = verbs.add_parser("advise", help="受理范围提示、疑似重复和建议的主办单位，各有理由")
    advise.add_argument("number", metavar="编号")
    advise.set_defaults(call=late("hotline_advice", "advise"))
    answers = verbs.add_parser("answers", help="查知识库，一行一条")
    answers.add_argument("words", nargs="?", default="", help="问题、答复、依据里的字")
    answers.add_argument("--citable", action="store_true", help="只列现在能引用的")
    answers.set_defaults(call=late("hotline_advice", "answers"))
    save = verbs.add_parser("answer-save", help="把办结工单的答复提为知识库条目")
    save.add_argument("number", metavar="编号")
    save.add_argument("--fields", default="", help="要改的内容（JSON文件）；不给的取自工单的答复")
    save.set_defaults(call=late("hotline_advice", "answer_save"))
    approve = verbs.add_parser("answer-approve", help="审定知识库条目，复核也用它")
    approve.add_argument("answer", metavar="条目号", type=int)
    approve.add_argument("--fields", default="", help="要改的内容（JSON文件）")
    approve.set_defaults(call=late("hotline_advice", "answer_approve"))
    retire = verbs.add_parser("answer-retire", help="停用知识库条目")
    retire.add_argument("answer", metavar="条目号", type=int)
    retire.add_argument("--reason", required=True, help="停用的理由")
    retire.set_defaults(call=late("hotline_advice", "answer_retire"))
    directory = verbs.add_parser("directory", help="职责目录：列出，从表格导入，导出为XLSX")
    directory.add_argument("--import", dest="source", metavar="文件", default="", help="导入的XLSX或CSV")
    directory.add_argument("--export", dest="target", metavar="文件", default="", help="导出的XLSX")
    directory.set_defaults(call=late("hotline_advice", "directory"))
