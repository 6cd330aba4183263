"""Where others read along: nothing personal is asked, said or started."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import replies
from bot.message import Location
from bot.step import PersonWanted, Step
from bot.tongue import known

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.message import Message

_PERSONAL = ("person", "human", "no", "erase", "consent", "same", "rate-case")


def discreet(talk: Conversation, message: Message, step: Step, desk: Desk) -> Step:
    """Make a step fit to be read by a group; ``talk`` is the talk as it was before it.

    Whoever wants a person or says where they are is asked to write alone. Emergency cards stay:
    help is more than discretion.
    """
    wants = any(isinstance(event, PersonWanted) for event in step.events)
    if wants or isinstance(message.content, Location):
        return Step(talk.fresh(), (replies.say(desk, known(talk, message, desk), "private_please"),))
    kept = tuple(
        replace(
            reply,
            asks_location=False,
            choices=tuple(choice for choice in reply.choices if choice.data.partition(":")[0] not in _PERSONAL),
        )
        for reply in step.replies
    )
    return replace(step, replies=kept)
