"""Files kept with a draft (并附相关政策): looked at before they are kept, whole or not at all."""

from __future__ import annotations

import stat
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from app.calendar.shelf import CalendarShelf
from app.clock import Clock
from app.denials.acts import Act, act_on, entered, refuse_elsewhere, stood_in
from app.denials.commands import AttachFile, DetachFile, TooLarge
from app.denials.file_kinds import check_content, check_name, kind_of
from app.denials.models import Attachment, AttachmentId, DenialId, DenialState, Station
from app.denials.ports import DenialStore, DenialUnit
from app.denials.stations import check_person
from app.errors import BadInput, Refusal, why
from app.ledger.entering import write_alone
from app.once import once
from app.people.models import Actor
from app.people.permissions import Right, require
from app.people.standing import standing

MOST_FILES = 30
MOST_MB = 100  # all files of a denial together
_MB = 1_000_000


class Files:
    """The files of a denial."""

    def __init__(self, store: DenialStore, clock: Clock, shelf: CalendarShelf | None = None) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf or CalendarShelf()

    @once
    def attach(self, actor: Actor, command: AttachFile) -> Attachment:
        """Keep a file with a draft.

        Raises ``HostileName``, ``TooLarge``, ``BadInput`` for a file that cannot be read or is not what its
        name says, ``OnePersonOneStation`` for one who checked the draft before, ``Unavailable`` where the
        archive is full: then nothing is kept.
        """
        name = check_name(command.path.name)
        kind_of(name)
        with self._store.read() as unit:
            most = unit.office.settings().largest_file
        content = read_file(command.path, most)
        check_content(name, content)
        digest = sha256(content).hexdigest()
        now = self._clock()
        with self._store.begin() as unit:
            act = self._draft(unit, actor, command.denial, now)
            attachment = Attachment(
                id=AttachmentId(0),
                denial=command.denial,
                name=name,
                size=len(content),
                digest=digest,
                added_at=now,
                added_by_name=act.actor.signed,
            )
            _refuse_too_many(attachment, unit.denials.attachments(command.denial))
            made = unit.denials.attach(attachment, content)
            text = f"添加附件“{name}”（{size_of(len(content))}）"
            entered(unit, act, "attach_file", text, digest=attachment.digest)
            return unit.denials.get_attachment(made)

    @once
    def detach(self, actor: Actor, command: DetachFile) -> None:
        """Take a file off the draft again."""
        now = self._clock()
        with self._store.begin() as unit:
            attachment = unit.denials.get_attachment(command.attachment)
            act = self._draft(unit, actor, attachment.denial, now)
            unit.denials.detach(command.attachment)
            entered(unit, act, "detach_file", f"移去附件“{attachment.name}”", digest=attachment.digest)

    def content(self, actor: Actor, attachment: AttachmentId) -> bytes:
        """Return what is in a file."""
        with self._store.read() as unit:
            actor = standing(unit.people, actor)
            found = unit.denials.get_attachment(attachment)
            require(actor, Right.SEE_WORK, unit.denials.get(found.denial).division)
            return unit.denials.content(attachment)

    def _draft(self, unit: DenialUnit, actor: Actor, denial: DenialId, at: datetime) -> Act:
        """Return the act on a draft; the ledger is held first, so that nobody submits meanwhile."""
        write_alone(unit.ledger)
        actor = standing(unit.people, actor)
        act = act_on(unit, actor, denial, self._shelf.current(unit.calendars), at)
        require(actor, Right.DRAFT_DENIAL, act.denial.division)
        refuse_elsewhere(act, DenialState.DRAFT)
        check_person(act.actor, Station.DRAFT, stood_in(unit, act.denial))
        return act


def read_file(path: Path, most_mb: int) -> bytes:
    """Return a file's content; raises ``TooLarge``, and ``BadInput`` for one that is empty or unreadable."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise BadInput(f"“{path.name}”不是文件，不能添加；请选择一个文件。")
        _refuse_large(path, found.st_size, most_mb)
        with path.open("rb") as file:
            content = file.read(most_mb * _MB + 1)
    except (OSError, ValueError) as fault:
        reason = why(fault) if isinstance(fault, OSError) else "路径不正确"
        raise BadInput(f"读不了文件“{path.name}”：{reason}。") from fault
    _refuse_large(path, len(content), most_mb)
    if not content:
        raise BadInput(f"“{path.name}”是空文件（0字节），没有内容可以保存，请核对后重新选择。")
    return content


def _refuse_large(path: Path, size: int, most_mb: int) -> None:
    if size > most_mb * _MB:
        raise TooLarge(
            f"“{path.name}”有{size_of(size)}，每个文件最多{most_mb}MB。请压缩、降低扫描分辨率或拆分后再添加。"
        )


def _refuse_too_many(new: Attachment, kept: tuple[Attachment, ...]) -> None:
    same = next((each for each in kept if each.digest == new.digest), None)
    if same is not None:
        raise Refusal(f"“{new.name}”与已添加的“{same.name}”内容相同，不必重复添加。")
    if len(kept) >= MOST_FILES:
        raise TooLarge(f"一份否定报备最多附{MOST_FILES}个文件，请合并后再添加。")
    together = sum(each.size for each in kept) + new.size
    if together > MOST_MB * _MB:
        raise TooLarge(f"添加后附件共{size_of(together)}，一份否定报备最多{MOST_MB}MB，请精简后再添加。")


def size_of(size: int) -> str:
    """Return a size in bytes as people read it."""
    if size < 1_000:  # noqa: PLR2004 - bytes of a KB
        return f"{size}字节"
    return f"{size / 1_000:.0f}KB" if size < _MB else f"{size / _MB:.1f}MB"
