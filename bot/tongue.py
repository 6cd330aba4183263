"""Which language to answer in: what the person chose, then what they write, then the profile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.message import Message

# Pairs that share a script: somebody who reads the one is not taken to the other by a short text.
_KIN = (frozenset({"ja", "ja-easy"}), frozenset({"zh-Hans", "zh-Hant"}))


def follow(talk: Conversation, message: Message, text: str, desk: Desk) -> tuple[Conversation, bool]:
    """Give the talk its language after a text; True when it has just changed over.

    The first text decides while nothing is chosen; afterwards two texts in a row in one other
    language are needed, so that a quoted word or a place name does not turn the talk around.
    """
    prior = talk.language or message.language
    guess = desk.knowledge.language(text, prior)
    if talk.language is None:
        tag = guess.language if guess.sure or prior is None else prior
        return replace(talk, language=tag if desk.phrases.knows(tag) else "en", drift=None), False
    if not guess.sure or _same(guess.language, talk.language) or not desk.phrases.knows(guess.language):
        return replace(talk, drift=None), False
    if talk.drift == guess.language:
        return replace(talk, language=guess.language, drift=None, chosen=False), True
    return replace(talk, drift=guess.language), False


def spoken(talk: Conversation, message: Message, text: str, desk: Desk) -> str:
    """Give the language for an emergency card: at once the one written now, if that is sure."""
    prior = talk.language or message.language
    guess = desk.knowledge.language(text, prior)
    if prior is not None and (not guess.sure or _same(guess.language, prior)):
        return prior
    return guess.language if desk.phrases.knows(guess.language) else "en"


def _same(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kin for kin in _KIN)
