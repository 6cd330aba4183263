"""Everything the stand-in knows, apart from any wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .faults import Faults
from .journal import Entry, Journal
from .profile import Profile
from .rates import Rates
from .refusal import Json, bad, forbidden
from .screens import Screens
from .updates import Updates
from .world import Chat, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from .rules import Rules


@dataclass(slots=True)
class Call:
    """One call of the bot while it is carried out: typed parameters, and the entry where problems are noted."""

    method: str
    args: Json
    entry: Entry
    description: str | None = None

    def blame(self, problem: str) -> None:
        """Note a violation that the real server lets pass."""
        self.entry.problems.append(problem)


@dataclass(slots=True)
class Hook:
    """Where updates are delivered to; no address: the bot has to ask for them."""

    url: str = ""
    secret: str = ""
    connections: int = 40
    error: str = ""
    error_at: int = 0
    set_at: float = float("-inf")


@dataclass(slots=True)
class Callback:
    """A tap that waits for its answer."""

    id: str
    person: int
    chat: int
    post: int
    data: str
    at: float
    update: int | None = None
    answer: Json | None = None


@dataclass(slots=True)
class Bot:
    """The bot's account. With privacy, groups where it is no administrator hide most messages from it."""

    token: str
    username: str = "counter_bot"
    name: str = "Counter"
    privacy: bool = True

    def user(self) -> Json:
        """Give the platform's User."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    @property
    def id(self) -> int:
        """Give the number in front of the token's colon."""
        head = self.token.split(":", 1)[0]
        return int(head) if head.isdecimal() else 1


@dataclass(slots=True)
class State:
    """The platform's side of one bot."""

    bot: Bot
    rules: Rules
    clock: Callable[[], float]
    seed: int = 0
    first_update: int = 100_000_001
    journal: Journal = field(default_factory=Journal)
    screens: Screens = field(default_factory=Screens)
    hook: Hook = field(default_factory=Hook)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    faults: Faults = field(init=False)
    rates: Rates = field(init=False)
    profile: Profile = field(init=False)
    world: World = field(init=False)
    updates: Updates = field(init=False)

    def __post_init__(self) -> None:
        """Put up what depends on the rules and the clock."""
        self.faults = Faults(self.seed)
        self.rates = Rates(self.rules)
        self.profile = Profile(self.bot.name)
        self.world = World(self._touch)
        self.updates = Updates(self.clock, self.first_update, keep=True)

    def _touch(self, chat: Chat) -> None:
        if not self.rules.lean:
            self.screens.touch(chat.members)

    def chat(self, number: object) -> Chat:
        """Find a chat the bot knows, or refuse."""
        chat = self.world.chats.get(number) if isinstance(number, int) else None
        if chat is None:
            bad("chat not found")
        return chat

    def writable(self, number: object) -> Chat:
        """Find a chat the bot may write to, or refuse (Client.cpp check_chat_access)."""
        chat = self.chat(number)
        person = self.world.owner(chat)
        if person is not None:
            if person.deactivated:
                forbidden("user is deactivated")
            if person.blocked:
                forbidden("bot was blocked by the user")
            if not person.started:
                forbidden("bot can't initiate conversation with a user", blame=True)
            return chat
        if chat.moved_to is not None:
            moved = {"migrate_to_chat_id": chat.moved_to}
            bad("group chat was upgraded to a supergroup chat", blame=False, parameters=moved)
        if chat.bot == "kicked":
            forbidden(f"bot was kicked from the {chat.kind} chat")
        if chat.bot == "left":
            forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def problems(self) -> list[Json]:
        """Give all violations, taps that were delivered and never answered among them."""
        found = self.journal.problems()
        now = self.clock()
        for callback in self.callbacks.values():
            update = self.updates.seen.get(callback.update or 0)
            late = now - callback.at > self.rules.callback_life
            if callback.answer is None and late and update is not None and update.delivered:
                problem = f"callback query {callback.id} was never answered"
                found.append({"n": 0, "method": "answerCallbackQuery", "problem": problem})
        return found
