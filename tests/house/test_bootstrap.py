from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(packaging_path):
    import environment

    return environment


@pytest.fixture
def bootstrap(packaging_path):
    import bootstrap

    return bootstrap


@pytest.fixture
def ready(environment, tmp_path):
    """An environment that bears the marks of a finished set-up, and its pins."""
    venv = environment.Venv(home=tmp_path / "venv")
    package = venv.home / "lib" / "python3.11" / "site-packages" / "one-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "INSTALLER").write_text("pip")
    venv.python.parent.mkdir()
    venv.python.symlink_to(sys.executable)
    (venv.home / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.11.2\n")
    pins = tmp_path / "requirements.txt"
    pins.write_text("one==1.0\n")
    environment.leave_stamp(venv, pins)
    return venv, pins


def test_a_finished_environment_is_taken_as_it_is(environment, ready):
    assert environment.is_ready(*ready)


def test_new_pins_call_for_a_new_set_up(environment, ready):
    ready[1].write_text("one==2.0\n")

    assert not environment.is_ready(*ready)


def test_an_environment_whose_python_is_gone_is_broken(environment, ready):
    ready[0].python.unlink()
    ready[0].python.symlink_to("/nowhere/python3")

    assert not environment.is_ready(*ready)


def test_an_environment_that_lost_a_package_is_broken(environment, ready):
    next(ready[0].home.rglob("*.dist-info")).rename(ready[0].home / "elsewhere")

    assert not environment.is_ready(*ready)


def test_an_environment_of_another_python_is_not_taken(environment, ready):
    (ready[0].home / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.12.1\n")

    assert not environment.is_ready(*ready)


@pytest.mark.parametrize("stamp", ["", "{", "[]", json.dumps({"pins": "x"})])
def test_a_spoilt_stamp_is_no_stamp(environment, ready, stamp):
    ready[0].stamp.write_text(stamp)

    assert not environment.is_ready(*ready)


def test_a_package_cut_off_while_it_was_installed_is_forgotten(environment, ready):
    whole = next(ready[0].home.rglob("*.dist-info"))
    half = whole.with_name("two-1.0.dist-info")
    half.mkdir()

    environment._drop_half_made(ready[0])

    assert whole.exists()
    assert not half.exists()


def test_a_checkout_that_may_not_be_written_is_told_in_one_line(environment, tmp_path):
    if os.geteuid() == 0:
        place = Path("/proc/venv")  # not even root may write here
    else:
        place = tmp_path / "venv"
        tmp_path.chmod(0o500)

    with pytest.raises(environment.Stop) as stopped:
        environment.prepare(environment.Venv(home=place))

    assert stopped.value.code == 3
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ([], True),
        (["--demo"], True),
        (["--db", "sqlite:///office.db", "--as", "wang"], True),
        (["--json", "doctor"], False),
        (["--db", "sqlite:///office.db", "due", "--from", "2026-09-28", "--days", "7"], False),
        (["--help"], False),
    ],
)
def test_only_a_call_without_a_command_opens_the_window(bootstrap, arguments, opens):
    assert bootstrap.opens_window(arguments) is opens


def ask(*arguments, **changes):
    """Run the bootstrap as a person would, without a display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, str(ROOT / "packaging" / "bootstrap.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=kept | changes, check=False, cwd="/")


def test_a_window_without_a_display_is_refused_in_one_line_that_offers_the_tour():
    answer = ask("run")

    assert answer.returncode == 3
    assert answer.stderr.count("\n") == 1
    assert "run --tour" in answer.stderr


def test_an_unknown_command_is_answered_with_the_usage():
    answer = ask("fly")

    assert answer.returncode == 2
    assert "run" in answer.stdout


def test_an_unknown_measurement_is_refused_with_the_list():
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench", "nosuch"],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip

    assert answer.returncode == 2
    assert "nosuch" in answer.stderr


def test_a_missing_vital_package_stops_with_the_line_to_run(packaging_path, tmp_path, monkeypatch):
    import machine
    from terminal import Stop

    monkeypatch.setattr(machine, "may_install", lambda: False)
    vital = machine.Need(package="libegl1", purpose="图形界面", there=lambda: False, vital=True)

    with pytest.raises(Stop, match=r"apt-get install -y libegl1$"):
        machine.provide([vital], tmp_path / "log")


def test_a_missing_font_is_mentioned_and_the_work_goes_on(packaging_path, tmp_path, monkeypatch, capsys):
    import machine

    monkeypatch.setattr(machine, "may_install", lambda: False)
    font = machine.Need(package="fonts-noto-cjk", purpose="界面中文字体", there=lambda: False)
    machine.provide([font], tmp_path / "log")

    assert capsys.readouterr().out.count("\n") == 1
