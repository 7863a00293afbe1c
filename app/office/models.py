"""The bureau's particulars that every paper shows, and wordings with their days of effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from app.forms.wording import Wording

__all__ = ["NAME_PLACES", "NOTICE_LAYOUTS", "OfficeSettings", "Wording"]


NAME_PLACES = ("申请办理事项栏", "申办人联系方式栏")
NOTICE_LAYOUTS = ("公文", "窗口通知单")


@dataclass(frozen=True, kw_only=True)
class OfficeSettings:
    """What the whole office decides: name, seal hours, start rule, locking.

    ``cut_off`` is the hour after which a receipt counts as the next working day's (None: no such rule);
    ``next_day_start`` True counts a receipt on a rest day or after the cut-off as the next working day's.
    ``name_place`` is the cell of the denial form that takes the applicant's name, ``typed_opinions`` False
    leaves its opinions to the pen, ``notice_layout`` is that of the notice of non-acceptance.
    ``extension_most`` is in working days, ``reexamination_days`` in natural days, ``largest_file`` in MB;
    ``contact_days`` are the working days within which the responsible person calls a visitor handed to him;
    ``handover_halves`` are the half days of the shortest absence that is handed over on paper (最短交接时长);
    ``reminder_hours`` (HH:MM) are when what is urgent is told of, on working days only.
    ``limit_*`` are the working days of each type of 12345 work order (热线工作机制四（二）);
    ``limits_confirmed`` says that somebody confirmed those that the rule does not name. Working days, too,
    are ``return_days`` (for a return), ``dispatch_days`` (dispatching, verifying) and ``call_back_days``. With
    ``redispatch_restarts`` the limit begins anew for the next division; ``orders_extend`` allows extensions.
    ``sample_*`` are the percentages called back, drawn by ``sample_seed``; a claim lasts ``claim_minutes``.
    ``office_hours`` (HH:MM-HH:MM) are those whose minutes count for who held an order.
    ``idle_minutes`` locks the screen, ``failures_allowed`` wrong passwords lock the login for ``lock_minutes``.
    """

    bureau: str = "示例市自然资源和规划局"
    cut_off: time | None = None
    next_day_start: bool = False
    idle_minutes: int = 10
    failures_allowed: int = 5
    lock_minutes: int = 15
    demo: bool = False
    backups_kept: int = 14
    name_place: str = "申请办理事项栏"
    typed_opinions: bool = True
    notice_layout: str = "窗口通知单"
    reconsideration_organ: str = "本级人民政府"
    court: str = "有管辖权的人民法院"
    extension_most: int = 10
    reexamination_days: int = 30
    largest_file: int = 20
    contact_days: int = 1  # the rule says 及时 and names no number
    handover_halves: int = 2  # the rule names no shortest absence
    reminder_hours: tuple[str, ...] = ("09:00", "14:30")
    limit_enquiry: int = 1  # not named by the rule
    limit_help: int = 1
    limit_suggestion: int = 3
    limit_complaint: int = 7
    limit_report: int = 7  # not named by the rule
    limits_confirmed: bool = False
    return_days: int = 1
    dispatch_days: int = 1  # the rule says 立即响应 and names no number
    redispatch_restarts: bool = True
    orders_extend: bool = False
    call_back_days: int = 3
    sample_enquiry: int = 20
    sample_help: int = 20
    sample_suggestion: int = 20
    sample_complaint: int = 100
    sample_report: int = 100
    sample_seed: str = "效能"
    claim_minutes: int = 30
    office_hours: tuple[str, ...] = ("08:00-12:00", "15:00-18:00")
