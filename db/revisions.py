"""The forms the archive has had, oldest first; the last is today's."""

from __future__ import annotations

from app.errors import Refusal

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0008b",
    "0009",
    "0010",
    "0011",
    "0011b",
    "0012",
    "0013",
    "0013b",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
    "0019",
    "0020",
    "0021",
    "0022",
    "0023",
    "0024",
    "0025",
    "0026",
    "0027",
    "0028",
    "0029",
    "0030",
    "0031",
    "0032",
    "0033",
    "0034",
    "0035",
    "0036",
    "0037",
    "0038",
    "0039",
    "0040",
    "0041",
    "0042",
)
HEAD = REVISIONS[-1]
APPLICATION_ID = 0x45576B62  # "EWkb" in the header of our SQLite files


class NewerDatabase(Refusal):
    """The database was written by a newer program."""

    def __init__(self) -> None:
        super().__init__(
            "数据库是更新版本的程序建立的，本机的程序版本较旧，为免损坏数据没有打开。请先升级本机的程序。"
        )


class OlderDatabase(Refusal):
    """The database must be brought up to this program's form first."""

    def __init__(self) -> None:
        super().__init__("数据库是旧版本的，需要先备份并升级后才能使用。")


class NotOurOffice(Refusal):
    """The database holds something else."""

    def __init__(self) -> None:
        super().__init__(
            "这个数据库不是效能工作台的数据库，没有打开。请检查数据库地址，或先用 office init 建立。"
        )


def refuse_other_than_head(revision: str | None) -> None:
    """Raise unless the revision is today's."""
    refuse_unknown(revision)
    if revision != HEAD:
        raise OlderDatabase


def refuse_unknown(revision: str | None) -> None:
    """Raise unless the revision is one this program knows."""
    if revision is None:
        raise NotOurOffice
    if revision not in REVISIONS:
        raise NewerDatabase
