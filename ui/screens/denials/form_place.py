"""What the form's presenter asks of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from app.denials.models import Attachment, Denial, DenialId
from app.errors import Problem
from ui.dialogs.difference import Difference
from ui.preview.view import Paper
from ui.screens.denials.filling import Filling

Values = dict[str, Any]


class FormPlace(Protocol):
    """What the form's presenter asks of the screen."""

    def show_form(self, filling: Filling) -> Values:
        """Show a form; return what it begins with."""

    def entered(self) -> Values:
        """Return what is filled in now."""

    def put_values(self, values: Mapping[str, Any]) -> None:
        """Fill in what was merged."""

    def set_page(self, make: Callable[[], Paper], *, later: bool) -> None:
        """Set the page at the right."""

    def show_files(self, files: tuple[Attachment, ...]) -> None:
        """Show the files."""

    def show_kept(self, denial: Denial) -> None:
        """Tell that the draft is kept."""

    def warn_of(self, problems: tuple[Problem, ...]) -> None:
        """Say at the fields what could not be kept."""

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem at its field and go to the first."""

    def show_busy(self, busy: bool) -> None:
        """Let nobody submit twice."""

    def ask_merge(self, found: tuple[Difference, ...]) -> frozenset[str] | None:
        """Show both versions field by field."""

    def form_left(self, denial: DenialId | None) -> None:
        """Put the form away."""
