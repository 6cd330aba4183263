"""One-time codes of an authenticator app: the secret, its picture, and which code belongs to which half minute."""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING

import pyotp
import segno

if TYPE_CHECKING:
    from datetime import datetime

STEP = 30
_CODE = re.compile(r"[0-9]{6}", re.ASCII)
_NEAR = (0, -1, 1)
"""Half minutes: telephones' clocks are not all right, and people type slowly."""


def new_secret() -> str:
    """Make a secret of 160 bits."""
    return pyotp.random_base32(32)


def address(secret: str, login: str, issuer: str) -> str:
    """Give what the picture says, and a telephone's link opens."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def picture(uri: str) -> str:
    """Draw it as an image that a page can hold. Dark on light whatever the page is, or cameras cannot read it."""
    return segno.make(uri, error="m", micro=False).svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


def spaced(secret: str) -> str:
    """Write a secret so that people can type it."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def step(secret: str, code: str, now: datetime) -> int | None:
    """Give the number of the half minute whose code this is; None when it is the code of none near now."""
    digits = "".join(code.split())
    if not secret or not _CODE.fullmatch(digits):
        return None
    present = int(now.timestamp()) // STEP
    found = None
    for near in _NEAR:
        # All of them are compared, always, so that time says nothing.
        if hmac.compare_digest(pyotp.TOTP(secret).generate_otp(present + near), digits) and found is None:
            found = present + near
    return found
