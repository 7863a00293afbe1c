"""What the program needs from the machine itself, and the Debian packages that bring it."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from environment import clean_environment
from terminal import Stop, run_logged, say

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
SERVER_FOLDERS = "/usr/lib/postgresql"


@dataclass(frozen=True, kw_only=True)
class Need:
    """A thing the machine must have: what for, how to see it, and the package that brings it.

    Without a ``vital`` thing nothing works; without another, only the purpose named is lost.
    """

    package: str
    purpose: str
    there: Callable[[], bool]
    vital: bool = False


def has_library(name: str) -> Callable[[], bool]:
    """Return a check for a shared library by its run-time name."""

    def there() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return there


def has_font(pattern: str) -> Callable[[], bool]:
    """Return a check for a font file of the machine."""
    return lambda: any(next(Path(top).rglob(pattern), None) for top in FONT_FOLDERS)


def has_program(name: str) -> Callable[[], bool]:
    """Return a check for a program on the search path."""
    return lambda: shutil.which(name) is not None


def has_server() -> bool:
    """Tell whether a PostgreSQL server is installed, on the path or in Debian's place."""
    return bool(
        (shutil.which("postgres") and shutil.which("initdb")) or any(Path(SERVER_FOLDERS).glob("*/bin/initdb"))
    )


def has_venv() -> bool:
    """Tell whether this Python can make virtual environments."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


# What the window's library is linked with: without any of these it does not load at all.
QT_CORE = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libfreetype6": "libfreetype.so.6",
    "libglib2.0-0": "libgthread-2.0.so.0",
    "libx11-6": "libX11.so.6",
}
# What it loads when it opens a window on an X display.
QT_DISPLAY = {
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xinerama0": "libxcb-xinerama.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libx11-xcb1": "libX11-xcb.so.1",
}
FONTS = {
    "fonts-noto-cjk": ("NotoSansCJK-Regular.ttc", "界面中文字体"),
    "fonts-lxgw-wenkai": ("LXGWWenKai-Regular.ttf", "公文字体"),
    "fonts-babelstone-han": ("BabelStoneHan.ttf", "公文生僻字字体"),
}

RUN = (
    Need(package="python3-venv", purpose="虚拟环境", there=has_venv, vital=True),
    *(
        Need(package=package, purpose="图形界面", there=has_library(name), vital=True)
        for package, name in QT_CORE.items()
    ),
    *(
        Need(package=package, purpose="在 X 显示器上开窗口", there=has_library(name))
        for package, name in QT_DISPLAY.items()
    ),
    *(
        Need(package=package, purpose=purpose, there=has_font(pattern))
        for package, (pattern, purpose) in FONTS.items()
    ),
)
TEST = (
    *RUN,
    Need(package="postgresql", purpose="PostgreSQL 测试", there=has_server),
    Need(package="xvfb", purpose="虚拟显示器上的测试", there=has_program("Xvfb")),
    Need(package="xdotool", purpose="真实按键的测试", there=has_program("xdotool")),
)


def provide(needs: Iterable[Need], log: Path) -> None:
    """Install what is missing where we may; else say in one line what to run.

    Raises ``Stop`` when something vital is missing and cannot be had.
    """
    missing = [need for need in needs if not need.there()]
    if missing and may_install():
        _install([need.package for need in missing], log)
        missing = [need for need in missing if not need.there()]
    if not missing:
        return
    order = "apt-get install -y " + " ".join(need.package for need in missing)
    if any(need.vital for need in missing):
        raise Stop(f"缺少系统软件包，请以 root 运行：{order}")
    purposes = "、".join(dict.fromkeys(need.purpose for need in missing))
    say(f"提示：缺少用于{purposes}的系统软件包，可以 root 运行：{order}")


def may_install() -> bool:
    """Tell whether we are root on a machine with apt-get."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list[str], log: Path) -> None:
    """Install Debian packages, all at once or, should one be unknown here, one by one."""
    say(f"安装 {len(packages)} 个系统软件包：{' '.join(packages)}")
    log.parent.mkdir(exist_ok=True)
    if _apt(["install", *packages], log):
        return
    _apt(["update"], log)
    if _apt(["install", *packages], log):
        return
    for number, package in enumerate(packages, start=1):
        say(f"  （{number}/{len(packages)}）{package}")
        _apt(["install", package], log)


def _apt(arguments: list[str], log: Path) -> bool:
    """Run apt-get without a question, waiting for another one to finish; True when it went well."""
    command = ["apt-get", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]
    environment = clean_environment() | {"DEBIAN_FRONTEND": "noninteractive"}
    return run_logged([*command, *arguments], log, environment) == 0
