"""``backup``, ``restore`` and ``restore --drill``: copies of the whole office."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from app.clock import local
from app.drills.models import Drilled
from app.drills.page import TITLE, page_of_drill
from app.errors import BadInput, Refusal, Unavailable
from app.office.copying import Manner, Restored
from app.office.handing_out import sheet_at, write_passwords
from app.people.models import Actor
from app.people.permissions import Right, require
from app.press import press_docx, press_pdf
from app.verbs.document import ready_folder
from app.verbs.terminal import Terminal, write_file

_SURE = "恢复"


class DrillFailed(Refusal):
    """An office could not go on from the backup as it should."""


def backup(terminal: Terminal, options: Namespace) -> None:
    """Write a copy of the office and check it by restoring it into a scratch database."""
    actor, target = _actor(terminal), Path(options.file)
    backups = terminal.desk.backups
    into = backups.make_in if target.is_dir() else backups.prove
    proof = into(target, actor, _manner())
    checked = "并核对无误" if proof.is_checked and not proof.faults else "，请留意核对结果"
    terminal.answer(
        {**proof.told(), "file": str(proof.path)}, f"已备份到“{proof.path}”{checked}。{proof.said()}。"
    )


def restore(terminal: Terminal, options: Namespace) -> None:
    """Put a copy in the office's place, keeping what it replaces; with ``--drill`` only try it."""
    if options.drill:
        _drill(terminal, options)
        return
    if not options.file:
        raise BadInput("请写明用哪一份备份恢复，如 restore 文件；只做演练请加 --drill。")
    if options.out:
        raise BadInput("--out 只用于演练（--drill）。")
    source = Path(options.file)
    actor = _actor(terminal) if terminal.archive.exists(terminal.url) else None
    _ask_twice(terminal, source)
    terminal.close()
    restored = terminal.archive.restore(source, terminal.url, _manner())
    terminal.anew().desk.backups.tell_restored(actor, source, "从命令行恢复")
    _tell(terminal, options.file, restored)


def _tell(terminal: Terminal, source: str, restored: Restored) -> None:
    lines, sheet = [f"已从“{source}”恢复。"], None
    if restored.safety is not None:
        lines.append(f"原来的数据另存在“{restored.safety}”。")
    if restored.passwords:
        sheet = sheet_at(terminal.clock())
        write_passwords(sheet, restored.passwords)
        lines.append(
            f"这台服务器上没有{len(restored.passwords)}人的登录账号，已新建；首次密码在“{sheet}”，发放后请删除。"
        )
    answer = {
        "restored": source,
        "safety": restored.safety and str(restored.safety),
        "passwords": sheet and str(sheet),
    }
    terminal.answer(answer, "\n".join(lines))


def _ask_twice(terminal: Terminal, source: Path) -> None:
    """Ask whoever sits at the terminal twice before a living office is replaced; else nobody is asked."""
    if not sys.stdin.isatty() or not terminal.archive.exists(terminal.url):
        return
    bureau = _bureau(terminal)
    sys.stderr.write(
        f"将用“{source}”替换{terminal.shown_url}现在的全部数据，此后登记的办件、文书和台账不再保留。"
        "现有数据会先另存一份。\n"
    )
    for asked in (_SURE, bureau):
        try:
            given = input(f"确定要恢复的，请输入“{asked}”：").strip()
        except EOFError:
            given = ""
        if given != asked:
            raise BadInput("没有确认，什么也没有改动。")


def _bureau(terminal: Terminal) -> str:
    """Return the name of the office that is replaced; one that cannot be opened has none."""
    try:
        return terminal.desk.settings.bureau
    except (Refusal, Unavailable):
        return "数据库已损坏"


def _drill(terminal: Terminal, options: Namespace) -> None:
    """Restore into a scratch database, examine it, and put the result on record."""
    folder = ready_folder(options.out) if options.out else None
    actor = _actor(terminal)
    source = Path(options.file) if options.file else terminal.desk.backups.newest()
    if source is None:
        raise BadInput("本机找不到备份，请写明文件：restore --drill 文件。")
    drilled = terminal.desk.drills.run(source, actor, _manner())
    files = _printed(folder, drilled) if folder is not None else {}
    terminal.answer({**drilled.told(), **files}, "\n".join((*_lines(drilled), *files.values())))
    if not drilled.shown.is_sound:
        faults = [fault for each in drilled.shown.findings for fault in each.faults]
        raise DrillFailed(f"演练不合格，{len(faults)}处不符：{faults[0]}")


def _printed(folder: Path, drilled: Drilled) -> dict[str, str]:
    sheet = page_of_drill(drilled)
    stem = f"{TITLE}-{local(drilled.began):%Y%m%d-%H%M%S}"
    files = {"pdf": folder / f"{stem}.pdf", "docx": folder / f"{stem}.docx"}
    write_file(files["pdf"], press_pdf(sheet).pdf)
    write_file(files["docx"], press_docx(sheet))
    return {kind: str(path) for kind, path in files.items()}


def _lines(drilled: Drilled) -> tuple[str, ...]:
    shown = drilled.shown
    found = [
        f"{each.title}：{each.looked}，{'相符' if each.is_sound else f'{len(each.faults)}处不符'}"
        for each in shown.findings
    ]
    result = "合格" if shown.is_sound else "不合格"
    return (f"恢复演练：“{shown.file}”，用时{drilled.seconds:.1f}秒", *found, f"结果：{result}。临时库已删除。")


def _actor(terminal: Terminal) -> Actor | None:
    if not terminal.login:
        return None
    require(terminal.actor, Right.KEEP_BACKUPS)
    return terminal.actor


def _manner() -> Manner:
    """Tell somebody who watches how far it is."""
    return Manner(tell=_progress) if sys.stderr.isatty() else Manner()


def _progress(what: str, done: int, whole: int) -> None:
    sys.stderr.write(f"\r\x1b[K{what}　{done}/{whole}" if whole else f"\r\x1b[K{what}")
    if done == whole:
        sys.stderr.write("\r\x1b[K")
