"""What an administrator decides for the whole office: settings and wordings."""

from __future__ import annotations

from dataclasses import fields
from datetime import time
from typing import Any

from app.clock import Clock
from app.errors import BadInput, Conflict, Problem
from app.forms.characters import first_fault, text_faults
from app.forms.wording import starting_wording
from app.ledger.entering import enter
from app.ledger.models import subject
from app.merging import merge
from app.office.hours import are_hours
from app.office.models import NAME_PLACES, NOTICE_LAYOUTS, OfficeSettings, Wording
from app.office.order_checks import order_problems
from app.office.ports import OfficeStore
from app.once import once
from app.people.deeds import deed_of
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing

OFFICE = subject("office", "settings")
LONGEST = 20_000
_BOUNDS = {
    "idle_minutes": ("闲置锁屏分钟数", 1, 240),
    "failures_allowed": ("允许连续输错次数", 3, 20),
    "lock_minutes": ("锁定分钟数", 1, 1440),
    "backups_kept": ("保留备份份数", 1, 365),
    "largest_file": ("附件上限", 1, 50),
    "extension_most": ("最多延长的工作日数", 1, 60),
    "reexamination_days": ("复核时限", 1, 180),
    "contact_days": ("首问联系时限", 1, 10),
    "handover_halves": ("最短交接时长", 1, 20),
}


class OfficeKeeping:
    """The settings screen's use cases."""

    def __init__(self, store: OfficeStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def settings(self) -> OfficeSettings:
        """Return the settings in force."""
        with self._store.read() as unit:
            return unit.office.settings()

    @once
    def save(self, actor: Actor, settings: OfficeSettings, seen: OfficeSettings) -> None:
        """Save what was changed of the settings that were ``seen``; what others changed meanwhile stays.

        Raises ``BadInput`` listing every problem, ``Conflict`` where both changed the same, each otherwise.
        """
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_OFFICE)
            before = unit.office.settings()
            settings = _merged(seen, settings, before)
            check_settings(settings)
            unit.office.save_settings(settings)
            changed = {
                name: [str(old), str(getattr(settings, name))]
                for name, old in _values(before).items()
                if old != getattr(settings, name)
            }
            text = f"修改本局设置：{'、'.join(changed) or '无变化'}"
            enter(unit.ledger, deed_of(actor, self._clock(), "save_settings", OFFICE, text, **changed))

    def wordings(self) -> tuple[Wording, ...]:
        """Return every wording with its first day of effect; the product's where the office has none."""
        with self._store.read() as unit:
            return _all_wordings(unit.office.wordings())

    @once
    def add_wording(self, actor: Actor, wording: Wording) -> None:
        """Let a text hold from a day on; the one before stays for papers of its time."""
        with self._store.begin() as unit:
            actor = standing(unit.people, actor)
            require(actor, Right.EDIT_OFFICE)
            own = unit.office.wordings()
            _check_wording(wording, {each.key for each in _all_wordings(own)})
            for older in _all_wordings(own)[len(own) :]:
                if older.key == wording.key:
                    unit.office.add_wording(older)  # papers of its time keep it
            unit.office.add_wording(wording)
            text = f"用语“{wording.key}”自{wording.effective_from}起更新"
            enter(unit.ledger, deed_of(actor, self._clock(), "add_wording", OFFICE, text, text=wording.text))


def _merged(seen: OfficeSettings, mine: OfficeSettings, theirs: OfficeSettings) -> OfficeSettings:
    found = merge(_values(seen), _values(mine), _values(theirs))
    if found.collides:
        raise Conflict("本局设置刚被别人改过，与您所改的有冲突，没有保存。请核对后再保存。")
    return OfficeSettings(**found.settled(()))


def _values(settings: OfficeSettings) -> dict[str, Any]:
    return {each.name: getattr(settings, each.name) for each in fields(OfficeSettings)}


def _all_wordings(own: tuple[Wording, ...]) -> tuple[Wording, ...]:
    keys = {each.key for each in own}
    return (*own, *(each for each in starting_wording() if each.key not in keys))


def check_settings(settings: OfficeSettings) -> None:
    """Raise ``BadInput`` listing every problem of the settings."""
    if problems := tuple(_problems(settings)):
        raise BadInput.listing(problems)


def _problems(settings: OfficeSettings) -> list[Problem]:
    problems = []
    faults = text_faults("单位名称", settings.bureau, lines=False)
    if faults or not settings.bureau.strip():
        problems.append(Problem("bureau", faults[0] if faults else "单位名称未填。"))
    problems += _word_problems(settings)
    problems += order_problems(settings)
    for name, (label, least, most) in _BOUNDS.items():
        if not least <= getattr(settings, name) <= most:
            problems.append(Problem(name, f"{label}须在{least}至{most}之间。"))
    return problems


def _word_problems(settings: OfficeSettings) -> list[Problem]:
    problems = []
    for name, label in (("reconsideration_organ", "复议机关"), ("court", "管辖法院")):
        text = getattr(settings, name)
        faults = text_faults(label, text, lines=False, longest=100)
        if faults or not text.strip():
            problems.append(Problem(name, faults[0] if faults else f"{label}未填。"))
    for name, label, choices in (
        ("name_place", "申请人姓名的位置", NAME_PLACES),
        ("notice_layout", "不予受理通知书的格式", NOTICE_LAYOUTS),
    ):
        if getattr(settings, name) not in choices:
            problems.append(Problem(name, f"{label}只能是：{'、'.join(choices)}。"))
    if any(not _is_hour(each) for each in settings.reminder_hours):
        problems.append(Problem("reminder_hours", "提醒时间应写成 09:00 的样子。"))
    if not are_hours(settings.office_hours):
        problems.append(Problem("office_hours", "办公时间应写成 08:00-12:00、15:00-18:00 的样子，不能重叠。"))
    return problems


def _is_hour(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True


def _check_wording(wording: Wording, known: set[str]) -> None:
    if wording.key not in known:
        raise BadInput(f"没有叫“{wording.key}”的用语。")
    fault = first_fault(wording.text, lines=True)
    if not wording.text.strip() or len(wording.text) > LONGEST or fault:
        raise BadInput(f"用语内容{fault or '未填或过长'}，未保存。")
