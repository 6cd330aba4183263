"""The group itself: calls to it, and what their failing means. Nothing goes to General, ever.

Wordings of errors: reference in tdlib/telegram-bot-api issues 693 and 854, read 2026-11-28; they are
matched in part and in small letters, since Telegram does not promise them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from telegram import ReactionTypeEmoji, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError

from adapters.pace import Bucket, Pace
from adapters.telegram.client import NotSent, Slow, Unknown
from bot.errors import MadoguchiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot

    from adapters.telegram.keyboard import Markup

PACES = (Pace(rate=20 / 60, burst=16), Pace(rate=1, burst=4))
"""20 a minute in a group, about one a second in a chat (Bots FAQ, read 2026-11-28)."""
SPARED = 6
"""Turns that what has no hurry leaves over."""
AGAIN_S, OUT_S = 5.0, 60.0
_LOST = ("thread not found", "topic_deleted", "topic_id_invalid", "topic not found")
_CLOSED = ("topic_closed",)
_SAME = ("not modified", "topic_not_modified")
_MISSING = (
    "message to edit not found", "message to delete not found", "message to copy not found", "message can't be edited",
    "message can't be copied", "message can't be deleted", "no messages to forward", "message to react not found",
    "message_id_invalid", "reaction_invalid", "message to be replied not found",
)  # fmt: skip
_OUT = ("not enough rights", "chat not found", "need administrator rights", "not a forum", "chat_admin_required")


class Hitch(MadoguchiError):  # noqa: N818 - states, said in the caller's words
    """A call that came to nothing; ``wait`` seconds before the next one, ``certain``: it was surely not done."""

    def __init__(self, reason: str, wait: float = AGAIN_S, *, certain: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        self.certain = certain


class Lost(Hitch):
    """The topic is not there any more."""


class Shut(Hitch):
    """The topic is closed."""


class Missing(Hitch):
    """The message is not there any more, or cannot be touched."""


class Relocated(Hitch):
    """The group has another id now."""

    def __init__(self, chat: int) -> None:
        super().__init__("moved", 0.0)
        self.chat = chat


class Out(Hitch):
    """We are not in the group, or may not work with its topics: somebody has to see to that."""


class Room:
    """Calls to one group. ``chat`` may change once, when the group becomes a supergroup."""

    def __init__(
        self, bot: Bot, chat: int, clock: Callable[[], float] = time.monotonic, paces: tuple[Pace, ...] = PACES
    ) -> None:
        self._bot = bot
        self.chat = chat
        self._clock = clock
        self._buckets = [Bucket(pace) for pace in paces]

    def wait(self) -> float:
        """Take a turn at writing; gives the seconds until it."""
        return max((bucket.take(self._clock()) for bucket in self._buckets), default=0.0)

    def spare(self) -> bool:
        """Say whether there are turns for what has no hurry: some are always left for what residents write."""
        return all(bucket.left(self._clock()) >= min(SPARED, bucket.pace.burst) for bucket in self._buckets)

    async def make(self, name: str, colour: int) -> int:
        """Make a topic, and give its thread."""
        made = await _done(self._bot.create_forum_topic(self.chat, name, colour))
        return int(made.message_thread_id)

    async def say(self, thread: int, html: str, buttons: Markup | None = None, answers: int | None = None) -> int:
        """Write into a topic, and give the message."""
        more = _looks(buttons)
        if answers is not None:
            more["reply_parameters"] = ReplyParameters(answers, allow_sending_without_reply=True)
        sent = await _done(
            self._bot.send_message(self.chat, html, message_thread_id=thread, protect_content=True, **more)
        )
        return int(sent.message_id)

    async def change(self, message: int, html: str, buttons: Markup | None = None) -> None:
        """Change a message of ours; the same again is no change."""
        await _same(self._bot.edit_message_text(html, self.chat, message, **_looks(buttons)))

    async def strip(self, message: int) -> None:
        """Take the buttons away from a message of ours."""
        await _same(self._bot.edit_message_reply_markup(self.chat, message))

    async def remove(self, messages: Sequence[int]) -> None:
        """Take messages of ours away; what is gone already is no matter."""
        if messages:
            await _same(self._bot.delete_messages(self.chat, sorted(messages)))

    async def copy(self, thread: int, source: int, messages: Sequence[int]) -> tuple[int, ...]:
        """Copy what somebody sent us, an album as one; nothing of it leads back to them."""
        copies = await _done(
            self._bot.copy_messages(
                self.chat, source, sorted(messages), message_thread_id=thread, protect_content=True
            )
        )  # fmt: skip
        return tuple(int(copy.message_id) for copy in copies)

    async def react(self, message: int, emoji: str) -> None:
        """Put a sign on somebody's message."""
        await _same(self._bot.set_message_reaction(self.chat, message, [ReactionTypeEmoji(emoji)]))

    async def rename(self, thread: int, name: str) -> None:
        """Give a topic another name."""
        await _same(self._bot.edit_forum_topic(self.chat, thread, name))

    async def close(self, thread: int) -> None:
        """Let nobody write into a topic any more."""
        await _same(self._bot.close_forum_topic(self.chat, thread))

    async def reopen(self, thread: int) -> None:
        """Let people write into a topic again."""
        await _same(self._bot.reopen_forum_topic(self.chat, thread))

    async def destroy(self, thread: int) -> None:
        """Delete a topic with everything in it."""
        try:
            await _done(self._bot.delete_forum_topic(self.chat, thread))
        except Lost:
            return

    async def where(self) -> int:
        """Give the id that the group has now."""
        try:
            await _done(self._bot.get_chat(self.chat))
        except Relocated as moved:
            return moved.chat
        return self.chat


def _looks(buttons: Markup | None) -> dict[str, Any]:
    looks: dict[str, Any] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    return looks if buttons is None else {**looks, "reply_markup": buttons}


async def _same(call: Awaitable[object]) -> None:
    """Make a call that may ask for what is so already."""
    try:
        await _done(call)
    except Hitch as hitch:
        if hitch.reason != "same":
            raise


async def _done(call: Awaitable[Any]) -> Any:  # noqa: ANN401 - each call has its own result
    try:
        return await call
    except TelegramError as error:
        raise hitch_of(error) from None
    except (AttributeError, KeyError, TypeError, ValueError):
        # Done, but the answer is of a shape the library does not know.
        msg = "unreadable"
        raise Hitch(msg, certain=False) from None


def hitch_of(error: TelegramError) -> Hitch:  # noqa: PLR0911 - a line a kind
    """Say what an error means here."""
    said = error.message.lower()
    match error:
        case Slow():
            return Hitch("429", error.seconds)
        case ChatMigrated():
            return Relocated(error.new_chat_id)
        case InvalidToken():
            return Out("token", OUT_S)
        case Forbidden():
            return Out("403", OUT_S)
        case NotSent():
            return Hitch("not connected")
        case Unknown():
            return Hitch("unknown", certain=False)
        case BadRequest():
            return _refused(said)
        case NetworkError():
            return Hitch("refused", OUT_S)
        case _:
            return Hitch("no answer", certain=False)


def _refused(said: str) -> Hitch:
    kinds = ((_LOST, Lost), (_CLOSED, Shut), (_MISSING, Missing))
    for wordings, kind in kinds:
        if any(wording in said for wording in wordings):
            return kind("gone")
    if any(wording in said for wording in _SAME):
        return Hitch("same")
    if any(wording in said for wording in _OUT):
        return Out("rights", OUT_S)
    return Hitch("400", OUT_S)
