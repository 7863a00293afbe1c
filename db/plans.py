"""Statements whose plan a server keeps: planning one under its row policies takes many times what it runs."""

from __future__ import annotations

import sys
from typing import Any, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.sql.base import Executable

ONLY_MARKED = sys.maxsize  # times after which the plan of a statement that is not marked were kept
_KEPT = "kept_plan"
_WRITTEN, _MOST_WRITTEN = "statements written out", 100
_BY_KEY, _AS_ASKED = "by key", "as asked"
Asked = TypeVar("Asked", bound=Executable)


def kept(statement: Asked) -> Asked:
    """Have a server keep one plan for all values: for what is found by its key."""
    return statement.execution_options(**{_KEPT: _BY_KEY})


def kept_as_asked(statement: Asked) -> Asked:
    """Have a server keep a plan for these very values: for what one person asks again and again all day."""
    return statement.execution_options(**{_KEPT: _AS_ASKED})


def keep_plans(engine: Engine) -> None:
    """Keep the plans of such statements on each connection to a server."""
    event.listen(engine, "do_execute", _execute)


def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Run a statement whose plan is kept; False leaves it to the dialect."""
    manner = context.execution_options.get(_KEPT) if context is not None else None
    if manner is None:
        return False
    if manner == _AS_ASKED:
        statement, parameters = _written_out(context, statement, parameters), None
    cursor.execute(statement, parameters, prepare=True)
    return True


def _written_out(context: Any, statement: str, parameters: dict[str, Any]) -> str:
    """Return the statement with its values in it: what has none any more is never planned again."""
    connection = context.root_connection.connection
    known: dict[object, str] = connection.info.setdefault(_WRITTEN, {})
    asked = (statement, *parameters.values())
    if asked not in known:
        if len(known) >= _MOST_WRITTEN:
            known.clear()
        with context.dialect.loaded_dbapi.ClientCursor(connection.driver_connection) as writer:
            known[asked] = writer.mogrify(statement, parameters)
    return known[asked]
