"""How columns are made: keys, moments in UTC, texts that may be empty, and the names of constraints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Date, DateTime, Identity, Integer, MetaData, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = BigInteger().with_variant(Integer, "sqlite")
_Reader = Callable[[Any], Any]


def moment_text(at: datetime) -> str:
    """Return a moment in UTC as the archive keeps it: 2026-11-02 09:30:00.000000."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _or_else(read: _Reader, unreadable: date) -> _Reader:
    """Read what a file holds; what somebody wrote into it that is no date becomes ``unreadable``."""

    def reading(value: Any) -> Any:
        try:
            return read(value)
        except (TypeError, ValueError):
            return unreadable

    return reading


class _FileMoment(sqlite.DATETIME):
    """A moment in a file that anybody may edit: unreadable is the first of all, which no hash agrees with."""

    def result_processor(self, dialect: Dialect, coltype: object) -> _Reader:
        """Read a moment with care."""
        return _or_else(super().result_processor(dialect, coltype) or str, datetime(1, 1, 1))  # noqa: DTZ001 - kept without its zone, as all are


class _FileDay(UserDefinedType[date]):
    """A day in a file that anybody may edit: unreadable is the first of all."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:
        """Return what the column is declared as."""
        return "DATE"

    def bind_processor(self, dialect: Dialect) -> _Reader:
        """Write a day as 2026-11-08."""
        del dialect
        return lambda day: None if day is None else day.isoformat()

    def result_processor(self, dialect: Dialect, coltype: object) -> _Reader:
        """Read a day with care."""
        del dialect, coltype
        return _or_else(lambda kept: None if kept is None else date.fromisoformat(kept), date.min)


_FILE_MOMENT = _FileMoment()  # type: ignore[no-untyped-call]
Day = Date().with_variant(_FileDay(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC without its zone; a moment that has no zone is a bug."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Read a file's moments with care; a server keeps nothing else in them."""
        return dialect.type_descriptor(_FILE_MOMENT if dialect.name == "sqlite" else DateTime())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn the moment to UTC for the archive."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without its zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


def identity() -> Column[int]:
    """Make the key the archive counts itself."""
    return Column("id", Key, Identity(), primary_key=True)


def text(name: str) -> Column[str]:
    """Make a text that may be empty: some servers keep an empty text as nothing, so nothing is allowed."""
    return Column(name, Text)


def words(name: str, **options: Any) -> Column[str]:
    """Make a text that is never empty."""
    return Column(name, Text, nullable=False, **options)
