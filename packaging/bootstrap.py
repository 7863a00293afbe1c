"""Set up this checkout and do one of its three jobs, with nothing but Python 3.11.

    python3 packaging/bootstrap.py run [--tour DIR] [arguments of python -m app]
    python3 packaging/bootstrap.py test [arguments of pytest]
    python3 packaging/bootstrap.py bench [NAME]

Exit 0 done, 1 a check failed, 2 unknown command, 3 the machine lacks something (one line says what).
"""

from __future__ import annotations

import os
import sys

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    print("需要 Python 3.11 或更新版本，当前是 {}.{}。".format(*sys.version_info[:2]))
    sys.exit(3)

import checks
import machine
from environment import CHECKOUT, Venv, clean_environment, prepare
from terminal import Stop, be_readable, say

VENV = Venv(home=CHECKOUT / ".venv")
USAGE = "用法：python3 packaging/bootstrap.py run [--tour 目录] | test [pytest 参数] | bench [名称]"
NO_DISPLAY = "没有显示器，窗口无法打开；可以改为运行 run --tour 目录，在后台走完一遍并留下截图和文书。"
VALUED = ("--db", "--as", "--for")  # options of the program that are followed by a value


def main(arguments: list[str]) -> int:
    """Do the job named first, with the arguments after it; return the exit code."""
    be_readable()
    jobs = {"run": run, "test": test, "bench": bench}
    if not arguments or arguments[0] not in jobs:
        say(USAGE)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    try:
        return jobs[arguments[0]](arguments[1:])
    except Stop as stop:
        print(stop, file=sys.stderr, flush=True)
        return stop.code
    except KeyboardInterrupt:
        print("已中断；再次运行会接着做。", file=sys.stderr, flush=True)
        return 130


def run(arguments: list[str]) -> int:
    """Open the window on the demo office, or do what the further arguments say."""
    touring = any(word.partition("=")[0] == "--tour" for word in arguments)
    if opens_window(arguments) and not touring and not has_display():
        raise Stop(NO_DISPLAY)
    set_up(machine.RUN)
    environment = program_environment()
    if touring:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [str(VENV.python), "-P", "-m", "app", *(arguments or ["--demo"])]
    os.execve(command[0], command, environment)  # noqa: S606  no shell is wanted


def test(arguments: list[str]) -> int:
    """Run every check; the arguments go to pytest."""
    set_up(machine.TEST)
    return checks.run_checks(VENV.python, checks.all_checks(arguments))


def bench(arguments: list[str]) -> int:
    """Measure all cases, or those named; one JSON line each."""
    set_up(machine.RUN)
    os.chdir(CHECKOUT)
    command = [str(VENV.python), "-m", "tests.bench", *arguments]
    os.execve(command[0], command, program_environment())  # noqa: S606  no shell is wanted


def set_up(needs: tuple[machine.Need, ...]) -> None:
    """Provide what the machine needs, then the environment."""
    machine.provide(needs, VENV.log)
    prepare(VENV)


def program_environment() -> dict[str, str]:
    """Return the environment of the program: it finds its rooms from any working directory."""
    return clean_environment() | {"PYTHONPATH": str(CHECKOUT)}


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def opens_window(arguments: list[str]) -> bool:
    """Tell whether the arguments hold no command of the program, so that its window would open."""
    rest = iter(arguments)
    for word in rest:
        if word in VALUED:
            next(rest, None)
        elif not word.startswith("-"):
            return False
    return not {"-h", "--help", "--version"}.intersection(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
