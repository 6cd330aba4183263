"""Recovery codes: for the day on which the telephone is gone. Each works once; only their hashes are kept."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

MANY = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look like others."""
_GROUPS, _LENGTH = 4, 4
_CODE = re.compile(rf"[{_LETTERS}]{{{_GROUPS * _LENGTH}}}", re.ASCII)


def new_codes() -> tuple[str, ...]:
    """Make a set of codes, of 79 bits each."""
    return tuple("-".join(_group() for _ in range(_GROUPS)) for _ in range(MANY))


def hashed(code: str, staff: str) -> str | None:
    """Give what is kept of a code, however it was typed; None when it is none of ours."""
    bare = re.sub(r"[\s-]", "", code).casefold()
    if not _CODE.fullmatch(bare):
        return None
    return sha256(f"madoguchi recovery\0{staff}\0{bare}".encode()).hexdigest()


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
