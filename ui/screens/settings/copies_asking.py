"""What is asked before a copy is made or put back: the owner's account, why, and whether it is meant."""

from __future__ import annotations

from pathlib import Path

from app.clock import local
from app.office.backups import copy_at
from ui.dialogs.reason import ReasonQuestion

OWNER = "各人自己的数据库账号只看得到职责以内的数据，备份、演练和恢复要用数据库所有者的账号。"


def restore_question(source: Path) -> ReasonQuestion:
    """Return what is asked before a copy takes the office's place."""
    return ReasonQuestion(
        title="恢复备份",
        text=(
            f"将用{_made(source)}“{source.name}”替换现在的全部数据，此后登记的办件、文书和台账不再保留。"
            "现有数据会先另存一份。恢复后所有人重新登录。"
        ),
        confirm="恢复",
        hint="恢复的原因，如：硬盘损坏，恢复到昨日备份（记入台账）",
        grave=True,
    )


def sure_question(source: Path) -> tuple[str, str, str]:
    """Return title, sentence and act of the second question."""
    text = f"再确认一次：现在的全部数据换成{_made(source)}“{source.name}”。还没有演练过这份备份的，请先演练。"
    return "确定恢复？", text, "确定恢复"


def _made(source: Path) -> str:
    return f"{local(copy_at(source).made):%Y-%m-%d %H:%M}写成的" if source.exists() else ""
