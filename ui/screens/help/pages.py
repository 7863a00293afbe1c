"""The help pages: where they lie, what they are called, and which of them speak of a word."""

from __future__ import annotations

from dataclasses import dataclass

import resources

INDEX = "index"


@dataclass(frozen=True, kw_only=True)
class HelpPage:
    """One page in Markdown; its first line is its title."""

    key: str
    text: str

    @property
    def title(self) -> str:
        """Return the first line without its mark."""
        return self.text.splitlines()[0].lstrip("# ").strip()


def all_pages() -> tuple[HelpPage, ...]:
    """Return every page, the index first."""
    paths = sorted(resources.path("help").glob("*.md"), key=_index_first)
    return tuple(HelpPage(key=path.stem, text=path.read_text(encoding="utf-8")) for path in paths)


def find_pages(pages: tuple[HelpPage, ...], words: str) -> tuple[HelpPage, ...]:
    """Return the pages that hold every word, those with it in the title first."""
    asked = words.casefold().split()
    found = [page for page in pages if all(word in page.text.casefold() for word in asked)]
    return tuple(sorted(found, key=_In(asked)))


@dataclass(frozen=True)
class _In:
    """Orders pages: a word in the title comes first."""

    words: list[str]

    def __call__(self, page: HelpPage) -> bool:
        return not any(word in page.title.casefold() for word in self.words)


def _index_first(path: object) -> tuple[bool, str]:
    name = str(path)
    return (not name.endswith(f"{INDEX}.md"), name)
