"""What ``contact`` takes on the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

KINDS = ("举报", "投诉", "咨询", "查询", "办事")
CHANNELS = ("来人", "来电", "来信", "网络")


def contact(verbs: Any, late: Callable[[str, str], object]) -> None:
    """Add the verbs of first contacts (首问登记); ``late`` names what each calls."""
    _register(verbs.add_parser("register", help="登记来访、来电"), late)
    listed = verbs.add_parser("list", help="列出首问登记")
    listed.add_argument("words", nargs="?", default="")
    listed.add_argument("--mine", action="store_true", help="只列本人登记的和要办的")
    listed.add_argument("--late", action="store_true", help="只列逾期的")
    listed.set_defaults(call=late("contact", "listed"))
    for verb, words in (("show", "一件首问登记和现在能办的动作"), ("take", "签收移交给本人的")):
        added = verbs.add_parser(verb, help=words)
        added.add_argument("number", metavar="编号")
        added.set_defaults(call=late("contact", verb))
    _called_and_answered(verbs, late)
    do = verbs.add_parser("do", help="办理一个动作（动作名见 contact show）")
    do.add_argument("number", metavar="编号")
    do.add_argument("action", help="动作，如 hand、give_back、report、opinion")
    do.add_argument("--fields", default="", help="动作要填的内容（JSON文件）")
    do.set_defaults(call=late("contact", "do"))
    case = verbs.add_parser("case", help="转为办件，来访人和电话不用再填")
    case.add_argument("number", metavar="编号")
    case.add_argument("--matter", required=True, help="事项名称、编码、拼音或首字母")
    case.add_argument("--received", action="store_true", help="已收件；不加则登记为咨询")
    case.set_defaults(call=late("contact", "case"))
    order = verbs.add_parser("order", help="转为12345工单，由信访中心分派；来访人和内容不用再填")
    order.add_argument("number", metavar="编号")
    order.add_argument("--fields", default="", help="要改的内容（JSON文件）：type、title、place、secrecy等")
    order.set_defaults(call=late("contact", "order"))
    record = verbs.add_parser("record", help="出具首问负责登记表")
    record.add_argument("number", metavar="编号")
    record.add_argument("--out", required=True, help="PDF和DOCX存放的文件夹")
    record.set_defaults(call=late("contact", "record"))


def _register(register: Any, late: Callable[[str, str], object]) -> None:
    register.add_argument("--visitor", required=True, help="来访人姓名或单位名称")
    register.add_argument("--telephone", required=True)
    register.add_argument("--kind", required=True, choices=KINDS)
    register.add_argument("--content", required=True, help="来访内容")
    register.add_argument("--channel", choices=CHANNELS, default="来人")
    whose = register.add_mutually_exclusive_group()
    whose.add_argument("--to", default="", metavar="LOGIN", help="移交给谁（登录名或姓名）")
    whose.add_argument("--own", action="store_true", help="属于本人职责")
    whose.add_argument("--outside", default="", metavar="ORGAN", help="不属于本局，写明承办部门")
    whose.add_argument("--petition", action="store_true", help="投诉、举报，引导到信访接待室")
    register.add_argument("--answer", default="", help="本人职责、已当场解答的，答复内容")
    register.add_argument("--by", default="", metavar="日期", help="本人职责、不能当场答复的，承诺的日期")
    register.add_argument("--guidance", default="", help="不属于本局的，引导说明")
    register.add_argument("--major", default="", metavar="LOGIN", help="重大事项，报告给哪位分管领导")
    register.set_defaults(call=late("contact", "register"))


def _called_and_answered(verbs: Any, late: Callable[[str, str], object]) -> None:
    called = verbs.add_parser("called", help="已联系办事人")
    called.add_argument("number", metavar="编号")
    called.add_argument("--words", default="", help="联系情况")
    called.add_argument("--answer", default="", help="通话时已答复的，答复内容")
    called.add_argument("--by", default="", metavar="日期", help="还不能答复的，承诺的日期；不写为当天")
    called.set_defaults(call=late("contact", "called"))
    answer = verbs.add_parser("answer", help="答复办事人")
    answer.add_argument("number", metavar="编号")
    answer.add_argument("--text", required=True, help="答复内容")
    answer.add_argument("--result", default="", help="办理结果")
    answer.set_defaults(call=late("contact", "answer"))
