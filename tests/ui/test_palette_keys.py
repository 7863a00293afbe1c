from __future__ import annotations

from app.catalogue.keys import matches, search_keys
from ui.context import Screen, ScreenEntry
from ui.frame.commands import WindowActs, commands_of
from ui.frame.rail import KEYS
from ui.palette.matching import Index


def test_the_palette_tells_the_key_of_every_screen_of_the_rail():
    nothing = dict.fromkeys(WindowActs.__dataclass_fields__, lambda *_: None)
    entries = tuple(
        ScreenEntry(key=f"screen_{place}", title=f"页面{place}", icon="work_list", make=Screen)
        for place in range(len(KEYS) + 1)
    )
    found = commands_of(WindowActs(**nothing), entries)

    assert [command.key for command in found[: len(entries)]] == [*(f"Alt+{key}" for key in KEYS), ""]


def test_a_screen_is_found_by_what_is_done_on_it_after_those_that_bear_the_name():
    nothing = dict.fromkeys(WindowActs.__dataclass_fields__, lambda *_: None)
    entries = (
        ScreenEntry(key="settings", title="设置", icon="settings", make=Screen, words=("备份与恢复",)),
        ScreenEntry(key="copies", title="备份", icon="save", make=Screen, in_rail=False, in_palette=True),
    )
    index = Index(lambda typed, title: matches(typed, title, search_keys(title)))
    index.learn(commands := commands_of(WindowActs(**nothing), entries))

    assert [found.title for found in index.find(commands, "bf")] == ["备份", "设置"]
    assert [found.title for found in index.find(commands, "bfyhf")] == ["设置"]
