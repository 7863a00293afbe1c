"""The office's settings and wordings as a form shows them, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

from app.documents.catalogue import CATALOGUE
from app.forms.fields import Field, Kind, Section
from app.office.models import OfficeSettings, Wording
from ui.dates.typed import read_time

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
        "bureau": settings.bureau,
        "start_rule": "次日" if settings.next_day_start else "当日",
        "cut_off": f"{settings.cut_off:%H:%M}" if settings.cut_off else "",
        "idle_minutes": settings.idle_minutes,
        "failures_allowed": settings.failures_allowed,
        "lock_minutes": settings.lock_minutes,
        "backups_kept": settings.backups_kept,
    }


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
    """Return which papers print a wording."""
    titles = [each.title for each in CATALOGUE if key in each.wording]
    return "、".join(titles) or "（现有文书未使用）"
