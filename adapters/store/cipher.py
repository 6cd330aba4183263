"""AES-256-GCM for single fields. A blob only opens in the very row and column it was made for.

A blob is: one byte of format, four bytes of key id, twelve of nonce, ciphertext and tag. Random
nonces are safe for 2**32 fields a key, which is centuries of a city's questions.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from os import urandom
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORMAT = b"\x01"
_ID = slice(1, 5)
_NONCE = slice(5, 17)
_REST = slice(17, None)


def key_id(key: bytes) -> bytes:
    """Give a key's short public name: enough to find it, nothing to guess it from."""
    return sha256(b"madoguchi key id" + key).digest()[:4]


class Cipher:
    """Encrypts with the first key, decrypts with all of them: that is how keys are changed."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._by_id = {key_id(key): AESGCM(key) for key in keys}
        self.current = key_id(keys[0])
        self.ids = frozenset(self._by_id)
        # The last key stays longest while keys change, so the pseudonyms below stay the same.
        self._pseudonym = sha256(b"madoguchi pseudonym" + keys[-1]).digest()

    @property
    def prefix(self) -> bytes:
        """Give what every blob of the current key begins with."""
        return _FORMAT + self.current

    def close(self, plain: bytes, *place: str) -> bytes:
        """Encrypt a field. ``place`` is table, column and row identity; none may hold a NUL."""
        nonce = urandom(12)
        sealed = self._by_id[self.current].encrypt(nonce, plain, _aad(place))
        return self.prefix + nonce + sealed

    def open(self, blob: bytes, *place: str) -> bytes:
        """Decrypt a field, or say what to do when that is not possible."""
        key = self._by_id.get(blob[_ID]) if blob[:1] == _FORMAT else None
        if key is None:
            raise missing_key(blob[_ID])
        try:
            return key.decrypt(blob[_NONCE], blob[_REST], _aad(place))
        except (InvalidTag, ValueError):
            msg = (
                f"a stored {place[0]}.{place[1]} was changed or moved outside Madoguchi and is not shown; "
                "restore it from a backup"
            )
            raise StoreError(msg) from None

    def secret(self, purpose: str) -> bytes:
        """Give a key for something else than texts, the same as long as the oldest key stays."""
        return hmac.digest(self._pseudonym, b"madoguchi secret\0" + purpose.encode(), "sha256")

    def pseudonym(self, *name: str) -> str:
        """Give a keyed hash of a name: equal names can be counted, none can be read back."""
        return hmac.digest(self._pseudonym, _aad(name), "sha256")[:16].hex()


def missing_key(identity: bytes) -> StoreError:
    """Make the error for data whose key is not here."""
    return StoreError(
        f"the data was encrypted with key {identity.hex()}, which was not given: put that key back into "
        "DATA_KEY (a new one goes in front of it, separated by a comma), or restore the file data.key"
    )


def _aad(place: tuple[str, ...]) -> bytes:
    return "\0".join(place).encode("utf-8", "surrogatepass")
