"""Breaking text into lines by the rules of Chinese typesetting (禁则); all lengths in em.

What may not begin or end a line is pushed in or carried over; a line is widened to its measure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from app.press.faces import Chain
from app.press.ink import Line

NO_START = frozenset("，。、；：？！）》〉」』】〕］｝”’…‥·～％‰℃°,.!?:;)]}>%〞ー々％﹐﹑﹒﹔﹕﹖﹗")
NO_END = frozenset("（《〈「『【〔［｛“‘￥＄([{<$#＃〝")
PAIRS = frozenset("—…⸺‥")  # two of them are one mark
WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/:@%&+=?~'#\\") | {
    chr(code) for code in range(0xC0, 0x250)
}
BLANK_AFTER = frozenset("，。、；：）》〉」』】〕］｝”’")
BLANK_BEFORE = frozenset("（《〈「『【〔［｛“‘")
HALF = 0.5  # what a mark's blank half can give
NEARLY = 1e-6
LOOSEST = 0.2  # em between characters; a line that would need more stays unjustified
PUSHED_IN = 2  # characters at most


@lru_cache(maxsize=8192)
def lines_of(text: str, chain: Chain, measure: float, first: float, justify: bool) -> tuple[Line, ...]:
    """Set one paragraph (no newlines); ``first`` is the measure of its first line."""
    if not text:
        return (Line((), 0.0),)
    return _Breaking(text, chain, justify).lines(measure, first)


@lru_cache(maxsize=4096)
def balanced(text: str, chain: Chain, measure: float) -> tuple[Line, ...]:
    """Set a label or a title in few lines, all about as long; a bracket begins a line if it can."""
    lines = lines_of(text, chain, measure, measure, False)
    if len(lines) == 1:
        return lines
    head, bracket, tail = text.partition("（")
    if head and bracket:
        parted = balanced(head, chain, measure) + balanced(bracket + tail, chain, measure)
        if len(parted) == len(lines):
            return parted
    narrow = sum(line.width for line in lines) / len(lines)
    while narrow < measure:
        even = lines_of(text, chain, narrow, narrow, False)
        if len(even) == len(lines):
            return even
        narrow += 0.5
    return lines


def may_break(text: str, place: int) -> bool:
    """Say whether a line may end before the character at ``place``."""
    before, after = text[place - 1], text[place]
    if after in NO_START or _ends_open(text, place) or after == " ":
        return False
    if before == after and after in PAIRS:
        return False
    return not (before in WORD and after in WORD)


def _ends_open(text: str, place: int) -> bool:
    """Say whether what stands before, spaces left out (a line's end drops them), may not end a line."""
    while place > 1 and text[place - 1] == " ":
        place -= 1
    return text[place - 1] in NO_END


class _Breaking:
    """One paragraph on its way into lines; ``edges`` is where each character begins, in em."""

    def __init__(self, text: str, chain: Chain, justify: bool) -> None:
        self.text = text
        self.chain = chain
        self.justify = justify
        self.edges: Sequence[float] = range(len(text) + 1)
        if not chain.first.wide.issuperset(text):
            self.edges = list(accumulate(chain.advances(text), initial=0.0))

    def lines(self, measure: float, first: float) -> tuple[Line, ...]:
        lines: list[Line] = []
        start, room, length = 0, first, len(self.text)
        while start < length:
            end = max(bisect_right(self.edges, self.edges[start] + room + NEARLY) - 1, start + 1)
            if end < length:
                end = self._end(start, end, room)
            lines.append(self._line(start, end, room))
            start, room = end, measure
        return tuple(lines)

    def _end(self, start: int, end: int, room: float) -> int:
        """Return where the line ends that has room for the characters before ``end``."""
        text = self.text
        while end < len(text) and text[end] == " ":
            end += 1
        if end == len(text) or may_break(text, end):
            return end
        return self._pushed_in(start, end, room) or self._pushed_out(start, end, room)

    def _pushed_in(self, start: int, end: int, room: float) -> int:
        """Draw in marks that may not begin a line, if the other marks can give the room; else 0."""
        text = self.text
        for place in range(end + 1, min(end + PUSHED_IN, len(text)) + 1):
            if text[place - 1] not in NO_START:
                return 0
            if place == len(text) or may_break(text, place):
                spare = HALF * len(self._marks(start, place))
                return place if self.edges[place] - self.edges[start] - room <= spare + NEARLY else 0
        return 0

    def _pushed_out(self, start: int, end: int, room: float) -> int:
        """Carry the last characters over; a word is cut only if it would leave a third of the line."""
        text, edges = self.text, self.edges
        for place in range(end - 1, start, -1):
            if edges[end] - edges[place] > room / 3 and end - place > 1:
                break
            if may_break(text, place):
                return place
        for place in range(end, start, -1):
            if text[place] not in NO_START and not _ends_open(text, place):
                return place
        return end

    def _marks(self, start: int, end: int) -> list[int]:
        """Return after which characters of a line (its own count) half an em can be taken away."""
        wide, text = self.chain.first.wide, self.text
        places = []
        for place in range(start, end):
            if text[place] in BLANK_AFTER and text[place] in wide:
                places.append(place - start)
            elif text[place] in BLANK_BEFORE and text[place] in wide and place > start:
                places.append(place - start - 1)
        return places

    def _line(self, start: int, end: int, room: float) -> Line:
        text, edges = self.text, self.edges
        stretch = text[start:end]
        last = end == len(text)
        if not last or edges[end] - edges[start] > room:
            stretch = stretch.rstrip(" ") or stretch
        runs = self.chain.runs(stretch)
        width = float(edges[start + len(stretch)] - edges[start])
        if width > room + NEARLY:
            pinches = self._pinches(start, start + len(stretch), width - room)
            return Line(runs, width - sum(given for _, given in pinches), 0.0, pinches)
        if self.justify and not last and len(stretch) > 1:
            gap = (room - width) / (len(stretch) - 1)
            if NEARLY < gap <= LOOSEST:
                return Line(runs, room, gap)
        return Line(runs, width)

    def _pinches(self, start: int, end: int, needed: float) -> tuple[tuple[int, float], ...]:
        """Take ``needed`` em from the marks: first the blank behind the last one, then all the others alike."""
        places = self._marks(start, end)
        given: dict[int, float] = {}
        if places and places[-1] == end - start - 1:
            given[places.pop()] = min(HALF, needed)
            needed -= HALF
        if places and needed > NEARLY:
            for place in places:
                given[place] = given.get(place, 0.0) + min(HALF, needed / len(places))
        return tuple(sorted(given.items()))
