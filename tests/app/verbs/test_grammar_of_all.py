from __future__ import annotations

import argparse

from app.command_line import parser


def verbs(grammar):
    """Yield every parser below a parser."""
    for action in grammar._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield below
                yield from verbs(below)


def given(grammar):
    return {action.dest for action in grammar._actions if action.dest != "help"} - {"noun", "verb", "as_json"}


def test_no_command_takes_the_place_of_who_signs_in_or_of_the_office():
    top = parser()
    clashes = {below.prog: given(top) & given(below) for below in verbs(top)}
    assert not {prog: names for prog, names in clashes.items() if names}


def test_who_signs_in_is_not_whom_a_command_is_about():
    options = parser().parse_args(
        ["--as", "linxiaoyan", "post", "absent", "chenjiaming", "--reason", "病假", "--sudden"]
    )
    assert (options.signed_in, options.login) == ("linxiaoyan", "chenjiaming")
