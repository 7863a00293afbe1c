"""All dialogs of the screen: the forms of single acts, and the preview of a bulk one over its form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.hotline.life import Way
from ui.context import Context
from ui.screens.hotline.asking import Asking
from ui.screens.hotline.bulk import Line
from ui.screens.hotline.bulk_dialog import BulkDialog


class ScreenDialogs(Asking):
    """Asks over the screen; the form of a bulk act stays below its preview until it is done or left."""

    def __init__(self, over: QWidget, context: Context) -> None:
        super().__init__(over, context)
        self._over_all = over
        self.preview: BulkDialog | None = None

    def show_preview(self, way: Way, lines: tuple[Line, ...], go: Callable[[], None]) -> None:
        """Show what will happen to each order."""
        preview = BulkDialog(self.dialog or self._over_all, way, lines, go)
        preview.finished.connect(self._preview_gone)
        self.preview = preview
        preview.open()

    def show_progress(self, done: int, total: int) -> None:
        """Tell how far the bulk act is."""
        if self.preview is not None:
            self.preview.show_progress(done, total)

    def show_results(self, lines: tuple[Line, ...]) -> None:
        """Show what became of each order."""
        if self.preview is not None:
            self.preview.show_results(lines)

    def _preview_gone(self, _result: int) -> None:
        preview, self.preview = self.preview, None
        if preview is None:
            return
        preview.deleteLater()
        if preview.was_done:
            self.dialog_done()
            self._over_all.activateWindow()  # two windows went at once: not every desk finds back by itself
        else:
            self.show_problems(())  # the form below may be tried again
