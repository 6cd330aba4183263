"""Where the data keys come from: ``DATA_KEY``, or a file made on the first run."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

_BYTES = 32
_FILE = "data.key"
_MAKE = "make one with: openssl rand -base64 32"


def data_keys(given: str | None, data_dir: Path, *, first_run: bool) -> tuple[bytes, ...]:
    """Give the keys, the encrypting one first.

    A key is only ever made on the first run: for data that exists, a new one would be the wrong one.
    """
    if given and given.strip():
        return _parsed(given, "DATA_KEY")
    file = data_dir / _FILE
    try:
        return _parsed(file.read_text("ascii"), str(file))
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{file} cannot be read ({type(error).__name__}): make it readable for this user, or set DATA_KEY"
        raise StoreError(msg) from None
    if not first_run:
        msg = (
            f"the database holds encrypted data, but {file} is missing and DATA_KEY is not set: restore the "
            "file from your backup, or set DATA_KEY to the key the data was written with"
        )
        raise StoreError(msg)
    key = os.urandom(_BYTES)
    _write(file, b64encode(key) + b"\n")
    return (key,)


def _parsed(text: str, source: str) -> tuple[bytes, ...]:
    keys = []
    for part in text.split(","):
        try:
            key = b64decode(part.strip(), validate=True)
        except (NotBase64, ValueError):
            key = b""
        if len(key) != _BYTES:
            msg = f"{source} must be {_BYTES} bytes in base64, or several of them separated by commas; {_MAKE}"
            raise StoreError(msg)
        keys.append(key)
    return tuple(keys)


def _write(file: Path, content: bytes) -> None:
    """Write so that the file is there whole or not at all, and only its owner reads it."""
    half = file.with_name(f"{_FILE}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        half.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        msg = f"{file} cannot be written ({error.strerror}): make its folder writable, or set DATA_KEY; {_MAKE}"
        raise StoreError(msg) from None
