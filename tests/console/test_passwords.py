"""A name that nobody has is no quicker to refuse than a wrong password, and opening hashes nothing."""

from __future__ import annotations

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from adapters.console.passwords import Passwords

pytestmark = pytest.mark.anyio


class Counted(Argon2Hasher):
    """Counts how often the dear work is done."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.times = 0

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.times += 1
        return super().hash(password, salt=salt)

    def verify(self, password: str | bytes, hash: str | bytes) -> bool:  # noqa: A002 - the library's name
        self.times += 1
        return super().verify(password, hash)


async def test_opening_hashes_nothing() -> None:
    hasher = Counted()
    Passwords(hasher).close()
    assert hasher.times == 0


@pytest.mark.parametrize("hashed", [None, "", "not a hash", "a real one"])
async def test_every_refusal_is_one_hash_of_work(hashed: str | None) -> None:
    hasher = Counted()
    passwords = Passwords(hasher)
    kept = await passwords.hash("right") if hashed == "a real one" else hashed
    hasher.times = 0
    assert await passwords.check("wrong", kept) == (False, None)
    assert hasher.times == 1
    passwords.close()
