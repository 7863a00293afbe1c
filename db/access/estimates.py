"""What a server would keep of people to plan its questions by: EXPLAIN tells that to anybody.

How many rows it expects for a name or a telephone number says whether they are among those one may not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

# Nothing is kept of what names people; where a question looks for a number itself, no value of it.
_NOTHING, _NO_VALUE = 0, 1
_PEOPLE: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "cases": (_NOTHING, ("applicant",)),
    "contacts": (_NOTHING, ("visitor", "telephone", "address")),
    "deferrals": (_NOTHING, ("party", "telephone")),
    "denials": (_NOTHING, ("party",)),
    "documents": (_NOTHING, ("party", "telephone")),
    "order_callers": (_NOTHING, ("name", "telephone", "certificate", "address")),
    "orders": (_NO_VALUE, ("caller", "telephone", "certificate", "address")),
    "search_texts": (_NOTHING, ("words", "tails", "initials")),
    "segments": (_NOTHING, ("party", "title")),
}


def estimate_statements() -> Iterator[str]:
    """Yield what keeps people out of the server's estimates from the next time it takes them."""
    for table, (kept, columns) in _PEOPLE.items():
        yield f"ALTER TABLE {table} {', '.join(f'ALTER {each} SET STATISTICS {kept}' for each in columns)}"
