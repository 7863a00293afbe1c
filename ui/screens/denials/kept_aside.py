"""Keeps a denial's form on this machine while the archive cannot be reached, and brings it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.cases.models import CaseId
from app.register.models import Draft, KeptAt
from ui.context import Context
from ui.parts.banner import Notice
from ui.screens.denials.form_place import Values
from ui.screens.saved import DENIAL_FORM, kept_words, saved_words


class KeptAside:
    """One form at a time; ``fill`` shows what was typed before."""

    def __init__(self, context: Context, fill: Callable[[Values], None]) -> None:
        self._context = context
        self._fill = fill
        self._lies: CaseId | None = None

    def keep(self, case: CaseId, values: Values) -> None:
        """Keep what could not be kept in the form itself; where nothing can, the banner stands."""
        work = partial(self._context.desk.register.save_draft, self._context.actor, DENIAL_FORM, case, values)
        self._lies = case
        self._context.jobs.run(work).then(self._tell).otherwise(lambda _trouble: None).start()

    def look(self, case: CaseId) -> None:
        """Bring back what was kept of the case's form."""
        self._lies = None
        work = partial(self._context.desk.register.find_draft, self._context.actor, DENIAL_FORM, case)
        self._context.jobs.run(work).then(partial(self._found, case)).otherwise(lambda _trouble: None).start()

    def drop(self) -> None:
        """Forget it: the form itself was kept, or is not wanted."""
        if self._lies is not None:
            work = partial(self._context.desk.register.drop_draft, self._context.actor, DENIAL_FORM, self._lies)
            self._lies = None
            self._context.jobs.run(work).then(lambda _done: None).otherwise(lambda _trouble: None).start()

    def _found(self, case: CaseId, draft: Draft | None) -> None:
        if draft is None:
            return
        self._lies = case
        self._fill(dict(draft.fields))
        text = f"已恢复您{saved_words(draft)}在连接中断时填写、还没有存入登记表的内容，请核对后按 Ctrl+S 保存。"
        self._context.show_banner(Notice(text=text, kind="warning"))

    def _tell(self, place: KeptAt) -> None:
        self._context.window.set_saved(kept_words(place, "填写的内容已保存"))
