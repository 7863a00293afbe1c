"""Files come to a draft and leave it again; each is kept whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from app.denials.commands import AttachFile, DetachFile
from app.denials.models import Attachment, DenialId
from app.errors import Refusal, Unavailable
from ui.context import Context
from ui.parts.banner import Notice
from ui.screens.denials.drafting import DraftPresenter


class Attaching:
    """Keeps files with the draft of a form, which is kept first."""

    def __init__(self, context: Context, drafting: DraftPresenter) -> None:
        self._context = context
        self._desk = context.desk
        self._actor = context.actor
        self._drafting = drafting

    def attach(self, values: dict[str, Any], paths: Iterable[Path]) -> None:
        """Keep files; the first that cannot be kept stops the rest and is told."""
        self._drafting.save(values, partial(self._attach, tuple(paths)))

    def detach(self, file: Attachment) -> None:
        """Take a file off the draft."""

        def work() -> tuple[Attachment, ...]:
            self._desk.denial_files.detach(self._actor, DetachFile(attachment=file.id))
            return self._files(file.denial)

        self._context.jobs.run(work).then(self._drafting.take_files).start()

    def _attach(self, paths: tuple[Path, ...]) -> None:
        denial = self._drafting.denial
        if denial is None:
            return

        def work() -> tuple[Attachment, ...]:
            for path in paths:
                self._desk.denial_files.attach(self._actor, AttachFile(denial=denial.id, path=path))
            return self._files(denial.id)

        job = self._context.jobs.run(work).then(self._drafting.take_files)
        job.otherwise(partial(self._not_attached, denial.id)).start()

    def _not_attached(self, denial: DenialId, trouble: Refusal | Unavailable) -> None:
        self._context.show_banner(Notice(text=str(trouble)))
        self._context.jobs.run(partial(self._files, denial)).then(self._drafting.take_files).start()

    def _files(self, denial: DenialId) -> tuple[Attachment, ...]:
        return tuple(self._desk.denials.get(self._actor, denial).attachments)
