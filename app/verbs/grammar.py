"""The command line's grammar, explained in Chinese where it cannot be understood."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import NoReturn

# argparse's sentences, and ours.
_SENTENCES = (
    (r"the following arguments are required: (.+)", r"缺少：\1"),
    (r"unrecognized arguments: (.+)", r"看不懂：\1"),
    (r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)", r"\1没有\2，只有：\3"),
    (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+?): invalid int value: (.+)", r"\1须是整数，不是\2"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不带值，多写了\2"),
    (r"ambiguous option: (.+) could match (.+)", r"\1不明确，可能是\2"),
)
_HEADINGS = (
    ("usage: ", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示这份帮助"),
)
# What is said of every command, and whether a value follows.
_OF_ALL = MappingProxyType({"--db": True, "--as": True, "--for": True, "--json": False})


class Grammar(argparse.ArgumentParser):
    """A parser that says what is wrong, and how it is written, in Chinese."""

    def error(self, message: str) -> NoReturn:
        """Leave with exit code 2 and a sentence."""
        self.exit(2, f"{in_chinese(message)}。\n{self.format_usage()}")

    def format_usage(self) -> str:
        """Return how the command is written."""
        return _headed(super().format_usage())

    def format_help(self) -> str:
        """Return the help of the command."""
        return _headed(super().format_help())


def in_front(words: Sequence[str]) -> list[str]:
    """Return the words with what is said of every command before the command, wherever it was written."""
    front: list[str] = []
    rest: list[str] = []
    left = list(words)
    while left and left[0] != "--":
        word = left.pop(0)
        if word.partition("=")[0] not in _OF_ALL:
            rest.append(word)
        elif not _OF_ALL.get(word):
            front.append(word)
        elif left:
            front += [word, left.pop(0)]
        else:
            rest.append(word)
    return [*front, *rest, *left]


def in_chinese(message: str) -> str:
    """Return argparse's sentence in Chinese; one that is not known as it is."""
    for pattern, ours in _SENTENCES:
        if found := re.fullmatch(pattern, message):
            return found.expand(ours)
    return message


def _headed(text: str) -> str:
    for theirs, ours in _HEADINGS:
        text = text.replace(theirs, ours)
    return text
