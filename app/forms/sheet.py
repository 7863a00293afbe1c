"""The Sheet: one description of a printed paper that both presses set; lengths in mm, type in pt.

It says nothing of PDF or Word. Geometry follows GB/T 9704-2012: text block 156 x 225 mm at 28/37 mm,
character pitch 156/28 mm, line pitch 225/22 mm.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

MM = 72 / 25.4  # points in a millimetre
CHARACTER_MM = 156 / 28
LINE_MM = 225 / 22
BODY_PT = CHARACTER_MM * MM  # 三号 so that 28 characters fill the text block: 15.79 pt
TITLE_PT = 22.0  # 二号
FORM_PT = 12.0  # 小四
SMALL_PT = 10.5  # 五号


class Face(Enum):
    """A face asked for by its role, not by a font's name."""

    TITLE = "小标宋"
    BODY = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    SONG = "宋体"


class Align(Enum):
    """Where a line stands in its measure."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, kw_only=True)
class Page:
    """The paper and its text block in mm (A4, GB/T 9704-2012 5.1)."""

    width: float = 210.0
    height: float = 297.0
    left: float = 28.0
    top: float = 37.0
    block_width: float = 156.0
    block_height: float = 225.0


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text; ``indent`` is the first line's and ``hang`` every line's, in characters.

    Newlines in ``text`` start a new paragraph of the same manner. ``field`` names the field shown, so that
    the preview can mark it. ``line_mm`` is the line pitch (None: 1.5 times the type size for forms,
    LINE_MM where the size is BODY_PT). ``before`` and ``after`` are in mm.
    """

    text: str
    face: Face = Face.BODY
    size: float = BODY_PT
    align: Align = Align.JUSTIFY
    indent: float = 0.0
    hang: float = 0.0
    line_mm: float | None = None
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One numbered item: the mark (``1.`` or ``（一）``) hangs left of the text."""

    mark: str
    text: str
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Items:
    """A numbered list; ``hang`` is the width of the marks in characters."""

    items: tuple[Item, ...]
    face: Face = Face.BODY
    size: float = BODY_PT
    hang: float = 2.0
    indent: float = 2.0
    line_mm: float | None = None


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of a grid; a label is centred in the label face, a value set left in the value face.

    ``text`` may hold newlines. ``columns`` and ``rows`` are spans. ``foot`` is text kept at the bottom
    right of the cell (a signature line and date inside a cell), printed with the cell's last line. ``bars``
    are drawn below each other in a cell without text, each a part (0 to 1) of its width: the first strong, the
    others faint.
    """

    text: str = ""
    label: bool = False
    columns: int = 1
    rows: int = 1
    align: Align | None = None  # None: labels centre, values left
    face: Face | None = None  # None: the grid's face for the kind
    size: float | None = None
    top: bool = False  # True: set at the top; False: centred vertically
    foot: str = ""
    field: str = ""
    bars: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of cells, at least ``height`` mm high; grows with its text and may break over pages.

    With ``keep_with_next`` its last lines stay on one page with the next row.
    """

    cells: tuple[Cell, ...]
    height: float = 10.0
    keep_with_next: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A ruled table: ``widths`` are the columns in mm, the first ``heading`` rows repeat on each page.

    With ``clings`` its first row, and the rows that keeps with, are never parted from what stands above.
    """

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    heading: int = 0
    clings: bool = False
    label_face: Face = Face.HEI
    value_face: Face = Face.BODY
    size: float = FORM_PT


@dataclass(frozen=True, kw_only=True)
class SignatureLine:
    """A label with a blank to sign on; ``text`` (if any) stands on the blank, e.g. a typed name."""

    label: str
    text: str = ""
    blank: float = 40.0  # mm


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Rows of signature lines, never parted from the last line of text before them.

    ``seal`` reserves a clear square of that many mm (0: none) at the right with ``seal_caption`` in it
    (e.g. 窗口单位盖章) and ``date`` (as printed) under the caption. ``margin`` (mm) stays clear right of the
    square; the caption may reach so far out of the square on both sides.
    """

    rows: tuple[tuple[SignatureLine, ...], ...] = ()
    seal: float = 0.0
    margin: float = 0.0
    seal_caption: str = ""
    date: str = ""
    size: float = FORM_PT


@dataclass(frozen=True, kw_only=True)
class Note:
    """Small print below a form; with ``clings`` it is never parted from the form's last row."""

    text: str
    size: float = SMALL_PT
    field: str = ""
    clings: bool = False


@dataclass(frozen=True, kw_only=True)
class TearOff:
    """A dashed line across the page to cut along, with a caption in its middle."""

    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class Space:
    """Clear height in mm (swallowed at the top of a page)."""

    height: float


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    """What follows starts on a new page.

    With a ``continuation`` it is a paper of its own in the same document (only between the blocks of a
    Sheet): its pages count from 1, and that is the heading of its pages 2 and on. What ``counts_on`` is bound
    together with what is before it: its pages count on (GB/T 9704-2012 7.5).
    """

    continuation: str = ""
    counts_on: bool = False


@dataclass(frozen=True, kw_only=True)
class Together:
    """Blocks that stay on one page when a page can hold them."""

    blocks: tuple[Block, ...]


Block: TypeAlias = Paragraph | Items | Grid | Signatures | Note | TearOff | Space | PageBreak | Together


@dataclass(frozen=True, kw_only=True)
class VerificationCode:
    """The code on every page outside the frame: ``payload`` goes into the QR, ``text`` beside it."""

    text: str
    payload: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A paper: its blocks, and what stands on every page.

    ``parts`` are printed one after another with the same blocks, each marked at the upper right
    (存根联, 回执联); empty means one unmarked part. ``heading_left``/``heading_right`` stand on every page
    above the text block (e.g. the number at the right); ``continuation`` is the heading of pages 2 and on
    (题名、编号、“（续页）”), ``continuation_right`` stands at their upper right. The page number stands on
    the pages from ``numbered_from`` on. ``watermark`` (e.g. 草稿) lies across every page.
    """

    title: str
    blocks: tuple[Block, ...]
    page: Page = field(default_factory=Page)
    parts: tuple[str, ...] = ()
    heading_left: str = ""
    heading_right: str = ""
    continuation: str = ""
    continuation_right: str = ""
    numbered_from: int = 1
    code: VerificationCode | None = None
    watermark: str = ""
    author: str = ""
