"""The command line: what stands before the command, the commands, and what they exit with."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from app import places
from app.clock import now
from app.errors import Refusal, Unavailable
from app.this_machine import find_office
from app.verbs.archive_grammar import archive
from app.verbs.contact_grammar import contact
from app.verbs.grammar import Grammar, in_front
from app.verbs.handover_grammar import handover
from app.verbs.hotline_grammar import hotline
from app.verbs.office_grammar import copies, office, staff
from app.verbs.post_grammar import post
from app.verbs.terminal import Archive, Terminal
from app.verbs.work_grammar import work

Nouns: TypeAlias = "argparse._SubParsersAction[Grammar]"  # noqa: SLF001 - argparse gives it no other name
Verb = Callable[[Terminal, argparse.Namespace], None]


def _late(noun: str, verb: str) -> Verb:
    """Load a verb's file only when it is called, so that each command starts quickly."""

    def call(terminal: Terminal, options: argparse.Namespace) -> None:
        module = __import__(f"app.verbs.{noun}", fromlist=[verb])
        getattr(module, verb)(terminal, options)

    return call


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = Grammar(prog="python -m app", description="效能工作台")
    top.add_argument("--db", metavar="URL", default="", help="数据库（SQLAlchemy URL），默认为本机数据库")
    top.add_argument("--as", dest="signed_in", metavar="LOGIN", default="", help="由谁办理（登录名）")
    top.add_argument("--for", dest="behalf", metavar="LOGIN", default="", help="代谁办理（离岗者的登录名）")
    top.add_argument("--json", dest="as_json", action="store_true", help="以JSON回答")
    top.add_argument("--tour", metavar="DIR", help="离屏演示主要流程，截图和文书存入DIR")
    top.add_argument("--demo", action="store_true", help="首次运行时建立演示单位")
    nouns = top.add_subparsers(dest="noun", metavar="命令")
    office(_verbs(nouns, "office", "建立、升级和搬迁单位的数据库"), _late)
    staff(_verbs(nouns, "staff", "人员和登录账号"), _late)
    _due(nouns)
    _calendar(nouns)
    _matters(nouns)
    _case(nouns)
    _denial(nouns)
    contact(_verbs(nouns, "contact", "首问登记"), _late)
    _document(nouns)
    _stats(nouns)
    post(_verbs(nouns, "post", "岗位、AB岗和离岗"), _late)
    handover(_verbs(nouns, "handover", "工作交接和返岗交还"), _late)
    hotline(_verbs(nouns, "hotline", "12345工单"), _late)
    work(_verbs(nouns, "work", "待办、处室负荷和改派"), _late)
    archive(_verbs(nouns, "archive", "保管期限、到期文书、档案包和销毁"), _late)
    _keeping(nouns)
    return top


def _verbs(nouns: Nouns, noun: str, words: str) -> Nouns:
    return nouns.add_parser(noun, help=words).add_subparsers(dest="verb", metavar="动作", required=True)


def _due(nouns: Nouns) -> None:
    due = nouns.add_parser("due", help="计算截止日期")
    due.add_argument("--from", dest="start", metavar="日期", help="起始日，如 2026-09-30，不计入")
    due.add_argument("--days", metavar="天数")
    due.add_argument("--unit", choices=("workday", "day", "month"), default="workday")
    due.add_argument("--explain", action="store_true", help="逐日说明")
    due.add_argument("--batch", metavar="文件", help="每行：日期,天数,单位")
    due.set_defaults(call=_late("due", "due"))


def _calendar(nouns: Nouns) -> None:
    verbs = _verbs(nouns, "calendar", "工作日历")
    show = verbs.add_parser("show", help="一年的放假和调休")
    show.add_argument("year", type=int)
    show.set_defaults(call=_late("calendar", "show"))
    load = verbs.add_parser("import", help="载入国务院办公厅通知原文或CSV")
    load.add_argument("file")
    load.add_argument("--source", default="", help="CSV的来源名称")
    load.add_argument("--apply", action="store_true", help="载入；不加则只列出将变动的日期")
    load.set_defaults(call=_late("calendar", "load"))
    undo = verbs.add_parser("undo", help="撤销上一次日历改动")
    undo.add_argument("--apply", action="store_true")
    undo.set_defaults(call=_late("calendar", "undo"))


