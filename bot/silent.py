"""While people have the talk: the bot is silent, and what the person writes goes to the case.

It still hears three things: that somebody wants the bot back, that everything is to be deleted,
and (before all else, in ``dialog``) an emergency.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import moves, original, replies
from bot.case import Cancel, Gone, Heard, Urge
from bot.conversation import Asked
from bot.cues import Cue
from bot.message import Attachment, Edited, Left, Location, Tap, Text
from bot.step import CaseMoved, Step

if TYPE_CHECKING:
    from datetime import datetime

    from bot.case import Move
    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.message import Message


def heard(talk: Conversation, message: Message, desk: Desk, now: datetime) -> Step:
    """Take a message of somebody whose talk is in the hands of people."""
    if talk.case is None:
        return Step(talk)
    match message.content:
        case Text(text) | Edited(_, text):
            step = _words(talk, text, desk, now)
        case Tap(data):
            step = _tapped(talk, data, desk, now)
        case Left():
            step = Step(talk.given_back(), events=_moved(talk, Gone()))
        case _:
            step = None
    return step or kept(replace(talk, asked=Asked.NOTHING, offered=()), message)


def kept(talk: Conversation, message: Message) -> Step:
    """Say nothing; whatever is a line of the talk is heard by the case."""
    heard_ = isinstance(message.content, _LINES) and original.wanted(message.content) is None
    return Step(talk, events=_moved(talk, Heard()) if heard_ else ())


def alarmed(talk: Conversation, step: Step) -> Step:
    """Add to the card of an emergency that the case is urgent from now on."""
    return replace(step, events=(*step.events, *_moved(talk, Heard()), *_moved(talk, Urge(None, urgent=True))))


def _words(talk: Conversation, text: str, desk: Desk, now: datetime) -> Step | None:
    if talk.asked is Asked.ERASE:
        if desk.cues.says(text, Cue.YES) or _is(talk, "erase:yes", text):
            return _erased(talk, desk)
        if desk.cues.says(text, Cue.NO) or _is(talk, "erase:no", text):
            return _not_erased(talk, desk)
    if desk.cues.says(text, Cue.BOT):
        return Step(talk.given_back(), (replies.say(desk, talk, "case_cancelled"),), _moved(talk, Cancel()))
    return _ask_to_erase(talk, desk, now) if desk.cues.says(text, Cue.ERASE) else None


def _tapped(talk: Conversation, data: str, desk: Desk, now: datetime) -> Step | None:
    match data, talk.asked:
        case "erase:yes", Asked.ERASE:
            return _erased(talk, desk)
        case "erase:no", Asked.ERASE:
            return _not_erased(talk, desk)
        case (("entry:talk-erase" | "erase:yes"), _):
            return _ask_to_erase(talk, desk, now)
        case _:
            return None


def _ask_to_erase(talk: Conversation, desk: Desk, now: datetime) -> Step:
    step = moves.entry(talk, moves.ERASE, desk, now)
    return replace(step, events=_moved(talk, Heard()))


def _erased(talk: Conversation, desk: Desk) -> Step:
    step = moves.erased(talk, desk)
    return replace(step, events=(*_moved(talk, Cancel()), *step.events))


def _not_erased(talk: Conversation, desk: Desk) -> Step:
    return replace(moves.notice(talk.fresh(), "not_erased", desk), events=_moved(talk, Heard()))


def _is(talk: Conversation, data: str, text: str) -> bool:
    """Say whether a text is the words of the offered choice."""
    said = text.strip().casefold()
    return any(choice.data == data and choice.label.casefold() == said for choice in talk.offered)


def _moved(talk: Conversation, move: Move) -> tuple[CaseMoved, ...]:
    return (CaseMoved(talk.case, move),) if talk.case is not None else ()


_LINES = (Text, Edited, Tap, Location, Attachment)
