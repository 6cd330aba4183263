"""Badges: accounts of an organisation's own sign-in (OpenID Connect) that stand for somebody who works here.

An outside account makes nobody one of the staff, and gives no role: it only says, of somebody who was
let in before, that it is them.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.roster.accounts import Credentials, Outcome


@dataclass(frozen=True, slots=True)
class Badge:
    """What is kept of somebody's outside account.

    email   the address by which an account is known the first time; "" when the administrator gave none
    linked  since when an account is linked; None while none is
    """

    email: str = ""
    linked: datetime | None = None
    used: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An account that its issuer has vouched for. ``email`` is "" unless the issuer says that it was verified."""

    subject: str
    email: str = ""


class Badges(Protocol):
    """Which outside account is whose."""

    async def badge(self, staff: str) -> Badge:
        """Give what is kept for somebody."""
        ...

    async def expect(self, staff: str, email: str, by: str, now: datetime) -> Outcome:
        """Take an account with this address for somebody's, the first time it comes; a former account is unlinked."""
        ...

    async def link(self, staff: str, shown: Shown, now: datetime) -> Outcome:
        """Link an account to somebody who is inside; ``TAKEN`` when it is somebody else's."""
        ...

    async def unlink(self, staff: str, now: datetime) -> None:
        """Forget somebody's account, and the address."""
        ...

    async def recognised(self, shown: Shown, now: datetime) -> Credentials | None:
        """Give whose account it is; by its address, it is linked by that. None: nobody's who may enter."""
        ...


def subject_of(issuer: str, subject: str) -> str:
    """Give what is kept of an account: an issuer gives each of its names once, and no other issuer counts."""
    return sha256(b"madoguchi badge\0" + f"{issuer}\0{subject}".encode("utf-8", "surrogatepass")).hexdigest()


def address_of(email: str) -> str:
    """Give the key of an address, however it is written."""
    return sha256(b"madoguchi badge address\0" + tidy(email).encode("utf-8", "surrogatepass")).hexdigest()


def tidy(email: str) -> str:
    """Write an address as it is compared. No organisation tells two people apart by capital letters."""
    return email.strip().casefold()
