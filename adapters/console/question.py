"""What an issuer is asked about somebody, and what of its answer counts. No network, no library."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from adapters.console.cookies import new_key
from adapters.roster.badges import Shown, subject_of, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.settings import OidcSettings

_LONGEST = 255


class IssuerAwayError(Exception):
    """The issuer does not answer, or nothing that can be understood. The text says what kind of trouble."""


class UntrueError(Exception):
    """What was answered is not for us, not of now, or not signed by the issuer. The text says which, no value."""


class Wrong(StrEnum):
    """What was wrong with an answer, where it is nothing of a signature or a claim."""

    DISCOVERY = "discovery"
    ISSUER = "issuer"
    REFUSED = "refused"
    SUBJECT = "sub"
    TOKEN = "token"  # noqa: S105 - a kind of thing
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, to be answered once.

    state, nonce, verifier  bind the answer to the browser that asked, the badge to the question, the code to us
    onward  where somebody wanted to go
    staff   who is inside and wants to link an account; "" when somebody wants to come in
    """

    state: str
    nonce: str
    verifier: str
    onward: str
    staff: str = ""

    @classmethod
    def new(cls, onward: str, staff: str = "") -> Question:
        """Make one."""
        return cls(new_key(), new_key(), new_key(), onward, staff)

    def kept(self) -> str:
        """Write it."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, kept: str) -> Question | None:
        """Read it; None when there is none."""
        return cls(**json.loads(kept)) if kept else None


@dataclass(frozen=True, slots=True)
class Claims:
    """What the issuer says of an account. ``strong``: a second factor was asked for there."""

    subject: str
    email: str = ""
    groups: tuple[str, ...] = ()
    strong: bool = False

    @classmethod
    def read(cls, given: Mapping[str, object]) -> Claims:
        """Read claims that were verified. An address that the issuer did not verify is nobody's."""
        subject, email = given.get("sub"), given.get("email")
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST:
            raise UntrueError(Wrong.SUBJECT)
        sure = isinstance(email, str) and len(email) <= _LONGEST and given.get("email_verified") is True
        groups, strong = _names(given.get("groups")), "mfa" in _names(given.get("amr"))
        return cls(subject, tidy(str(email)) if sure else "", groups, strong)

    def allowed(self, settings: OidcSettings) -> bool:
        """Say whether an account of such an address, in such groups, is taken at all."""
        domain = self.email.rpartition("@")[2]
        at_home = not settings.domains or domain in settings.domains
        return at_home and (not settings.groups or not set(settings.groups).isdisjoint(self.groups))

    def shown(self, issuer: str) -> Shown:
        """Give what the roster knows an account by."""
        return Shown(subject_of(issuer, self.subject), self.email)


def _names(given: object) -> tuple[str, ...]:
    return tuple(each for each in given if isinstance(each, str)) if isinstance(given, list) else ()
