from __future__ import annotations

from ui.context import Screen, ScreenEntry
from ui.frame.commands import WindowActs, commands_of
from ui.frame.rail import KEYS


def test_the_palette_tells_the_key_of_every_screen_of_the_rail():
    nothing = dict.fromkeys(WindowActs.__dataclass_fields__, lambda *_: None)
    entries = tuple(
        ScreenEntry(key=f"screen_{place}", title=f"页面{place}", icon="work_list", make=Screen)
        for place in range(len(KEYS) + 1)
    )
    found = commands_of(WindowActs(**nothing), entries)

    assert [command.key for command in found[: len(entries)]] == [*(f"Alt+{key}" for key in KEYS), ""]
