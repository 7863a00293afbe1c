"""Every figure with its definition (口径): what is counted, on which day, and what it is divided by."""

from __future__ import annotations

from app.statistics.definitions_orders import (
    BY_CLASS,
    BY_FREQUENCY,
    ORDER_FIGURES,
    ORDER_GROUPS,
)
from app.statistics.definitions_posts import ABSENCES, CONTACTS, POSTS
from app.statistics.events import Domain, Event
from app.statistics.models import CASE_CUTS, HOT, ORDER_CUTS, Cut, Figure, Group, Unit

_E = Event

WORK = Group(
    title="收件办结",
    figures=(
        Figure(
            key="received",
            title="收件",
            definition="收件日期在期间内的办件，含来文来函和上级交办；只咨询、未收件的不计。",
            event=_E.RECEIVED,
        ),
        Figure(
            key="completed",
            title="办结",
            definition="办结日期在期间内的办件，不论何时收件；不予受理、撤回的不计。",
            event=_E.COMPLETED,
        ),
        Figure(
            key="in_time",
            title="按时办结",
            definition="期间内办结，且办结日期不晚于应办结日期（暂停、延期均已计入）的办件。",
            event=_E.IN_TIME,
        ),
        Figure(
            key="late",
            title="逾期办结",
            definition="期间内办结，但办结日期晚于应办结日期的办件。",
            event=_E.LATE,
        ),
        Figure(
            key="in_time_rate",
            title="按时率",
            definition="按时办结÷期间内办结的有应办结日期的办件；没有应办结日期的不计入。",
            event=_E.LIMITED,
            unit=Unit.PERCENT,
            part=_E.IN_TIME,
            over=_E.LIMITED,
        ),
        Figure(
            key="share",
            title="时限用量",
            definition="期间内办结的有承诺时限的办件，各件“受理次日至办结所用工作日（扣除特殊环节）÷承诺工作日数（含批准的延期）”的平均值。",
            event=_E.MEASURED,
            unit=Unit.PERCENT,
            share=True,
        ),
    ),
)
TELLING = Group(
    title="告知补正",
    figures=(
        Figure(
            key="corrections",
            title="补正告知",
            definition="期间内签发、没有作废的补正材料一次性告知书。",
            event=_E.CORRECTION,
            unit=Unit.PAPERS,
        ),
        Figure(
            key="correction_rate",
            title="件均补正",
            definition="期间内的补正告知份数÷期间内的收件数，即平均每收一件发出几份补正告知书。",
            event=_E.CORRECTION,
            unit=Unit.EACH,
            part=_E.CORRECTION,
            over=_E.RECEIVED,
        ),
        Figure(
            key="second_notices",
            title="二次告知",
            definition="期间内发生的二次告知：后一份补正告知书要求了前一份没有写明的内容；与“文书登记—二次告知”同一口径。",
            event=_E.SECOND_NOTICE,
            unit=Unit.TIMES,
        ),
        Figure(
            key="deferred",
            title="容缺受理",
            definition="期间内以容缺方式受理的办件：受理回执没有作废，且有承诺补交的次要材料。",
            event=_E.DEFERRED,
        ),
        Figure(
            key="overdue_records",
            title="逾期告知",
            definition="期间内签发、没有作废的未能按时办结告知记录（限时办结制三）。",
            event=_E.OVERDUE_RECORD,
            unit=Unit.PAPERS,
        ),
        Figure(
            key="withdrawn",
            title="撤回",
            definition="期间内因书面撤回、重复登记或来文单位撤回而结束的办件。",
            event=_E.WITHDRAWN,
        ),
    ),
)
DENIALS = Group(
    title="否定报备",
    figures=(
        Figure(
            key="refused",
            title="不予受理",
            definition="期间内签发、没有作废的不予受理（不予办理）通知书，含非本局职权、无需许可和逾期未补正。",
            event=_E.REFUSED,
            unit=Unit.PAPERS,
        ),
        Figure(
            key="denials",
            title="否定报备",
            definition="期间内首次提交的否定报备，含事后补报；起草未提交的不计，退回后再提交的不另计。",
            event=_E.DENIAL,
        ),
        Figure(
            key="against_rules",
            title="不符规定",
            definition="期间内提交的否定报备中，情形为“不符合法律法规规章等有关规定”的（否定报备制二）。",
            event=_E.AGAINST_RULES,
        ),
        Figure(
            key="policy_unclear",
            title="政策不明",
            definition="期间内提交的否定报备中，情形为“政策未明确清晰规定”的（否定报备制二）。",
            event=_E.POLICY_UNCLEAR,
        ),
        Figure(
            key="clause_disputed",
            title="条款分歧",
            definition="期间内提交的否定报备中，情形为“所适用政策条款解读有分歧”的（否定报备制二）。",
            event=_E.CLAUSE_DISPUTED,
        ),
        Figure(
            key="materials",
            title="材料类",
            definition="期间内提交的否定报备中，类别为“材料未按规定提供或经审核不符合要求”的（否定报备制三）。",
            event=_E.MATERIALS,
        ),
        Figure(
            key="policy",
            title="政策类",
            definition="期间内提交的否定报备中，类别为“不符合政策、法律法规等有关规定”的（否定报备制三）。",
            event=_E.POLICY,
        ),
    ),
)
OUTCOMES = Group(
    title="报备结果",
    figures=(
        Figure(
            key="checking",
            title="核查中",
            definition="期间内提交的否定报备中，现在还在核查的，含退回修改的。",
            event=_E.CHECKING,
        ),
        Figure(
            key="agreed",
            title="已报备",
            definition="期间内提交的否定报备中，单位负责人和分管局领导都已同意的，含已告知、已归档的。",
            event=_E.AGREED,
        ),
        Figure(
            key="down",
            title="未同意",
            definition="期间内提交的否定报备中，核查人不同意、办件应予受理的。",
            event=_E.DOWN,
        ),
        Figure(
            key="overturned",
            title="复核撤销",
            definition="期间内提交的否定报备中，经申请人投诉、复核撤销原决定的。",
            event=_E.OVERTURNED,
        ),
        Figure(
            key="given_up",
            title="报备撤回",
            definition="期间内提交的否定报备中，后来撤回的。",
            event=_E.GIVEN_UP,
        ),
        Figure(
            key="after",
            title="事后补报",
            definition="期间内先告知、须在一个工作日内补报的否定报备；随通知书作废而撤回的不计。",
            event=_E.AFTER,
        ),
        Figure(
            key="after_late",
            title="逾期补报",
            definition="事后补报中，首次提交日期晚于补报期限，或者过了期限仍未提交的。",
            event=_E.AFTER_LATE,
        ),
    ),
)
GROUPS = (WORK, TELLING, DENIALS, OUTCOMES, POSTS, ABSENCES, CONTACTS)
FIGURES = {figure.key: figure for group in GROUPS for figure in group.figures}
BY_CLERK = (
    "按经办人：收件、撤回归登记的人，办结归办结的人，文书归签发的人，否定报备归提交的人，岗位归A岗，"
    "离岗和离岗逾期归离岗的人，代办归代办的人，首问归首问责任人，联系归承办人。"
)
BY_NAME = "各行按名称排列，不作排名。"
GROUPS_OF = {Domain.CASES: GROUPS, Domain.ORDERS: ORDER_GROUPS}
CUTS_OF = {Domain.CASES: CASE_CUTS, Domain.ORDERS: ORDER_CUTS}
ALL_FIGURES = {**FIGURES, **ORDER_FIGURES}
_A_ROW = "1"  # any matter, any kind


def cuts_in(domain: Domain, group: Group) -> tuple[Cut, ...]:
    """Return the cuts that tell the figures of a group apart."""
    return tuple(cut for cut in CUTS_OF[domain] if group.stands_in(cut, _A_ROW))


def order_of_rows(domain: Domain, cut: Cut) -> str:
    """Return the sentence on how the rows of a table stand and are compared."""
    if domain is Domain.CASES:
        return BY_NAME
    return BY_FREQUENCY if cut in HOT else BY_CLASS
