"""What may be asked of the roster. Small doors; ``Roster`` is all of them together. The store keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from adapters.roster.accounts import (
        Admission,
        Change,
        Credentials,
        Ending,
        Entered,
        Invitation,
        Knock,
        Newcomer,
        Outcome,
        Passkey,
        Profile,
        Renewed,
        Second,
        Session,
        Start,
    )
    from adapters.roster.people import Member


class People(Protocol):
    """Who works here."""

    async def members(self) -> Sequence[Member]:
        """Give everybody, in the order of their coming."""
        ...

    async def member(self, staff: str) -> Member | None:
        """Give one of them."""
        ...

    async def nobody(self) -> bool:
        """Say whether there is no administrator who can enter."""
        ...

    async def describe(self, staff: str, profile: Profile) -> None:
        """Write what somebody says about themselves."""
        ...

    async def change(self, staff: str, change: Change, by: str, now: datetime) -> Outcome:
        """Change role, teams or access. Another role makes sessions stale, no access ends them."""
        ...

    async def call(self, case_id: str, staff: str, by: str, now: datetime) -> Outcome:
        """Call an interpreter into a case."""
        ...

    async def dismiss(self, case_id: str, staff: str, by: str, now: datetime) -> None:
        """Take back a call."""
        ...

    async def called(self, case_id: str) -> Sequence[str]:
        """Give the ids of those who were called into a case."""
        ...


class Sessions(Protocol):
    """Who is inside."""

    async def entered(self, key_hash: str, now: datetime) -> Entered | None:
        """Give the living session of an id, and whose it is; None when it ended, or its owner was shut out."""
        ...

    async def begin(self, start: Start, now: datetime) -> bool:
        """Begin a session that is not inside yet; False when the one it replaces is gone."""
        ...

    async def renew(self, name: str, old_hash: str, new_hash: str) -> bool:
        """Give a stale session its new id; False when somebody else just did."""
        ...

    async def use(self, name: str, now: datetime) -> None:
        """Note that a session was used."""
        ...

    async def keep(self, name: str, pending: str) -> bool:
        """Keep what was begun in a session; False when it is gone."""
        ...

    async def take(self, name: str) -> str:
        """Take what was begun, so that nobody takes it twice; "" when there is nothing."""
        ...

    async def end(self, name: str, now: datetime) -> None:
        """End a session: somebody goes."""
        ...

    async def end_all(self, ending: Ending, now: datetime) -> int:
        """End sessions of somebody; give how many ended."""
        ...

    async def sessions(self, staff: str, now: datetime) -> Sequence[Session]:
        """Give the living sessions of somebody who is inside, the newest first."""
        ...


class Entrance(Protocol):
    """Coming in."""

    async def knock(self, knocks: Sequence[Knock], now: datetime) -> int:
        """Count one try, before it is looked at; else give the seconds to wait, and count nothing."""
        ...

    async def excuse(self, knocks: Sequence[Knock], now: datetime) -> None:
        """Take the count back: the try was right."""
        ...

    async def credentials(self, login: str) -> Credentials | None:
        """Give what a sign-in is checked against."""
        ...

    async def enter(self, admission: Admission, now: datetime) -> bool:
        """Begin a session inside; False when the proof was used before, or the half-way session is gone."""
        ...

    async def refused(self, staff: str, why: str, now: datetime) -> None:
        """Note that somebody was not let in; "" stands for a name that nobody has."""
        ...


class Secrets(Protocol):
    """What somebody proves with that they are who they say."""

    async def credentials_of(self, staff: str) -> Credentials | None:
        """Give what a question to somebody inside is checked against."""
        ...

    async def set_password(self, password: str, start: Start, now: datetime) -> None:
        """Set it (hashed) and end all sessions; ``start`` is how the one who did it goes on."""
        ...

    async def rehash(self, staff: str, old: str, new: str) -> None:
        """Write the same password as it is hashed today."""
        ...

    async def set_second(self, second: Second, start: Start, now: datetime) -> bool:
        """Set the second factor and the recovery codes, and go on inside; other sessions end."""
        ...

    async def set_codes(self, staff: str, codes: Sequence[str], now: datetime) -> None:
        """Replace the recovery codes."""
        ...

    async def codes_left(self, staff: str) -> int:
        """Count the recovery codes that were not used."""
        ...

    async def passkeys(self, staff: str) -> Sequence[Passkey]:
        """Give somebody's passkeys."""
        ...

    async def passkey(self, key_id: str) -> tuple[Passkey, Member] | None:
        """Give a passkey and whose it is."""
        ...

    async def add_passkey(self, passkey: Passkey, now: datetime) -> Outcome:
        """Keep a new one."""
        ...

    async def drop_passkey(self, staff: str, key_id: str, now: datetime) -> Outcome:
        """Forget one."""
        ...


class Invitations(Protocol):
    """One-time links."""

    async def invite(self, invitation: Invitation, key_hash: str) -> None:
        """Keep a link. A renewal replaces the person's former ones; first ones hold until one of them was used."""
        ...

    async def invitation(self, key_hash: str, now: datetime) -> Invitation | None:
        """Give what a link is for; None when it is over or used."""
        ...

    async def invitations(self, now: datetime) -> Sequence[Invitation]:
        """Give those that are open, but first ones."""
        ...

    async def withdraw(self, invitation: str, by: str, now: datetime) -> Outcome:
        """Take a link back."""
        ...

    async def join(self, newcomer: Newcomer, start: Start, now: datetime) -> Outcome:
        """Let somebody in by a link, which is used up by that."""
        ...

    async def restart(self, renewed: Renewed, start: Start, now: datetime) -> Outcome:
        """Give somebody a new password by a link; their second factors and sessions are gone."""
        ...


class Linking(Protocol):
    """Whose account somebody's Telegram belongs to."""

    async def linked(self, staff: str) -> datetime | None:
        """Say since when somebody's account is linked; None when it is not."""
        ...

    async def offer(self, staff: str, code_hash: str, ends: datetime) -> None:
        """Keep a code (hashed) by which it can be linked; it replaces the former one."""
        ...

    async def link(self, person: int, code_hash: str, now: datetime) -> Member | None:
        """Link by a code, which is used up. Open cases come along. None when it is no code (any more)."""
        ...

    async def unlink(self, staff: str, now: datetime) -> bool:
        """Undo it; False when it was not linked."""
        ...

    async def by_telegram(self, person: int) -> Member | None:
        """Give whose account a Telegram belongs to."""
        ...


class Roster(People, Sessions, Entrance, Secrets, Invitations, Linking, Protocol):
    """All of it."""
