"""From pieces to pages: what fits, what moves on, what is never parted, and what stands on every page (pt)."""

from __future__ import annotations

from dataclasses import replace

from app.forms.sheet import FORM_PT, MM, Face, Sheet
from app.press.faces import Faces
from app.press.furniture import draw_feet, draw_head
from app.press.grids import Band, cut, draw_band
from app.press.ink import Ink, Placed, baseline
from app.press.papers import papers_of
from app.press.pieces import BreakPiece, GapPiece, GridPiece, GroupPiece, Piece, TextPiece, WholePiece
from app.press.ruling import draw_rules
from app.press.setting import pieces_of
from app.press.signing import single

NEARLY = 0.05
SMALL_ENOUGH = 1 / 3  # of a page: a band that moves to the next page rather than being cut
CONTINUATION = 11 * MM  # the height of the heading of pages 2 and on
CLINGING_LINES = 5  # of a note that clings: so many stand together below the form
HEADING_LINES = 3  # a longer paragraph that keeps with the next is parted before its last line


def pages_of(sheet: Sheet, faces: Faces) -> list[Ink]:
    """Set a Sheet: the pages of every part and of every paper in it, each counted from 1 or on."""
    papers = [(paper, pieces_of(paper.sheet, faces)) for paper in papers_of(sheet)]
    pages: list[Ink] = []
    for part in sheet.parts or ("",):
        counted: list[tuple[Sheet, list[Ink]]] = []
        for paper, pieces in papers:
            if not paper.counts_on:
                draw_feet(counted, faces)
                counted = []
            flow = _Flow(paper.sheet, faces, part, len(pages))
            flow.place(pieces)
            counted.append((paper.sheet, flow.pages))
            pages += flow.pages
        draw_feet(counted, faces)
    return pages


class _Flow:
    """The pages of one part while they fill."""

    def __init__(self, sheet: Sheet, faces: Faces, part: str, before: int) -> None:
        self.sheet = sheet
        self.faces = faces
        self.part = part
        self.before = before
        self.pages: list[Ink] = []
        self.top = sheet.page.top * MM
        self.bottom = self.top + sheet.page.block_height * MM
        self.y = self.top
        self.fresh = True
        self._turn()

    @property
    def ink(self) -> Ink:
        return self.pages[-1]

    @property
    def room(self) -> float:
        return self.bottom - self.y + NEARLY

    @property
    def whole(self) -> float:
        """The room of a fresh page after the first."""
        return self.bottom - self.top - (CONTINUATION if self.sheet.continuation else 0.0)

    def _turn(self) -> None:
        """Begin the next page."""
        ink = Ink(self.before + len(self.pages) + 1, self.part)
        self.pages.append(ink)
        draw_head(ink, self.sheet, self.faces, first=len(self.pages) == 1)
        self.y = self.top
        if self.sheet.continuation and len(self.pages) > 1:
            line = single(self.sheet.continuation, self.faces, Face.HEI)
            spare = self.sheet.page.block_width * MM - line.width * FORM_PT
            x = self.sheet.page.left * MM + max(0.0, spare / 2)
            ink.lines.append(Placed(x, baseline(self.y, FORM_PT * 1.5, FORM_PT), FORM_PT, line))
            self.y += CONTINUATION
        self.fresh = True

    def place(self, pieces: tuple[Piece, ...]) -> None:
        """Place pieces one after another."""
        for number, piece in enumerate(pieces):
            rest = pieces[number + 1 :]
            match piece:
                case TextPiece():
                    self._text(piece, self._held(piece.keep, rest))
                case GridPiece():
                    self._grid(piece, self._held(False, rest))
                case WholePiece():
                    self._whole(piece, self._held(False, rest))
                case GroupPiece():
                    self._group(piece, self._held(False, rest))
                case GapPiece():
                    self.y += 0.0 if self.fresh else piece.height
                case BreakPiece():
                    self._break()

    def _break(self) -> None:
        if not self.fresh:
            self._turn()

    def _held(self, keep: bool, rest: tuple[Piece, ...]) -> float:
        """Return the height that must follow a piece on its page: what it keeps with, what clings to it."""
        if not rest:
            return 0.0
        after = rest[0]
        if keep or getattr(after, "clings", False):
            return self._least(after, rest[1:])
        if isinstance(after, GroupPiece) and after.pieces and getattr(after.pieces[0], "clings", False):
            return self._least(after, rest[1:])
        return 0.0

    def _least(self, piece: Piece, rest: tuple[Piece, ...]) -> float:
        """Return the least height that the beginning of a piece takes up."""
        match piece:
            case TextPiece() if piece.keep:
                return self._height((piece,)) + self._held(True, rest)
            case TextPiece():
                return piece.before + piece.pitch * (
                    min(len(piece.lines), CLINGING_LINES) if piece.clings else 1
                )
            case GridPiece():
                first = self._height((GridPiece(grid=replace(piece.grid, bands=piece.beginning)),))
                if piece.clings and piece.beginning == piece.grid.bands:
                    first += self._held(False, rest)
                return first if first <= self.whole * SMALL_ENOUGH else 3 * FORM_PT
            case GroupPiece() if self._height(piece.pieces) > self.whole:
                return self._least(piece.pieces[0], piece.pieces[1:])
            case GapPiece():
                return piece.height + self._held(True, rest)
            case _:
                return self._height((piece,))

    def _height(self, pieces: tuple[Piece, ...]) -> float:
        total = 0.0
        for piece in pieces:
            match piece:
                case TextPiece():
                    total += piece.before + len(piece.lines) * piece.pitch + piece.after
                case WholePiece():
                    total += piece.before + piece.height
                case GridPiece():
                    grid = piece.grid
                    total += grid.heading_height + sum(band.height for band in grid.bands)
                case GroupPiece():
                    total += self._height(piece.pieces)
                case GapPiece():
                    total += piece.height
                case BreakPiece():
                    pass
        return total

    def _text(self, piece: TextPiece, held: float) -> None:
        if not self.fresh:
            self.y += piece.before
        count, start = len(piece.lines), 0
        while start < count:
            fitting = int(self.room / piece.pitch)
            end = min(count, start + fitting)
            if held and end == count and (count - start) * piece.pitch + piece.after + held > self.room:
                end = start if piece.keep and count <= HEADING_LINES else count - 1
            if end <= start:
                if self.fresh:
                    end = start + 1
                else:
                    self._turn()
                    continue
            piece.draw(self.ink, self.y, start, end)
            self.y += (end - start) * piece.pitch
            self.fresh = False
            start = end
            if start < count:
                self._turn()
        self.y += piece.after

    def _whole(self, piece: WholePiece, held: float) -> None:
        before = 0.0 if self.fresh else piece.before
        if not self.fresh and before + piece.height + held > self.room:
            self._turn()
            before = 0.0
        piece.draw(self.ink, self.y + before)
        self.y += before + piece.height
        self.fresh = False

    def _group(self, piece: GroupPiece, held: float) -> None:
        height = self._height(piece.pieces) + held
        if not self.fresh and height > self.room and height <= self.whole:
            self._turn()
        self.place(piece.pieces)

    def _grid(self, piece: GridPiece, held: float) -> None:
        _GridFlow(self, piece).place(held)