def _matters(nouns: Nouns) -> None:
    verbs = _verbs(nouns, "matters", "政务服务事项")
    load = verbs.add_parser("import", help="从表格导入事项")
    load.add_argument("file")
    mapped = "列名对应，如 事项类型=办件类型；可以写多次"
    load.add_argument("--map", action="append", default=[], metavar="表头=列名", help=mapped)
    load.set_defaults(call=_late("matters", "load"))
    listed = verbs.add_parser("list", help="列出事项")
    listed.add_argument("words", nargs="?", default="", help="名称、编码、拼音或首字母")
    listed.set_defaults(call=_late("matters", "listed"))
    template = verbs.add_parser("template", help="写出导入模板")
    template.add_argument("file")
    template.set_defaults(call=_late("matters", "template"))


def _case(nouns: Nouns) -> None:
    verbs = _verbs(nouns, "case", "办件")
    opened = verbs.add_parser("open", help="登记办件")
    opened.add_argument("--matter", required=True, help="事项名称、编码、拼音或首字母")
    opened.add_argument("--applicant", required=True, help="申请人姓名或单位名称")
    opened.add_argument("--organisation", action="store_true", help="申请人是单位")
    opened.add_argument("--telephone", default="")
    opened.add_argument("--contact", default="")
    opened.add_argument("--enquiry", action="store_true", help="只是咨询，没有收件")
    opened.set_defaults(call=_late("case", "opened"))
    listed = verbs.add_parser("list", help="列出办件")
    listed.add_argument("words", nargs="?", default="")
    listed.add_argument("--state", default="", help="只列这一状态，如 已受理")
    listed.set_defaults(call=_late("case", "listed"))
    _case_acts(verbs)
    show = verbs.add_parser("show", help="一个办件、它的期限和现在能办的动作")
    show.add_argument("number", metavar="受理编号")
    show.set_defaults(call=_late("case", "show"))


def _denial(nouns: Nouns) -> None:
    verbs = _verbs(nouns, "denial", "否定报备")
    draft = verbs.add_parser("draft", help="起草或修改登记表")
    draft.add_argument("--case", required=True, help="受理编号")
    fields = "JSON：situation、ground、kind、head、leader 和登记表的字段"
    draft.add_argument("--fields", required=True, help=fields)
    draft.add_argument("--submit", action="store_true", help="并提交单位负责人核查")
    draft.set_defaults(call=_late("denial", "draft"))
    check = verbs.add_parser("check", help="核查")
    check.add_argument("number", metavar="受理编号")
    check.add_argument(
        "--opinion", required=True, choices=("agree", "back", "down"), help="同意、退回修改、不同意"
    )
    check.add_argument("--text", default="", help="意见；退回和不同意必须写")
    check.set_defaults(call=_late("denial", "check"))
    show = verbs.add_parser("show", help="一个办件的否定报备")
    show.add_argument("number", metavar="受理编号")
    show.set_defaults(call=_late("denial", "show"))
    listed = verbs.add_parser("list", help="列出否定报备")
    listed.add_argument("words", nargs="?", default="")
    listed.add_argument("--after", action="store_true", help="只列事后补报的")
    listed.set_defaults(call=_late("denial", "listed"))
    bundle = verbs.add_parser("bundle", help="导出归档件")
    bundle.add_argument("number", metavar="受理编号")
    bundle.add_argument("--out", required=True, metavar="FILE.pdf")
    bundle.set_defaults(call=_late("denial", "bundle"))


def _case_acts(verbs: Nouns) -> None:
    do = verbs.add_parser("do", help="办理一个动作（动作名见 case show）")
    do.add_argument("number", metavar="受理编号")
    do.add_argument("action", metavar="动作", help="动作，如 acceptance_receipt、complete")
    do.add_argument("--fields", default="", help="动作要填的内容（JSON文件）")
    do.add_argument("--out", default="", help="动作是文书的，PDF和DOCX存放的文件夹")
    do.add_argument("--reason", default="", help="二次告知的理由")
    do.add_argument("--head", default="", help="为二次告知具名的单位负责人（登录名）")
    do.add_argument("--request", default="", help="请求标识；同一标识的文书只签发一次")
    do.set_defaults(call=_late("case", "do"))
    assign = verbs.add_parser("assign", help="登记来文来函或上级交办事项")
    assign.add_argument("--kind", required=True, choices=("letter", "task"), help="来文来函或上级交办")
    assign.add_argument("--title", required=True, help="来文（交办）标题")
    assign.add_argument("--sender", required=True, help="来文（交办）单位")
    assign.add_argument("--received", required=True, metavar="日期", help="收文（交办）日期")
    assign.add_argument("--due", default="", metavar="日期", help="要求办结的日期")
    assign.add_argument("--days", type=int, default=0, help="没有日期的，办理的工作日数")
    assign.add_argument("--handler", required=True, help="经办人（登录名）")
    assign.add_argument("--leader", default="", help="已报告的分管局领导（登录名）")
    assign.add_argument("--reference", default="", help="来文文号")
    assign.add_argument("--requirement", default="", help="办理要求")
    assign.set_defaults(call=_late("case", "assign"))


