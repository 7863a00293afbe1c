"""What may be written down of an error of ours: where it happened, and of its words those of the program alone.

A message may repeat what somebody typed, or a row of the archive; a report on this machine must not (个人信息).
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, TracebackType

UNSAID = "…"
_LEAST = 2  # characters of a word that is looked for
_WORD = r"[^\W_]+"
# Of what the language itself says of a mistake.
_OF_THE_LANGUAGE = """
a all already an and argument arguments at attribute be bool bytes by call callable can cannot closed could
decode deleted dict does division doesn't during empty encode error expected failed field file float for
found from function get given got has have if in index input instance int integer internal invalid is it
item items iterable key keyword len length list local many method missing module must name named no None
NoneType not null number object of on one only or out outside positional range referenced required requires
result returned row rows schema sequence should size str string subscriptable takes than that the to too
tuple type unexpected unhashable unpack unsupported value values variable was where while with without zero
"""


def trace_of(error: BaseException) -> str:
    """Return where an error and those behind it happened, with what the program's own words say of them."""
    parts, seen = [], set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        stack = traceback.format_tb(each.__traceback__)
        parts.append("".join([*stack, f"{type(each).__qualname__}：{said_by(each)}\n"]).replace(_home(), "~"))
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return "\n起因于：\n".join(parts)


def said_by(error: BaseException) -> str:
    """Return an error's message with ``UNSAID`` for whatever the program did not say by itself."""
    known = {each for each in _known(error.__traceback__) if len(each) >= _LEAST}
    words = sorted(known.union(_OF_THE_LANGUAGE.split()), key=len, reverse=True)
    kept = "|".join(map(_whole, words))
    found = re.sub(f"({kept})|({_WORD})", lambda match: match[1] or UNSAID, str(error))
    return re.sub(f"{UNSAID}(?:[\\s\\W_]{{0,3}}{UNSAID})+", UNSAID, found)


def _whole(word: str) -> str:
    """Return a pattern for a word; one of Latin letters is no part of a longer one."""
    plain = re.escape(word)
    return rf"(?<![^\W_]){plain}(?![^\W_])" if word.isascii() else plain


def _known(trace: TracebackType | None) -> Iterator[str]:
    """Yield the names and the texts that stand in the functions an error went through."""
    while trace is not None:
        yield from _of_code(trace.tb_frame.f_code)
        trace = trace.tb_next


def _of_code(code: CodeType) -> Iterator[str]:
    yield from (*code.co_names, *code.co_varnames, *code.co_freevars, *code.co_cellvars)
    for each in code.co_consts:
        if isinstance(each, str):
            yield each
        elif isinstance(each, CodeType):
            yield from _of_code(each)


def _home() -> str:
    return str(Path.home())
