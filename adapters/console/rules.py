"""What names and passwords may be. Each rule answers with the key of a sentence that says what to do instead."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from adapters.console.visit import readable

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}", re.ASCII)
SHORTEST, LONGEST = 12, 128
NAME, ALIAS, EMAIL = 60, 20, 254
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_DIFFERENT = 6
_RUN = 4
_OFTEN = (
    "password", "passw0rd", "qwerty", "asdfgh", "zxcvbn", "1q2w3e", "letmein", "welcome", "iloveyou", "abc123",
    "madoguchi", "yokohama", "counselor", "administrator", "changeme", "pasuwado",
)  # fmt: skip
_LOOK_ALIKE = str.maketrans("@$!€", "asie")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def login(value: str) -> str:
    """Write a login the one way that is looked up: people type it with capitals, or in full width."""
    return normalize("NFKC", value).strip().casefold()


def password(value: str) -> str:
    """Write a password the one way that is hashed, whatever keyboard it was typed on."""
    return normalize("NFKC", value)


def is_email(value: str) -> bool:
    """Say whether something has the form of an address; whether it is somebody's only its issuer knows."""
    return len(value) <= EMAIL and bool(_EMAIL.fullmatch(value))


def bad_login(value: str) -> str | None:
    """Say why a login cannot be used."""
    return None if LOGIN.fullmatch(value) else "bad_login"


def bad_name(value: str) -> str | None:
    """Say why a name cannot be used."""
    return None if value and len(value) <= NAME and _plain(value) else "bad_name"


def bad_alias(value: str) -> str | None:
    """Say why residents cannot be told this name: LINE's limits hold for all."""
    if not value or len(value.encode("utf-16-le")) // 2 > ALIAS or not _plain(value):
        return "bad_alias"
    return "bad_alias_line" if "line" in normalize("NFKC", value).casefold() else None


def bad_password(value: str, *known: str) -> str | None:
    """Say why a password is too easy. ``known`` is what somebody knows who knows the person."""
    if not SHORTEST <= len(value) <= LONGEST:
        return "bad_password_length"
    if any(category(letter) in {"Cc", "Cs"} for letter in value):
        return "bad_password_letters"
    bare = _bare(value)
    left = bare
    words = {_bare(word) for given in known for word in (given, *given.split())}
    for word in sorted({*_OFTEN, *words}, key=len, reverse=True):
        if len(word) >= _RUN:
            left = left.replace(word, "")
    left = _without_rows(left)
    return None if len(set(left)) >= _DIFFERENT and len(left) > len(bare) // 3 else "bad_password_easy"


def _bare(value: str) -> str:
    plain = normalize("NFKC", value).casefold().translate(_LOOK_ALIKE)
    return "".join(letter for letter in plain if letter.isalnum())


def _without_rows(value: str) -> str:
    """Take out what stands in a row on the keyboard, in the alphabet or among the digits."""
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for length in range(len(row), _RUN - 1, -1):
            for begin in range(len(row) - length + 1):
                value = value.replace(row[begin : begin + length], "")
    return value


def _plain(value: str) -> bool:
    return value == value.strip() and readable(value)
