from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app import documents
from app.documents.catalogue import CATALOGUE
from app.forms.document_type import DocumentType, Imprint
from app.forms.sheet import Grid, Items, Note, Paragraph, Sheet, Signatures, TearOff, Together
from app.forms.wording import starting_wording, wording_in_force

ROOT = Path(documents.__file__).parent
TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Sample:
    type: DocumentType
    name: str
    values: dict
    words: tuple[str, ...]

    def __str__(self):
        return f"{self.type.key}-{self.name}"


def samples_of(document_type):
    for file in sorted((ROOT / document_type.key / "samples").glob("*.json")):
        words = file.with_suffix(".words.txt").read_text("utf-8").splitlines()
        yield Sample(document_type, file.stem, json.loads(file.read_text("utf-8")), tuple(words))


SAMPLES = tuple(sample for document_type in CATALOGUE for sample in samples_of(document_type))
RICHEST = {
    document_type.key: max(
        (s for s in SAMPLES if s.type is document_type and s.name != "long"), key=lambda s: len(s.values)
    )
    for document_type in CATALOGUE
}


def imprint(**more):
    given = {
        "bureau": "厦门市示例区自然资源和规划局",
        "division": "示例处",
        "number": "示例告〔2026〕7号",
        "issued_on": TODAY,
        "handler": "林静",
        "counter": "3 号窗口",
        "counter_telephone": "0592-7703001",
        "supervision_telephone": "0592-7703000",
        "wording": wording_in_force(starting_wording(), TODAY),
    }
    return Imprint(**{**given, **more})


def _grid(grid):
    return [text for row in grid.rows for cell in row.cells for text in (cell.text, cell.foot)]


def _signatures(block):
    lines = [f"{line.label}{line.text}" for row in block.rows for line in row]
    return [*lines, block.seal_caption, block.date]


_READERS = {
    Paragraph: lambda block: [block.text],
    Note: lambda block: [block.text],
    Items: lambda block: [f"{item.mark}{item.text}" for item in block.items],
    Grid: _grid,
    Signatures: _signatures,
    TearOff: lambda block: [block.caption],
    Together: lambda block: [piece for inner in block.blocks for piece in _pieces(inner)],
}


def _pieces(block):
    return _READERS.get(type(block), lambda _block: [])(block)


def text_of(sheet: Sheet) -> str:
    """All the words of a Sheet, a line each."""
    pieces = [sheet.heading_left, sheet.heading_right, *(p for b in sheet.blocks for p in _pieces(b))]
    return "\n".join(piece for piece in pieces if piece)


def empty_labels_of(sheet: Sheet) -> set[str]:
    """The label cells that have an empty value cell beside them."""
    found = set()
    for block in sheet.blocks:
        for row in getattr(block, "rows", ()) if isinstance(block, Grid) else ():
            for label, value in zip(row.cells, row.cells[1:], strict=False):
                if label.label and not value.label and not value.text and not value.foot:
                    found.add(label.text)
    return found
