"""The three kinds of trouble: what a clerk can put right, what the world must, and (anything else) our bugs."""

from __future__ import annotations

import errno
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: the field it concerns ("" for the whole form) and a Chinese sentence."""

    field: str
    text: str


class Refusal(Exception):
    """A rule says no; the sentence says what is wrong, where, and what to do."""

    exit_code = 1


class BadInput(Refusal):
    """What was given cannot be read or is incomplete; every problem is listed at once."""

    exit_code = 2

    def __init__(self, text: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(text)
        self.problems = problems

    @classmethod
    def listing(cls, problems: tuple[Problem, ...]) -> BadInput:
        """Make one refusal of many problems, a line each."""
        return cls("\n".join(problem.text for problem in problems), problems)


class NotAllowed(Refusal):
    """The signed-in person's role does not reach this act or this division."""


class Conflict(Refusal):
    """Somebody else changed the record first; ``theirs`` holds what stands now, field by field."""

    def __init__(self, text: str, theirs: dict[str, object] | None = None) -> None:
        super().__init__(text)
        self.theirs = theirs or {}


class Unavailable(Exception):
    """The world failed (database, disk, printer): nothing was done, try again; not a bug of ours."""

    exit_code = 3


class Spoilt(Unavailable):
    """A record in the archive cannot be read any more: it was damaged, or edited outside the program."""


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "读写磁盘时出错",
}


def why(fault: OSError) -> str:
    """Return in Chinese why a file could not be read or written."""
    return _REASONS.get(fault.errno or 0) or fault.strerror or str(fault)
