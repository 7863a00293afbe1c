"""What the palette offers on every page: the screens, and what the window itself can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ui.context import Command, ScreenEntry
from ui.frame.rail import KEYS
from ui.theme import Scheme


@dataclass(frozen=True, kw_only=True)
class WindowActs:
    """The window's own acts."""

    open_screen: Callable[[str], None]
    help: Callable[[], None]
    keys: Callable[[], None]
    refresh: Callable[[], None]
    wear: Callable[[Scheme], None]
    lock: Callable[[], None]
    change_password: Callable[[], None]
    switch: Callable[[], None]


def commands_of(acts: WindowActs, entries: tuple[ScreenEntry, ...]) -> tuple[Command, ...]:
    """Return the screens of the rail, those that are found here alone, then the window's acts."""
    rail = [entry for entry in entries if entry.in_rail]
    screens = tuple(
        Command(
            title=entry.title,
            run=partial(acts.open_screen, entry.key),
            key=f"Alt+{KEYS[place - 1]}" if place <= len(KEYS) else "",
            icon=entry.icon,
            kind="页面",
            words=entry.words,
        )
        for place, entry in enumerate(rail, start=1)
    )
    others = tuple(
        Command(
            title=entry.title,
            run=partial(acts.open_screen, entry.key),
            icon=entry.icon,
            kind="页面",
            words=entry.words,
        )
        for entry in entries
        if entry.in_palette and not entry.in_rail
    )
    return (
        *screens,
        *others,
        Command(title="帮助：本页", run=acts.help, key="F1", icon="help"),
        Command(title="帮助：键盘一览", run=acts.keys, icon="keyboard"),
        Command(title="刷新", run=acts.refresh, key="F5", icon="retry"),
        Command(title="浅色外观", run=partial(acts.wear, Scheme.LIGHT), icon="sun"),
        Command(title="深色外观", run=partial(acts.wear, Scheme.DARK), icon="moon"),
        Command(title="跟随系统外观", run=partial(acts.wear, Scheme.SYSTEM), icon="settings"),
        Command(title="锁定屏幕", run=acts.lock, key="Ctrl+L", icon="lock"),
        Command(title="修改密码", run=acts.change_password, icon="edit"),
        Command(title="切换用户", run=acts.switch, icon="exit"),
    )
