"""Passwords: argon2 hashes, and what a password must be."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import BadInput, Problem

SHORTEST = 8
_FIRST_LENGTH = 12
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that looks like another
LONGEST = 200
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _HASHER.hash("nobody's password")


def hashed(password: str) -> str:
    """Return the argon2 hash; raises ``BadInput`` for a password shorter than 8 or longer than 200."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise _unfit(f"密码须为{SHORTEST}至{LONGEST}个字符。")
    try:
        return _HASHER.hash(password)
    except UnicodeError as fault:
        raise _unfit("密码含有不能使用的字符，请换一个。") from fault


def _unfit(text: str) -> BadInput:
    return BadInput.listing((Problem("password", text),))


def first_password() -> str:
    """Make up a password that is handed out, to be changed."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_FIRST_LENGTH))


def is_right(password: str, stored: str) -> bool:
    """Tell whether the password fits the hash; takes as long for an unknown person ("" stored)."""
    try:
        _HASHER.verify(stored or _NOBODY, password)
    except (VerificationError, InvalidHashError, UnicodeError):
        return False
    return bool(stored)
