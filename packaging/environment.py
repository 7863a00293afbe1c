"""The virtual environment of this checkout: made once, checked quickly, mended when broken."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from terminal import Stop, run_logged, say

CHECKOUT = Path(__file__).resolve().parent.parent
PINS = CHECKOUT / "packaging" / "requirements.txt"
MACHINES = ("x86_64", "aarch64")
# What pip writes when it fails, and how that is told in a few words.
CAUSES = (
    ("DO NOT MATCH THE HASHES", "下载的文件与校验和不符"),
    ("No space left on device", "磁盘已满"),
    ("Permission denied", "没有写入权限"),
    ("No matching distribution", "无法下载（网络或软件源不可用）"),
    ("Could not install", "无法下载或安装（网络或软件源不可用）"),
)
# How pip names a package it turns to: one from an index, one already there, one from a folder.
SPOKEN_OF = re.compile(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)|Processing \S*/([\w.]+)-\d")


@dataclass(frozen=True, kw_only=True)
class Venv:
    """The places inside one virtual environment."""

    home: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.home / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """The note left by a set-up that went through."""
        return self.home / "stamp.json"

    @property
    def log(self) -> Path:
        """Where the details of a set-up are written."""
        return self.home / "setup.log"

    @property
    def lock(self) -> Path:
        """Held while somebody sets up."""
        return self.home / "setup.lock"


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What a finished set-up stands for: the pins, the Python, and the packages then present."""

    pins: str
    python: str
    packages: list[str]


def prepare(venv: Venv, pins: Path = PINS) -> None:
    """Make the environment hold exactly what the pins ask for.

    Raises ``Stop`` with one line when it cannot be done. A set-up already done costs a few
    milliseconds and writes nothing, so that another user's finished environment serves as well.
    """
    if is_ready(venv, pins):
        return
    _refuse_strange_machines()
    try:
        venv.home.mkdir(exist_ok=True)
        with _alone(venv):
            if not is_ready(venv, pins):  # else another set-up finished while we waited
                _set_up(venv, pins)
    except PermissionError as error:
        raise Stop(f"没有写入权限：{error.filename}。请换一个用户，或复制到自己的目录。") from error
    except OSError as error:
        raise Stop(f"环境准备失败：{error}。详情见 {venv.log}") from error


