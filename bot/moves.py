"""What the counter can do in one turn: give an entry, offer titles, raise an alarm, change language.

Each move takes the talk as it stands and gives the whole step; ``dialog`` says which one it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import replies
from bot.conversation import Asked
from bot.entry import NO_MORE, About
from bot.leaning import NEAREST, recent
from bot.phrases import LAST_RESORT
from bot.step import Answered, Erased, Missed, PersonWanted, Rated, Step

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.entry import Candidate
    from bot.message import Location

SAFETY = "safety-"
HUMAN = "talk-human"
LANGUAGE = "talk-language"
ERASE = "talk-erase"
# What need not be said again in a newly chosen language.
_SMALL_TALK = frozenset({"talk-hello", "talk-bye", "talk-thanks", LANGUAGE, "talk-easy-japanese"})


def entry(talk: Conversation, name: str, desk: Desk, now: datetime, about: About = NO_MORE) -> Step:
    """Give an entry, and do what it asks the program to do."""
    if name.startswith(SAFETY) and exists(name, desk, now):
        return emergency(talk, name, desk, now, ruled=False)
    reply, action, place = replies.entry(desk, talk, name, now, about)
    if reply is None:
        return notice(talk.fresh(), "expired_choice", desk)
    talk = talk.after(name, place, now, reply.choices, replies.question_of(action, about))
    if action is replies.EASY:
        talk = talk.speaking("ja-easy")
    events = (PersonWanted(name),) if name == HUMAN else ()
    return Step(talk, (reply,), (Answered(name, reply.language), *events))


def emergency(talk: Conversation, topic: str, desk: Desk, now: datetime, *, ruled: bool) -> Step:
    """Give the card of an emergency, in every state; ``ruled`` when the deterministic rules found it."""
    card = replies.emergency(desk, talk, topic, now)
    if not talk.silent:
        talk = talk.after(topic, None, now, card.choices, Asked.PERSON)
    return Step(talk, (card,), (Answered(topic, card.language, alarm=ruled),))


def offer(talk: Conversation, candidates: tuple[Candidate, ...], desk: Desk, now: datetime) -> Step:
    """Ask "did you mean one of these?"; an alarm is offered only where it is the likeliest."""
    calm = (*candidates[:1], *(each for each in candidates[1:] if not each.entry.startswith(SAFETY)))
    reply = replies.offer(desk, talk, calm, now)
    return Step(replace(talk.fresh(), misses=talk.misses, offered=reply.choices), (reply,))


def missed(talk: Conversation, desk: Desk, now: datetime) -> Step:
    """First ask to say it differently; after the second miss the right desk, and a person."""
    event = Missed(replies.language_of(talk))
    if talk.misses == 0:
        where = talk.asked is Asked.WHERE
        again = replies.say(desk, talk, "unknown_where" if where else "say_it_differently")
        asked = Asked.WHERE if where else Asked.SAY_AGAIN
        return Step(replace(talk.fresh(), misses=1, asked=asked), (again,), (event,))
    reply = replies.desk_instead(desk, talk, now)
    return Step(replace(talk.fresh(), asked=Asked.PERSON, offered=reply.choices), (reply,), (event,))


def nearest(talk: Conversation, where: Location, desk: Desk, now: datetime) -> Step:
    """Give the lounges nearest to a spot on the map."""
    spot = desk.knowledge.spot(where)
    return entry(talk, NEAREST, desk, now, About(spot=spot)) if spot else notice(talk, "unknown_where", desk)


def welcome(talk: Conversation, payload: str, desk: Desk, now: datetime) -> Step:
    """Greet who opened the chat; who came by the code of a place hears about that place as well."""
    hello = replies.greeting(desk, talk)
    talk = replace(talk, greeted=True, asked=Asked.NOTHING, offered=hello.choices)
    step = entry(talk, f"place-{payload}", desk, now) if payload and exists(f"place-{payload}", desk, now) else None
    if step is None:
        return Step(talk, (hello,))
    return replace(step, replies=(replies.at_place(desk, talk, step.replies[0]), *step.replies))


def page(talk: Conversation, start: str, desk: Desk) -> Step:
    """Turn to the choices from number ``start`` on; the earlier ones follow behind, so that none is lost."""
    first = int(start) if start.isascii() and start.isdecimal() and len(start) < 3 else 0  # noqa: PLR2004
    if not 0 < first < len(talk.offered):
        return notice(talk, "expired_choice", desk)
    talk = replace(talk, offered=(*talk.offered[first:], *talk.offered[:first]))
    return Step(talk, (replies.say(desk, talk, "which_one", choices=talk.offered),))


def more(talk: Conversation, desk: Desk, now: datetime) -> Step:
    """Offer what belongs to the last topic."""
    reply = replies.related(desk, talk, now)
    return Step(replace(talk, offered=reply.choices), (reply,))


def person(talk: Conversation, desk: Desk, now: datetime) -> Step:
    """Lead to a person; the event keeps what the talk was about."""
    step = entry(talk, HUMAN, desk, now)
    kept = tuple(event for event in step.events if not isinstance(event, PersonWanted))
    return replace(step, events=(*kept, PersonWanted(talk.topic)))


def alone(talk: Conversation, desk: Desk) -> Step:
    """Take the no to a person: whoever was in danger hears that the counter stays open."""
    danger = talk.topic is not None and talk.topic.startswith(SAFETY)
    return notice(talk.fresh(), "always_here" if danger else "anything_else", desk)


def speak(talk: Conversation, tag: str, desk: Desk, now: datetime) -> Step:
    """Change the language, and say what was said last once more in the new one."""
    new = talk.speaking(tag)
    said = replies.changed(desk, new)
    again = _again(new, desk, now)
    if again is None:
        return Step(new.fresh(), (said,))
    return Step(again.conversation, (said, *again.replies))


def rated(talk: Conversation, name: str | None, desk: Desk, *, good: bool) -> Step:
    """Thank for a thumb; after a bad one a person is offered."""
    key = "thanks_helpful" if good else "thanks_not_helpful"
    reply = replies.say(desk, talk, key, choices=() if good else replies.person_choice(desk, talk))
    asked = talk.asked if good else Asked.PERSON
    talk = replace(talk, offered=reply.choices, asked=asked, disliked=0 if good else talk.disliked + 1)
    return Step(talk, (reply,), (Rated(name, good),) if name else ())


def erased(talk: Conversation, desk: Desk) -> Step:
    """Forget the talk; the store deletes what was written."""
    return Step(talk.emptied(), (replies.say(desk, talk, "erased", entry="erased"),), (Erased(),))


def cleared(talk: Conversation, desk: Desk) -> Step:
    """Make the screen look empty and harmless."""
    return Step(talk.fresh(), (replies.say(desk, talk, "cleared", entry="cleared"),))


def notice(talk: Conversation, key: str, desk: Desk) -> Step:
    """Say one fixed sentence."""
    return Step(talk, (replies.say(desk, talk, key),))


def exists(name: str, desk: Desk, now: datetime) -> bool:
    """Say whether the library has such an entry."""
    return desk.knowledge.answer(name, LAST_RESORT, now, NO_MORE) is not None


def _again(talk: Conversation, desk: Desk, now: datetime) -> Step | None:
    """Give the last answer or offer, in the language of the talk as it is now."""
    titles = replies.offered_entries(talk)
    if titles:
        return offer(talk, titles, desk, now)
    topic = f"place-{talk.place}" if talk.topic == NEAREST and talk.place else talk.topic
    if topic is None or topic in _SMALL_TALK or not recent(talk, now):
        return None
    return entry(talk, topic, desk, now)