def _document(nouns: Nouns) -> None:
    verbs = _verbs(nouns, "document", "文书")
    verbs.add_parser("types", help="文书目录").set_defaults(call=_late("document", "types"))
    fields = verbs.add_parser("fields", help="文书的字段（JSON Schema）")
    fields.add_argument("type")
    fields.set_defaults(call=_late("document", "fields"))
    render = verbs.add_parser("render", help="不经数据库排版（草稿）")
    render.add_argument("type")
    render.add_argument("--fields", required=True)
    render.add_argument("--pdf")
    render.add_argument("--docx")
    render.set_defaults(call=_late("document", "render"))
    issue = verbs.add_parser("issue", help="签发")
    issue.add_argument("type")
    issue.add_argument("--fields", required=True)
    issue.add_argument("--case", default="", help="受理编号")
    issue.add_argument("--reason", default="", help="二次告知的理由")
    issue.add_argument("--head", default="", help="为二次告知具名的单位负责人（登录名）")
    issue.add_argument("--request", default="", help="请求标识；同一标识只签发一次")
    issue.add_argument("--out", required=True)
    issue.set_defaults(call=_late("document", "issue"))
    verify = verbs.add_parser("verify", help="核验文书真伪")
    verify.add_argument("paper", metavar="FILE.pdf|NUMBER|CODE")
    verify.set_defaults(call=_late("document", "verify"))


def _stats(nouns: Nouns) -> None:
    verbs = _verbs(nouns, "stats", "统计")
    office = verbs.add_parser("office", help="收件、办结、按时、补正、否定报备等，按权限范围")
    office.add_argument(
        "--from", dest="since", required=True, metavar="日期", help="期间的第一天，如 2026-11-01"
    )
    office.add_argument("--to", dest="until", required=True, metavar="日期", help="期间的最后一天")
    cuts = ("month", "division", "matter", "clerk", "kind")
    office.add_argument("--by", choices=cuts, default="", help="按月、处室、事项、经办人或类别分行")
    office.add_argument("--xlsx", default="", metavar="FILE", help="另存为表格，附口径")
    office.set_defaults(call=_late("stats", "office"))
    person = verbs.add_parser("person", help="个人年度摘录，供年终述职：本人、其单位负责人、分管局领导和效能办")
    person.add_argument("login", metavar="LOGIN", help="登录名")
    person.add_argument("--year", type=int, required=True, help="年度，如 2026")
    person.add_argument("--xlsx", default="", metavar="FILE", help="另存为表格，附明细和口径")
    person.add_argument("--out", default="", metavar="DIR", help="把打印页（PDF、DOCX）存到这个文件夹")
    person.set_defaults(call=_late("stats", "person"))


def _keeping(nouns: Nouns) -> None:
    verbs = _verbs(nouns, "ledger", "台账")
    verbs.add_parser("verify", help="核验台账").set_defaults(call=_late("keeping", "verify"))
    copies(nouns, _late)
    nouns.add_parser("doctor", help="检查本机").set_defaults(call=_late("keeping", "doctor"))


def run(options: argparse.Namespace, archive: Archive) -> int:
    """Carry out a command; 0 done, 1 refused by a rule, 2 bad input, 3 unavailable."""
    try:
        terminal = Terminal(
            url=options.db or default_url(),
            url_given=bool(options.db),
            login=options.signed_in,
            behalf=options.behalf,
            as_json=options.as_json,
            archive=archive,
            clock=now,
            backups=places.home() / "backups",
        )
        try:
            options.call(terminal, options)
        finally:
            terminal.close()
    except (Refusal, Unavailable) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return trouble.exit_code
    except BrokenPipeError:
        sys.stderr.close()
    return 0


def default_url() -> str:
    """Return the office this machine works in."""
    return find_office().url


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line; exits with 2 and a sentence when it cannot be understood."""
    return parser().parse_args(in_front(arguments))