def is_ready(venv: Venv, pins: Path = PINS) -> bool:
    """Tell whether the environment's stamp fits the pins and the environment still stands."""
    try:
        kept = Stamp(**json.loads(venv.stamp.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return False
    present = stamp_now(venv, pins)
    return (
        os.access(venv.python, os.X_OK)
        and (kept.pins, kept.python) == (present.pins, present.python)
        and set(kept.packages) <= set(present.packages)
    )


def stamp_now(venv: Venv, pins: Path = PINS) -> Stamp:
    """Return the stamp the environment would get as it is."""
    return Stamp(
        pins=hashlib.sha256(pins.read_bytes()).hexdigest(),
        python=_python_of(venv),
        packages=sorted(folder.name for folder in venv.home.glob("lib/*/site-packages/*.dist-info")),
    )


def leave_stamp(venv: Venv, pins: Path = PINS) -> None:
    """Note that the set-up went through; all or nothing."""
    draft = venv.stamp.with_suffix(".new")
    draft.write_text(json.dumps(asdict(stamp_now(venv, pins))), encoding="utf-8")
    draft.replace(venv.stamp)


def _python_of(venv: Venv) -> str:
    """Return the version and the place of the Python the environment was made from."""
    try:
        text = (venv.home / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return ""
    kept = dict(re.findall(r"(?m)^(version|home) *= *(.*)$", text))
    return f"{kept.get('version', '')} {kept.get('home', '')}"


def _refuse_strange_machines() -> None:
    """Stop where no pinned package would run."""
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        here = f"{platform.system()} {platform.machine()}"
        raise Stop(f"本程序支持 Linux 的 x86_64 与 aarch64，本机是 {here}。")


@contextlib.contextmanager
def _alone(venv: Venv) -> Iterator[None]:
    """Hold the lock of the environment; the system lets go of it when we and pip are gone."""
    with venv.lock.open("w") as lock:
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个准备过程正在进行，等待其完成……")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _set_up(venv: Venv, pins: Path) -> None:
    """Build what is missing, from the interpreter up to the stamp."""
    venv.stamp.unlink(missing_ok=True)
    if _works(venv):
        _drop_half_made(venv)
    else:
        _build(venv)
    _install(venv, pins)
    leave_stamp(venv, pins)
    say("运行环境已就绪。")


def _works(venv: Venv) -> bool:
    """Tell whether the environment has a live Python, not too old, and a live pip."""
    question = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        answer = subprocess.run([venv.python, "-c", question], capture_output=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def _build(venv: Venv) -> None:
    """Make the environment anew, clearing whatever stood there but the log and the lock."""
    say("建立 Python 虚拟环境 .venv ……")
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Stop("缺少 Python 的 venv 组件，请先运行：apt-get install -y python3-venv")
    for left in venv.home.iterdir():
        if left not in (venv.log, venv.lock):
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
    command = [sys.executable, "-m", "venv", str(venv.home)]
    if run_logged(command, venv.log, clean_environment()) != 0:
        raise Stop(f"虚拟环境建立失败。详情见 {venv.log}")


def _drop_half_made(venv: Venv) -> None:
    """Forget packages whose installation was cut off: pip writes INSTALLER last."""
    for folder in venv.home.glob("lib/*/site-packages/*.dist-info"):
        if not (folder / "INSTALLER").exists():
            shutil.rmtree(folder)


def _install(venv: Venv, pins: Path) -> None:
    """Install the pinned packages that are not there yet, showing how far it is."""
    total = len(wanted(pins, platform.machine()))
    say(f"下载并校验 {total} 个软件包……")
    progress = _Progress(total)
    command = [str(venv.python), "-m", "pip", "install", "--require-hashes", "--retries", "3"]
    command += ["--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--no-warn-script-location", "--requirement", str(pins)]
    if run_logged(command, venv.log, clean_environment(), progress.hear) != 0:
        raise Stop(f"软件包安装失败：{progress.cause()}。再次运行会接着做，详情见 {venv.log}")


def wanted(pins: Path, machine: str) -> list[str]:
    """Return the pinned names this machine type needs."""
    text = pins.read_text(encoding="utf-8")
    found = re.findall(r'(?m)^([\w.-]+)==\S+(?: ; platform_machine == "(\w+)")?', text)
    return [name for name, only in found if only in ("", machine)]


def clean_environment() -> dict[str, str]:
    """Return our environment without what would lead a child Python or pip astray."""
    astray = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in astray}
    return kept | {"PYTHONUTF8": "1", "PIP_NO_COLOR": "1"}


class _Progress:
    """Counts the packages pip speaks of and keeps its last complaint."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._seen: list[str] = []
        self._complaints: list[str] = []

    def hear(self, line: str) -> None:
        """Take in one line of pip's output."""
        if found := SPOKEN_OF.match(line):
            self._count(re.sub(r"[-_.]+", "-", found[1] or found[2]).lower())
        elif line.startswith("Installing collected packages"):
            say("安装软件包……")
        elif "ERROR" in line or "HASHES" in line:
            self._complaints.append(line)
            if lost := re.search(r"No matching distribution found for (\S+)", line):
                self._seen.append(lost[1])

    def _count(self, name: str) -> None:
        if name not in self._seen:
            self._seen.append(name)
            say(f"  （{min(len(self._seen), self._total)}/{self._total}）{name}")

    def cause(self) -> str:
        """Return why it failed, in a few words, with the package it stopped at."""
        said = "\n".join(self._complaints)
        cause = next((words for mark, words in CAUSES if mark in said), "原因见日志")
        return f"{self._seen[-1]} {cause}" if self._seen else cause
