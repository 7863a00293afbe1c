"""A plain yes or no."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.frame import DialogFrame


class ConfirmDialog(DialogFrame):
    """Asks whether an act is really meant."""

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, text: str, confirm: str = "确定") -> bool:
        """Return whether it is meant; ``confirm`` names the act on the button."""
        dialog = cls(parent, title, text, confirm)
        answer = dialog.answered()
        dialog.deleteLater()
        return answer


class GraveDialog(ConfirmDialog):
    """Asks whether what cannot be undone is really meant: Enter alone leaves it, Ctrl+Enter does it."""

    def __init__(self, parent: QWidget | None, title: str, text: str = "", confirm: str = "确定") -> None:
        super().__init__(parent, title, text, confirm)
        self.confirm.set_kind("danger")
        self.confirm.setDefault(False)
        self.confirm.setMinimumHeight(40)
        self.confirm.show_key("Ctrl+Return")
        self.cancel.setDefault(True)
        self.cancel.setFocus()
