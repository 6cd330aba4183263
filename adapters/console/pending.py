"""What was begun in a session and is to be finished by the next form: kept encrypted, in the store."""

from __future__ import annotations

from enum import StrEnum


class Begun(StrEnum):
    """What can be begun.

    SECRET     of a second factor that a code has yet to confirm
    CODES      recovery codes that are shown until they were written down
    LINK       a one-time link that is shown until it was passed on
    CHALLENGE  what a passkey has to sign to let somebody in
    KEY        what a new passkey has to sign
    BADGE      what the sign-in of the organisation was asked
    TELEGRAM   a code that links somebody's Telegram, shown until it was typed or is over
    """

    SECRET = "secret"  # noqa: S105 - a kind of thing
    CODES = "codes"
    LINK = "link"
    CHALLENGE = "challenge"
    KEY = "key"
    BADGE = "badge"
    TELEGRAM = "telegram"


def begun(kind: Begun, what: str) -> str:
    """Write it."""
    return f"{kind}:{what}"


def read(kind: Begun, pending: str) -> str:
    """Read it; "" when something else was begun, or nothing."""
    found, _, what = pending.partition(":")
    return what if found == kind else ""
