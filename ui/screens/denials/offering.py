"""What the palette offers of this screen: its views, and the acts of the denial that is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui.context import Command
from ui.screens.acts import open_commands
from ui.screens.denials.reading import Reading
from ui.screens.denials.words import LETTERS, Tab


def view_commands(go_to: Callable[[Tab], None]) -> tuple[Command, ...]:
    """Return the views with their digits."""
    return tuple(
        Command(title=f"否定报备：{tab.value}", run=partial(go_to, tab), key=str(number), icon="denial")
        for number, tab in enumerate(Tab, start=1)
    )


def act_commands(reading: Reading | None, do: Callable[[str], None]) -> tuple[Command, ...]:
    """Return the open acts of a denial with their keys."""
    acts = reading.acts if reading is not None else ()
    return open_commands(acts, do, LETTERS, "denial")
