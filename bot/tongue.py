"""Which language to answer in: what the person chose, then what they write, then the profile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.phrases import LAST_RESORT

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.entry import Guess
    from bot.message import Message
    from bot.phrases import Phrasebook

# Pairs that share a script: somebody who reads the one is not taken to the other by a short text.
_KIN = (frozenset({"ja", "ja-easy"}), frozenset({"zh-Hans", "zh-Hant"}))
# What phones and platforms call a language of ours.
_ALSO = {"fil": "tl", "in": "id", "zh": "zh-Hans"}
# Who names simplified letters gets them, whatever they read so far.
_SIMPLIFIED = (
    "简",
    "簡",
    "大陆",
    "大陸",
    "simpl",
    "mainland",
    "간체",
    "спрощ",
    "упрощ",
    "ย่อ",
    "giản",
    "सरल",
    "sederhana",
)
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def hinted(tag: str | None, phrases: Phrasebook) -> str | None:
    """Give our language for what a profile says ("uk-UA", "zh_TW", "fil"), or None."""
    if tag is None or phrases.knows(tag):
        return tag
    main, *rest = tag.casefold().replace("_", "-").split("-")
    if main == "zh" and not _TRADITIONAL.isdisjoint(rest):
        main = "zh-Hant"
    main = _ALSO.get(main, main)
    return main if phrases.knows(main) else None


def known(talk: Conversation, message: Message, desk: Desk) -> Conversation:
    """Give the talk a language from the profile where nothing better is known."""
    if talk.language is not None:
        return talk
    tag = hinted(message.language, desk.phrases) or LAST_RESORT
    return replace(talk, language=tag, drift=tag)


def follow(talk: Conversation, message: Message, text: str, desk: Desk) -> tuple[Conversation, bool]:
    """Give the talk its language after a text; True when it has just changed over.

    The first text that tells decides; until then the language is a guess, its own ``drift``. A text in
    a language that we do not write tells nothing but that: ``outside`` remembers it.
    Afterwards two texts in a row in one other language are needed, so that a quoted word or a
    place name does not turn the talk around.
    """
    prior = talk.language or hinted(message.language, desk.phrases)
    guess = desk.knowledge.language(text, prior)
    talk = replace(talk, outside=guess.outside.name if guess.outside is not None else None)
    if talk.language is None or talk.drift == talk.language:
        tag = _nearest(message, guess, desk) or (guess.language if guess.sure or prior is None else prior)
        tag = tag if desk.phrases.knows(tag) else LAST_RESORT
        return replace(talk, language=tag, drift=None if guess.sure else tag), False
    if not guess.sure or _same(guess.language, talk.language) or not desk.phrases.knows(guess.language):
        return (talk if talk.drift is None else replace(talk, drift=None)), False
    if talk.drift == guess.language:
        return replace(talk, language=guess.language, drift=None, chosen=False), True
    return replace(talk, drift=guess.language), False


def spoken(talk: Conversation, message: Message, text: str, desk: Desk) -> str:
    """Give the language for an emergency card: at once the one written now, if that is sure."""
    prior = talk.language or hinted(message.language, desk.phrases)
    guess = desk.knowledge.language(text, prior)
    if talk.language is None or talk.drift == talk.language:
        prior = _nearest(message, guess, desk) or prior
    if prior is not None and (not guess.sure or _same(guess.language, prior)):
        return prior
    return guess.language if desk.phrases.knows(guess.language) else LAST_RESORT


def _nearest(message: Message, guess: Guess, desk: Desk) -> str | None:
    """Give the language for somebody who writes one of none of ours, before anything told theirs but the profile."""
    if guess.outside is None or guess.language != LAST_RESORT:
        return None
    tag = hinted(message.language, desk.phrases) or guess.outside.nearest
    return tag if desk.phrases.knows(tag) else None


def script_of(talk: Conversation, message: Message, text: str, tag: str | None, desk: Desk) -> str | None:
    """Give the writing that somebody reads who asks for "Chinese" and names neither of the two.

    Whose talk or telephone is in traditional letters, or who asks in them, is not taken to simplified ones.
    """
    if tag != "zh-Hans" or any(mark in text.casefold() for mark in _SIMPLIFIED):
        return tag
    guess = desk.knowledge.language(text, None)
    reads = {talk.language, hinted(message.language, desk.phrases), guess.language if guess.sure else None}
    return "zh-Hant" if "zh-Hant" in reads and "zh-Hans" not in reads else tag


def _same(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kin for kin in _KIN)