class _GridFlow:
    """One grid on its way over pages."""

    def __init__(self, flow: _Flow, piece: GridPiece) -> None:
        self.flow = flow
        self.grid = piece.grid
        self.drawn: list[tuple[float, Band]] = []

    def place(self, held: float) -> None:
        bands = list(self.grid.bands)
        first = bands[0].height if bands else 0.0
        if self.grid.heading and not self.flow.fresh and self.grid.heading_height + first > self.flow.room:
            self._turn(heading=False)
        self._heading()
        while bands:
            band = bands.pop(0)
            self._band(band, self._following(band, bands, held), bands)
        self._rule()

    def _following(self, band: Band, rest: list[Band], held: float) -> float:
        """Return the height that must follow a band on its page; ``held`` is what follows the grid."""
        if not rest:
            return held
        if not band.keep:
            return 0.0
        after = rest[0]
        small = after.height <= self.flow.whole * SMALL_ENOUGH
        return after.height + self._following(after, rest[1:], held) if small else 3 * FORM_PT

    def _heading(self) -> None:
        for band in self.grid.heading:
            self._draw(band)

    def _draw(self, band: Band) -> None:
        draw_band(self.flow.ink, band, self.flow.y)
        self.drawn.append((self.flow.y, band))
        self.flow.y += band.height
        self.flow.fresh = False

    def _rule(self) -> None:
        if self.drawn:
            draw_rules(self.flow.ink, self.grid.edges, self.drawn)
            self.drawn = []

    def _turn(self, heading: bool = True) -> None:
        self._rule()
        self.flow._turn()  # noqa: SLF001  (a grid is a part of the flow)
        if heading:
            self._heading()

    @property
    def _at_top(self) -> bool:
        """Whether nothing but the repeated heading stands on the page."""
        return self.flow.fresh or (
            len(self.drawn) == len(self.grid.heading)
            and self.drawn[:1] != []
            and self.drawn[0][0] <= self.flow.top + CONTINUATION + NEARLY
        )

    def _band(self, band: Band, held: float, rest: list[Band]) -> None:
        """Draw a band, move it on, or cut it; what is left after a cut comes first in ``rest``."""
        flow = self.flow
        if band.height + held <= flow.room:
            self._draw(band)
            return
        page = flow.whole - self.grid.heading_height
        if not self._at_top and (
            band.height <= page * SMALL_ENOUGH or band.height + held <= page * SMALL_ENOUGH
        ):
            self._turn()
            rest.insert(0, band)
            return
        room = flow.room
        if held and band.height <= room:
            room = band.height - self._last_lines(band)
        parts = cut(band, room, flow.faces) if room > 0 else None
        if parts:
            self._draw(self._to_the_foot(parts[0]) if band.keep else parts[0])
            self._turn()
            rest.insert(0, parts[1])
        elif self._at_top:
            self._draw(band)
        else:
            self._turn()
            rest.insert(0, band)

    def _to_the_foot(self, band: Band) -> Band:
        """Return a band whose frame reaches the foot of the page."""
        spare = max(0.0, self.flow.room - band.height - NEARLY)
        return replace(band, least=(*band.least[:-1], band.heights[-1] + spare))

    @staticmethod
    def _last_lines(band: Band) -> float:
        return 2 * max((cell.writing.pitch for cell in band.cells), default=FORM_PT)
