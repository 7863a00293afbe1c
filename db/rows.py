"""Between rows and what the office knows: JSON, texts, whole numbers of rows, versions that no longer stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import Enum
from json.encoder import encode_basestring as _quoted
from typing import Any, NoReturn, TypeAlias

from sqlalchemy import ColumnElement, Connection, Insert, Row, text, true
from sqlalchemy.dialects import postgresql, sqlite

from app.errors import Conflict, Refusal, Spoilt
from db.plans import kept

SPOILT = (
    "数据库中有一条记录读不出来：它已损坏，或者在本程序之外被改过。"
    "请保留原文件，并用最近的备份恢复（restore）。"
)
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
# Of each kind of archive, since what to do where a row is there already is no part of plain SQL.
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
AnyRow: TypeAlias = Row[*tuple[Any, ...]]


class NoSuchRecord(Refusal):
    """What was asked for by its key is not there."""


def listed(states: Iterable[Enum]) -> str:
    """Return states as SQL lists them."""
    return ", ".join(f"'{state.value}'" for state in states)


def to_json(value: object) -> str:
    """Write JSON as the archive keeps it: plain Chinese, no blanks."""
    return _JSON.encode(value)


def words_to_json(words: Mapping[str, str]) -> str:
    """Write words by name as ``to_json`` would, at a fraction of its cost."""
    return f"{{{','.join(f'{_quoted(name)}:{_quoted(word)}' for name, word in words.items())}}}"


def from_json(text: str) -> Any:
    """Read JSON the archive kept; raises ``Spoilt`` where it is none any more."""
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError) as fault:
        raise Spoilt(SPOILT) from fault


def of_each(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return a condition that is asked of each row (nothing is no) and looked up in no index.

    It tells nobody anything, so a server asks it before its row policies, unlike one with ``coalesce`` or LIKE.
    """
    return condition.is_(true())


_COUNT_ON = kept(text("SELECT nextval(pg_get_serial_sequence(:counted, 'id'))"))


def insert_counted(connection: Connection, statement: Insert, row: dict[str, Any]) -> int:
    """Insert a row whose key the archive counts itself, and return the key.

    On a server the key is counted first: who makes something for others need not be one who may read it back.
    """
    if connection.dialect.name == "postgresql":
        key = int(connection.execute(_COUNT_ON, {"counted": statement.table.name}).scalar_one())
        connection.execute(statement, {**row, "id": key})
        return key
    made = connection.execute(statement, row).inserted_primary_key
    assert made is not None
    return int(made[0])


def contents(record: Any) -> dict[str, object]:
    """Return what a frozen record holds, field by field."""
    return {each.name: getattr(record, each.name) for each in fields(record)}


def missing(what: str) -> NoReturn:
    """Refuse because the record is not there."""
    raise NoSuchRecord(f"没有找到这条{what}，可能已被移走。请刷新后再试。")


def conflict(what: str, theirs: Any) -> NoReturn:
    """Refuse because somebody else changed the record first."""
    raise Conflict(f"这条{what}刚被别人改过，您的修改没有保存。请核对对方的内容后再保存。", contents(theirs))
