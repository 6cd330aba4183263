"""The talk itself: one message and the state of the talk in, one decision out.

Pure: no clock, no I/O. Read ``answer`` from top to bottom; the order of the questions it asks
is the order of importance: emergencies, who owns the talk, what was just offered or asked, small
words, the context of the last turn, and only then what the library finds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bot import replies
from bot.choosing import chosen
from bot.conversation import Asked, Conversation, Owner
from bot.cues import Cue
from bot.entry import About, Found, Nothing, Unsure
from bot.leaning import leaning
from bot.message import Attachment, Edited, Joined, Left, Location, Message, Other, Retracted, Tap, Text
from bot.step import Answered, Erased, MessageGone, Missed, PersonWanted, Rated, Step
from bot.tongue import follow, spoken

if TYPE_CHECKING:
    from datetime import datetime

    from bot.desk import Desk
    from bot.reply import Choice

LIMIT = 5000
SAFETY = "safety-"
_NEAREST = "lounge-nearest"
_HUMAN = "talk-human"


def answer(talk: Conversation, message: Message, desk: Desk, now: datetime) -> Step:
    """Decide what a message leads to. Total: every message has a step, whatever it holds."""
    talk = replace(talk, version=talk.version + 1)
    match message.content:
        case Text(text) | Edited(_, text):
            return _text(talk, message, text, desk, now)
        case Tap(data):
            return _tap(_known(talk, message), data, desk, now)
        case Location():
            talk = _known(talk, message)
            return _where(talk, message.content, desk, now)
        case Attachment():
            talk = _known(talk, message)
            return Step(talk, () if _silent(talk) else (replies.say(desk, talk, "no_attachments"),))
        case Joined():
            talk = replace(_known(talk, message), greeted=True, asked=Asked.NOTHING)
            greeting = replies.greeting(desk, talk)
            return Step(replace(talk, offered=greeting.choices), (greeting,))
        case Retracted(event):
            return Step(talk, events=(MessageGone(event),))
        case Left() | Other():
            return Step(talk)
        case unknown:
            assert_never(unknown)


def _text(talk: Conversation, message: Message, text: str, desk: Desk, now: datetime) -> Step:
    alarm = desk.watch.look(text[:LIMIT])
    if alarm is not None:
        talk = replace(talk, language=spoken(talk, message, text, desk))
        return _emergency(talk, alarm.topic, desk, now, ruled=True)
    if _silent(talk):
        return Step(talk)
    if len(text) > LIMIT:
        talk = _known(talk, message)
        return Step(talk, (replies.say(desk, talk, "too_long", limit=str(LIMIT)),))
    if not any(letter.isalnum() for letter in text) and desk.cues.whole(text) is None:
        return _wordless(_known(talk, message), desk)
    talk, followed = follow(talk, message, text, desk)
    step = _meaning(talk, text, desk, now)
    if followed and step.replies:
        step = replace(step, replies=(replies.prefixed(desk, step, "language_followed"), *step.replies[1:]))
    return step


def _meaning(talk: Conversation, text: str, desk: Desk, now: datetime) -> Step:
    """What a text means: first against what was offered, then by itself."""
    picked = chosen(text, talk.offered, desk.cues)
    if picked is not None:
        return _tap(talk, picked.data, desk, now)
    cue = desk.cues.whole(text)
    asked = _reply_to_question(talk, cue, text, desk, now)
    if asked is not None:
        return asked
    if text.strip() == "0":
        return Step(_fresh(talk), (replies.cleared(desk, talk),))
    tag = desk.cues.language(text)
    if tag is not None:
        return _speak(talk, tag, desk)
    if cue is not None:
        small = _small_word(talk, cue, desk, now)
        if small is not None:
            return small
    return _question(talk, text, desk, now)


def _reply_to_question(talk: Conversation, cue: Cue | None, text: str, desk: Desk, now: datetime) -> Step | None:
    """The answer to what we asked last, or None when the text is about something else."""
    match talk.asked, cue:
        case Asked.ERASE, Cue.YES:
            return _erased(talk, desk)
        case Asked.ERASE, Cue.NO:
            return Step(_fresh(talk), (replies.say(desk, talk, "not_erased"),))
        case Asked.PERSON, Cue.YES:
            return _person(talk, desk, now)
        case Asked.PERSON, Cue.NO:
            return Step(_fresh(talk), (replies.say(desk, talk, "anything_else"),))
        case Asked.WHERE, None:
            spot = desk.knowledge.spot(text)
            return _entry(talk, _NEAREST, desk, now, About(spot=spot)) if spot is not None else None
        case _:
            return None


def _small_word(talk: Conversation, cue: Cue, desk: Desk, now: datetime) -> Step | None:
    """Yes, no, more, thumbs: what they mean when nothing was asked."""
    match cue:
        case Cue.MORE:
            return _more(talk, desk, now)
        case Cue.YES:
            return Step(_fresh(talk), (replies.say(desk, talk, "what_about"),))
        case Cue.NO | Cue.NONE | Cue.BACK:
            return Step(_fresh(talk), (replies.say(desk, talk, "anything_else"),))
        case Cue.GOOD | Cue.BAD if talk.topic:
            return _rated(talk, talk.topic, desk, good=cue is Cue.GOOD)
        case _:
            return None


def _question(talk: Conversation, text: str, desk: Desk, now: datetime) -> Step:
    """A question of its own, or one that leans on the last turn."""
    finding = desk.knowledge.find(text, talk.language)
    lean = leaning(talk, text, finding, desk, now)
    if lean is not None:
        return _entry(talk, lean.entry, desk, now, lean.about)
    match finding:
        case Found(entry) if entry.startswith(SAFETY):
            return _emergency(talk, entry, desk, now, ruled=False)
        case Found(entry):
            return _found(talk, entry, text, desk, now)
        case Unsure(candidates):
            offer = replies.offer(desk, talk, candidates, now)
            return Step(replace(talk, offered=offer.choices, asked=Asked.NOTHING, topic=None, place=None), (offer,))
        case Nothing():
            return _missed(talk, text, desk, now)
        case unknown:
            assert_never(unknown)


def _found(talk: Conversation, entry: str, text: str, desk: Desk, now: datetime) -> Step:
    if entry == "talk-language":
        tag = desk.cues.language_in(text)
        if tag is not None:
            return _speak(talk, tag, desk)
    about = About(spot=desk.knowledge.spot(text)) if entry == _NEAREST else About()
    return _entry(talk, entry, desk, now, about)


def _entry(talk: Conversation, entry: str, desk: Desk, now: datetime, about: About) -> Step:
    """Give an entry, and do what it asks the program to do."""
    reply, action, place = replies.entry(desk, talk, entry, now, about)
    if reply is None:
        return Step(_fresh(talk), (replies.say(desk, talk, "expired_choice"),))
    talk = replace(
        talk,
        misses=0,
        topic=entry,
        place=place,
        answered=now,
        greeted=True,
        offered=reply.choices,
        asked=replies.question_of(action, about),
    )
    if action is replies.EASY:
        talk = replace(talk, language="ja-easy", chosen=True, drift=None)
    events = (PersonWanted(entry),) if entry == _HUMAN else ()
    return Step(talk, (reply,), (Answered(entry, reply.language), *events))


def _tap(talk: Conversation, data: str, desk: Desk, now: datetime) -> Step:
    """A choice. Its data comes from outside: what we do not know changes nothing."""
    verb, _, rest = data.partition(":")
    match verb:
        case "entry" if rest.startswith(SAFETY):
            return _emergency(talk, rest, desk, now, ruled=False)
        case "entry":
            return _entry(talk, rest, desk, now, About())
        case "lang" if desk.phrases.knows(rest):
            return _speak(talk, rest, desk)
        case "rate":
            good, _, entry = rest.partition(":")
            return _rated(talk, entry, desk, good=good == "up")
        case "none":
            return _missed(talk, "", desk, now)
        case "person":
            return _person(talk, desk, now)
        case "erase" if rest == "yes":
            return _erased(talk, desk)
        case "erase":
            return Step(_fresh(talk), (replies.say(desk, talk, "not_erased"),))
        case "no":
            return Step(_fresh(talk), (replies.say(desk, talk, "anything_else"),))
        case "clear":
            return Step(_fresh(talk), (replies.cleared(desk, talk),))
        case _:
            return Step(talk, (replies.say(desk, talk, "expired_choice"),))


def _emergency(talk: Conversation, topic: str, desk: Desk, now: datetime, *, ruled: bool) -> Step:
    """The card of an emergency, in every state; ``ruled`` when the deterministic rules found it."""
    card = replies.emergency(desk, talk, topic, now)
    if not _silent(talk):
        talk = replace(talk, asked=Asked.PERSON, offered=card.choices, topic=topic, place=None, answered=now, misses=0)
    return Step(talk, (card,), (Answered(topic, card.language, alarm=ruled),))


def _where(talk: Conversation, location: Location, desk: Desk, now: datetime) -> Step:
    spot = desk.knowledge.spot(location)
    if _silent(talk):
        return Step(talk)
    if spot is None:
        return Step(talk, (replies.say(desk, talk, "unknown_where"),))
    return _entry(talk, _NEAREST, desk, now, About(spot=spot))


def _missed(talk: Conversation, text: str, desk: Desk, now: datetime) -> Step:
    """First ask to say it differently; after the second miss the right desk, and a person."""
    missed = Missed(talk.language or "en")
    if talk.misses == 0:
        talk = replace(talk, misses=1, asked=Asked.SAY_AGAIN, offered=(), topic=None, place=None)
        return Step(talk, (replies.say(desk, talk, "say_it_differently"),), (missed,))
    reply = replies.desk_instead(desk, talk, now)
    talk = replace(talk, misses=0, asked=Asked.PERSON, offered=reply.choices, topic=None, place=None)
    return Step(talk, (reply,), (missed,))


def _more(talk: Conversation, desk: Desk, now: datetime) -> Step:
    reply = replies.related(desk, talk, now)
    return Step(replace(talk, offered=reply.choices), (reply,))


def _person(talk: Conversation, desk: Desk, now: datetime) -> Step:
    topic = talk.topic
    step = _entry(talk, _HUMAN, desk, now, About())
    kept = tuple(event for event in step.events if not isinstance(event, PersonWanted))
    return replace(step, events=(*kept, PersonWanted(topic)))


def _speak(talk: Conversation, tag: str, desk: Desk) -> Step:
    talk = replace(_fresh(talk), language=tag, chosen=True, drift=None, greeted=True)
    return Step(talk, (replies.changed(desk, talk),))


def _rated(talk: Conversation, entry: str, desk: Desk, *, good: bool) -> Step:
    key = "thanks_helpful" if good else "thanks_not_helpful"
    reply = replies.say(desk, talk, key, choices=() if good else replies.person_choice(desk, talk))
    return Step(replace(talk, offered=reply.choices), (reply,), (Rated(entry, good),))


def _erased(talk: Conversation, desk: Desk) -> Step:
    """Forget everything but the language the person reads."""
    fresh = Conversation(talk.channel, talk.id, talk.version, talk.language, talk.chosen)
    return Step(fresh, (replies.say(desk, talk, "erased", entry="erased"),), (Erased(),))


def _wordless(talk: Conversation, desk: Desk) -> Step:
    return Step(talk, (replies.say(desk, talk, "unreadable"),))


def _known(talk: Conversation, message: Message) -> Conversation:
    """Give the talk a language from the profile where nothing better is known."""
    return talk if talk.language else replace(talk, language=message.language or "en")


def _fresh(talk: Conversation) -> Conversation:
    none: tuple[Choice, ...] = ()
    return replace(talk, asked=Asked.NOTHING, offered=none, topic=None, place=None, misses=0)


def _silent(talk: Conversation) -> bool:
    return talk.owner is not Owner.BOT
