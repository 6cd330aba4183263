"""All that the emulated platform knows of one channel. No wire in here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from adapters.emulators.line.faults import Faults
from adapters.emulators.line.journal import Journal
from adapters.emulators.line.names import Names
from adapters.emulators.line.rates import Rates
from adapters.emulators.line.retries import Retries
from adapters.emulators.line.talks import Item, People, Talk
from adapters.emulators.line.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.rules import Rules

_JAPAN = timezone(timedelta(hours=9))
_QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})


@dataclass(slots=True)
class Content:
    """What a person sent as a file. Not `ready`: still being converted (202). `gone`: the message was unsent (410)."""

    mime: str
    data: bytes
    ready: bool = True
    gone: bool = False


@dataclass(slots=True)
class Menu:
    """A rich menu: its object as sent, and its image once uploaded, with the image's type."""

    id: str
    object: JsonObject
    image: tuple[str, bytes] | None = None


@dataclass(slots=True)
class Menus:
    """The rich menus, the one everybody gets, and the aliases."""

    known: dict[str, Menu] = field(default_factory=dict)
    default: str | None = None
    aliases: dict[str, str] = field(default_factory=dict)


class State:
    """One channel: its secrets, its people, and what has been said and spent.

    `clock` gives seconds since 1970. `webhook` may be set at any time; `active` is the console's "Use webhook".
    `standby`: another channel has the word, so events come without reply tokens and the bot must be silent.
    """

    def __init__(self, token: str, secret: str, webhook: str, rules: Rules, clock: Callable[[], float]) -> None:
        self.token, self.secret, self.webhook = token, secret, webhook
        self.active, self.standby = True, False
        self.rules, self.clock = rules, clock
        self.names = Names(rules.seed)
        self.bot_id, self.bot_name = self.names.hex32("U"), "Madoguchi"
        self.people = People()
        self.tokens = Tokens(rules.token_life, rules.token_renewal)
        self.retries, self.rates = Retries(rules.key_life), Rates(rules.rates)
        self.faults, self.journal = Faults(self.names), Journal()
        self.menus = Menus()
        self.contents: dict[str, Content] = {}
        self.quotes: dict[str, str] = {}
        self.unread: dict[str, tuple[str, str]] = {}
        self.events: dict[str, JsonObject] = {}
        self._spent: dict[str, int] = {}
        self._given = 0

    def spent(self) -> int:
        """Count the messages of this month that are paid for; months are Japan's."""
        return self._spent.get(self._month(), 0)

    def can_spend(self, count: int) -> bool:
        """Tell whether the month's limit leaves room for so many messages."""
        limit = self.rules.monthly_limit
        return limit is None or self.spent() + count <= limit

    def spend(self, count: int) -> None:
        """Count messages against the month's limit."""
        self._spent[self._month()] = self.spent() + count

    def _month(self) -> str:
        return datetime.fromtimestamp(self.clock(), UTC).astimezone(_JAPAN).strftime("%Y-%m")

    def quote_token(self, talk: str) -> str:
        """Make a token by which a message of this talk may be quoted."""
        token = f"q{self.names.hex32()}"
        if not self.rules.lean:
            self.quotes[token] = talk
        return token

    def show(self, talk: Talk | None, messages: list[JsonObject]) -> list[dict[str, str]]:
        """Put the account's messages on a screen (None: nobody sees them); gives their ids as the API does."""
        sent = []
        for message in messages:
            one = {"id": self.names.message()}
            if message.get("type") in _QUOTABLE:
                one["quoteToken"] = self.quote_token(talk.id if talk else "")
            sent.append(one)
            if talk is not None and not self.rules.lean:
                talk.items.append(Item(one["id"], mine=False, at=self.clock(), object=message))
        if talk is not None and not self.rules.lean:
            quick = messages[-1].get("quickReply")
            talk.quick = quick.get("items") or [] if isinstance(quick, dict) else []
            talk.typing_until = 0.0
            talk.touch()
        return sent

    def tidy(self) -> None:
        """Forget spent reply tokens now and then, so that a long run stays small."""
        self._given += 1
        if self._given % 10_000 == 0:
            self.tokens.forget(self.clock())
            if self.rules.lean:
                self.events.clear()
