"""The papers of one document: an undertaking and its notice are set one after another, each counted from 1."""

from __future__ import annotations

from dataclasses import replace

from app.forms.sheet import Block, PageBreak, Sheet


def papers_of(sheet: Sheet) -> tuple[Sheet, ...]:
    """Return the papers of a Sheet, each a Sheet of its own; most have one."""
    papers: list[Sheet] = []
    blocks: list[Block] = []
    continuation = sheet.continuation
    for block in sheet.blocks:
        if isinstance(block, PageBreak) and block.continuation:
            papers.append(replace(sheet, blocks=tuple(blocks), continuation=continuation))
            blocks, continuation = [], block.continuation
        else:
            blocks.append(block)
    return (*papers, replace(sheet, blocks=tuple(blocks), continuation=continuation))
