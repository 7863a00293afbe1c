"""The office's settings and wordings as a form shows them, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Literal

from app.documents.catalogue import CATALOGUE
from app.errors import Problem
from app.forms.fields import Field, Kind, Section
from app.hotline.scope import KEYS as SCOPE
from app.office.models import NAME_PLACES, NOTICE_LAYOUTS, OfficeSettings, Wording
from ui.dates.typed import read_time
from ui.screens.settings.hotline_values import (
    HOURS,
    HOURS_UNREAD,
    NUMBERS,
    SECTION,
    hotline_values,
    office_hours,
    read_hotline,
)

_OPINIONS = {"印出意见": True, "留空手写": False}

SECTIONS = (
    Section(
        title="单位",
        fields=(Field(key="bureau", label="单位名称", required=True, help="印在每份文书上"),),
    ),
    Section(
        title="收件与起算",
        fields=(
            Field(
                key="start_rule",
                label="起算规则",
                kind=Kind.CHOICE,
                required=True,
                choices=("当日", "次日"),
                help="次日：休息日或截止时间以后收到的，视为下一个工作日收到",
            ),
            Field(key="cut_off", label="收件截止", help="如 17:00；留空则不设，只在“次日”规则下有效"),
        ),
    ),
    Section(
        title="否定报备与文书",
        fields=(
            Field(
                key="name_place",
                label="申请人姓名",
                kind=Kind.CHOICE,
                required=True,
                choices=NAME_PLACES,
                help="登记表没有申请人一栏，姓名印在哪一栏",
            ),
            Field(
                key="opinions",
                label="核查意见",
                kind=Kind.CHOICE,
                required=True,
                choices=tuple(_OPINIONS),
                help="登记表的两栏核查意见印出来，还是留给领导手写",
            ),
            Field(
                key="notice_layout",
                label="不予受理",
                kind=Kind.CHOICE,
                required=True,
                choices=NOTICE_LAYOUTS,
                help="不予受理通知书的格式",
            ),
            Field(key="reconsideration_organ", label="复议机关", required=True, help="印在救济途径中"),
            Field(key="court", label="管辖法院", required=True, help="印在救济途径中"),
            Field(
                key="largest_file",
                label="附件上限",
                kind=Kind.COUNT,
                required=True,
                least=1,
                most=50,
                help="每个附件最多多少MB",
            ),
        ),
    ),
    Section(
        title="期限与提醒",
        fields=(
            Field(
                key="extension_most",
                label="最多延长",
                kind=Kind.COUNT,
                required=True,
                least=1,
                most=60,
                help="工作日；行政许可法第四十二条为十日",
            ),
            Field(
                key="reexamination_days",
                label="复核时限",
                kind=Kind.COUNT,
                required=True,
                least=1,
                most=180,
                help="自然日；投诉复核的答复时限，制度没有规定天数，由本局自定",
            ),
            Field(
                key="contact_days",
                label="首问联系时限",
                kind=Kind.COUNT,
                required=True,
                least=1,
                most=10,
                help="工作日；移交后与办事人联系的时限，制度写“及时”，天数由本局自定",
            ),
            Field(
                key="handover_halves",
                label="最短交接",
                kind=Kind.COUNT,
                required=True,
                least=1,
                most=20,
                help="半天数；离岗满这么多个半天的须出工作交接单，制度没有规定，由本局自定",
            ),
            Field(
                key="reminder_hours",
                label="提醒时间",
                help="如 09:00、14:30；只在工作日提醒，留空则不提醒",
            ),
        ),
    ),
    SECTION,
    Section(
        title="安全",
        fields=(
            Field(
                key="idle_minutes",
                label="闲置锁屏",
                kind=Kind.COUNT,
                required=True,
                least=1,
                most=240,
                help="分钟",
            ),
            Field(
                key="failures_allowed",
                label="输错密码",
                kind=Kind.COUNT,
                required=True,
                least=3,
                most=20,
                help="连续输错几次后锁定账号；下次打开程序时生效",
            ),
            Field(
                key="lock_minutes",
                label="锁定时长",
                kind=Kind.COUNT,
                required=True,
                least=1,
                most=1440,
                help="分钟；下次打开程序时生效",
            ),
        ),
    ),
    Section(
        title="备份",
        fields=(
            Field(
                key="backups_kept",
                label="保留份数",
                kind=Kind.COUNT,
                required=True,
                least=1,
                most=365,
                help="每天自动备份一份，保留最近的这么多份",
            ),
        ),
    ),
)


def office_values(settings: OfficeSettings) -> dict[str, Any]:
    """Return the settings as the form shows them."""
    return {
        "start_rule": "次日" if settings.next_day_start else "当日",
        "cut_off": f"{settings.cut_off:%H:%M}" if settings.cut_off else "",
        "opinions": next(word for word, typed in _OPINIONS.items() if typed is settings.typed_opinions),
        "reminder_hours": "、".join(settings.reminder_hours),
        **{name: getattr(settings, name) for name in (*_WORDS, *_NUMBERS)},
        **hotline_values(settings),
    }


def read_office(
    before: OfficeSettings, values: Mapping[str, Any]
) -> tuple[OfficeSettings, tuple[Problem, ...]]:
    """Return the settings the form means, and what in it cannot be read."""
    problems = [
        Problem(name, "请填写整数。") for name in (*_NUMBERS, *NUMBERS) if not isinstance(values.get(name), int)
    ]
    cut_off = clock_in(str(values.get("cut_off") or ""))
    if cut_off is False:
        problems.append(Problem("cut_off", "看不懂这个时间，请写成 17:00 的样子，不设则留空。"))
    hours = [
        clock_in(each) for each in re.split(r"[、，,；; ]+", str(values.get("reminder_hours") or "")) if each
    ]
    if False in hours:
        problems.append(Problem("reminder_hours", "看不懂提醒时间，请写成 09:00、14:30 的样子，不提醒则留空。"))
    if not office_hours(values.get(HOURS)):
        problems.append(Problem(HOURS, HOURS_UNREAD))
    if problems:
        return before, tuple(problems)
    plain: dict[str, Any] = {
        **{name: str(values.get(name) or "").strip() for name in _WORDS},
        **{name: int(values[name]) for name in _NUMBERS},
        **read_hotline(values),
    }
    made = replace(
        before,
        cut_off=cut_off or None,
        next_day_start=values.get("start_rule") == "次日",
        typed_opinions=_OPINIONS[str(values.get("opinions"))],
        reminder_hours=tuple(sorted({f"{hour:%H:%M}" for hour in hours if hour})),
        **plain,
    )
    return made, ()


_WORDS = ("bureau", "name_place", "notice_layout", "reconsideration_organ", "court")
_NUMBERS = (
    "idle_minutes",
    "failures_allowed",
    "lock_minutes",
    "backups_kept",
    "largest_file",
    "extension_most",
    "reexamination_days",
    "contact_days",
    "handover_halves",
)


def clock_in(typed: str) -> time | Literal[False] | None:
    """Return the time meant, None for nothing typed, False for what is no time."""
    if not typed.strip():
        return None
    found = read_time(typed)
    return found if found is not None else False


@dataclass(frozen=True, kw_only=True)
class WordingShown:
    """A wording with its history: the text in force today, the one to come, and where it is printed."""

    key: str
    used_in: str
    current: Wording | None
    coming: Wording | None
    history: tuple[Wording, ...]

    @property
    def since(self) -> str:
        """The first day of the text in force."""
        return self.current.effective_from.isoformat() if self.current else "—"

    @property
    def opening(self) -> str:
        """The first words of the text in force."""
        shown = self.current or self.coming
        return " ".join(shown.text.split()) if shown else ""


def shown_wordings(wordings: Iterable[Wording], today: date) -> tuple[WordingShown, ...]:
    """Gather the wordings by key, as they stand today."""
    by_key: dict[str, list[Wording]] = {}
    for wording in wordings:
        by_key.setdefault(wording.key, []).append(wording)
    return tuple(_shown(key, found, today) for key, found in by_key.items())


def _shown(key: str, found: list[Wording], today: date) -> WordingShown:
    history = sorted(found, key=lambda each: each.effective_from)
    begun = [each for each in history if each.effective_from <= today]
    later = [each for each in history if each.effective_from > today]
    return WordingShown(
        key=key,
        used_in=used_in(key),
        current=begun[-1] if begun else None,
        coming=later[0] if later else None,
        history=tuple(reversed(history)),
    )


def used_in(key: str) -> str:
    """Return which papers print a wording, or what else it is for."""
    titles = [each.title for each in CATALOGUE if key in each.wording]
    titles += ["12345受理范围提示"] if key in SCOPE else []
    return "、".join(titles) or "（现有文书未使用）"
