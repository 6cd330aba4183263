"""The code by which somebody links their Telegram to their account: shown in the console, typed to the bot, once."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from hashlib import sha256

LASTS = timedelta(minutes=10)
COMMAND = "/link"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look like others."""
_GROUPS, _LENGTH = 3, 4
_TYPED = re.compile(
    rf"{COMMAND}(?:@[A-Za-z0-9_]{{1,32}})?\s+((?:[{_LETTERS}]{{{_LENGTH}}}[\s-]?){{{_GROUPS}}})",
    re.ASCII | re.IGNORECASE,
)


def new_code() -> str:
    """Make a code, of 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS))


def hashed(code: str) -> str:
    """Give what is kept of it."""
    bare = re.sub(r"[\s-]", "", code).casefold()
    return sha256(f"madoguchi link\0{bare}".encode()).hexdigest()


def typed(text: str) -> str | None:
    """Give the code of a message that is nothing else; None when it is none."""
    found = _TYPED.fullmatch(text.strip())
    return found[1] if found is not None else None
