"""The papers of one document one after another: an undertaking and its notice, a letter and its attachment."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.forms.sheet import Block, PageBreak, Sheet


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper of a document as a Sheet of its own; its pages count from 1, or on from the paper before it."""

    sheet: Sheet
    counts_on: bool = False


def papers_of(sheet: Sheet) -> tuple[Paper, ...]:
    """Return the papers of a Sheet; most have one."""
    papers: list[Paper] = []
    blocks: list[Block] = []
    continuation, counts_on = sheet.continuation, False
    for block in sheet.blocks:
        if isinstance(block, PageBreak) and block.continuation:
            own = replace(sheet, blocks=tuple(blocks), continuation=continuation)
            papers.append(Paper(sheet=own, counts_on=counts_on))
            blocks, continuation, counts_on = [], block.continuation, block.counts_on
        else:
            blocks.append(block)
    own = replace(sheet, blocks=tuple(blocks), continuation=continuation)
    return (*papers, Paper(sheet=own, counts_on=counts_on))
