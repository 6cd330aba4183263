"""The talk itself: one message and the state of the talk in, one decision out.

Pure: no clock, no I/O. Read ``answer`` from top to bottom; the order of the questions it asks
is the order of importance: emergencies, who owns the talk, what was just offered or asked, small
words, the context of the last turn, and only then what the library finds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bot import moves, original, person, replies, silent
from bot.choosing import chosen, misplaced
from bot.conversation import Asked
from bot.cues import Cue
from bot.message import Attachment, Edited, Joined, Left, Location, Message, Other, Retracted, Tap, Text
from bot.privacy import discreet
from bot.question import question
from bot.step import MessageGone, Step
from bot.tongue import follow, known, script_of, spoken
from bot.wordlist import fold

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.reply import Translated

LIMIT = 5000


def answer(  # noqa: PLR0913 - what was said, and what else is known of it
    talk: Conversation,
    message: Message,
    desk: Desk,
    now: datetime,
    *,
    recalled: Translated | None = None,
    heard: str = "",
) -> Step:
    """Decide what a message leads to. Total: every message has a step, whatever it holds.

    recalled  what the record has of the translation whose original a tap asks for
    heard     what a machine says that the text means (``hearsay``): something to find by, no more
    """
    talk = replace(talk, version=talk.version + 1)
    if original.wanted(message.content) is not None:
        return original.shown(known(talk, message, desk), recalled, desk)
    step = _emergency(talk, message, desk, now, heard) or _step(talk, message, desk, now, heard)
    return discreet(talk, message, step, desk) if message.public else step


def hurried(talk: Conversation, message: Message, desk: Desk, now: datetime, *, first: bool) -> Step:
    """Decide about a message of somebody who writes faster than anyone reads: emergencies alone are heard.

    The ``first`` of them is told so, the others are kept without an answer.
    """
    talk = replace(talk, version=talk.version + 1)
    step = _emergency(talk, message, desk, now)
    if step is not None:
        return step
    if talk.silent or original.wanted(message.content) is not None:
        return silent.kept(talk, message)
    said = (replies.say(desk, known(talk, message, desk), "too_many"),) if first else ()
    return Step(talk, said)


def _step(  # noqa: PLR0911 - a line a kind
    talk: Conversation, message: Message, desk: Desk, now: datetime, heard: str
) -> Step:
    match message.content:
        case Retracted(event):
            return Step(replace(talk, held=None), events=(MessageGone(event),))
        case _ if talk.silent:
            return silent.heard(talk, message, desk, now)
        case Left() | Other():
            return Step(talk)
        case Text(text) | Edited(_, text):
            return _led(talk, message, _text(talk, message, text, desk, now, heard=heard), desk, now)
        case Tap(data):
            return _led(talk, message, _tap(known(talk, message, desk), data, desk, now), desk, now)
        case Location():
            return moves.nearest(known(talk, message, desk), message.content, desk, now)
        case Attachment(more=True):
            return Step(talk)
        case Attachment():
            key = "sticker_answer" if message.content.kind == "sticker" else "no_attachments"
            talk = known(talk, message, desk)
            return Step(talk, (replies.say(desk, talk, key),))
        case Joined(payload):
            return moves.welcome(known(talk, message, desk), payload, desk, now)
        case unknown:
            assert_never(unknown)


def _led(talk: Conversation, message: Message, step: Step, desk: Desk, now: datetime) -> Step:
    """Lead from a step of the bot's own to people, where that is due."""
    return person.remembered(talk, message.content, person.led(talk, step, desk, now), desk, now)


def _emergency(talk: Conversation, message: Message, desk: Desk, now: datetime, heard: str = "") -> Step | None:
    """Do the one thing that comes before everything, even while a counselor has the talk."""
    match message.content:
        case Text(text) | Edited(_, text):
            alarm = desk.watch.look(text[:LIMIT]) or desk.watch.look(heard[:LIMIT])
            if alarm is None:
                return None
            tag = spoken(talk, message, text[:LIMIT], desk)
            talk = replace(talk, language=tag, drift=None if talk.language else tag)
            return _alarmed(talk, moves.emergency(talk, alarm.topic, desk, now, ruled=True))
        case Tap(data) if data.startswith(f"entry:{moves.SAFETY}"):
            topic = data.removeprefix("entry:")
            talk = known(talk, message, desk)
            known_topic = moves.exists(topic, desk, now)
            return _alarmed(talk, moves.emergency(talk, topic, desk, now, ruled=False)) if known_topic else None
        case _:
            return None


def _alarmed(talk: Conversation, step: Step) -> Step:
    return silent.alarmed(talk, step) if talk.silent else step


def _text(  # noqa: PLR0913 - what is said, and what it is heard as
    talk: Conversation, message: Message, text: str, desk: Desk, now: datetime, *, heard: str
) -> Step:
    stars = person.face(talk, text)
    if stars is not None:
        return person.rated(talk, stars, desk)
    laughs = desk.cues.laughter.whole(text[:LIMIT])
    if (laughs or not any(letter.isalnum() for letter in text)) and desk.cues.whole(text) is None:
        talk = follow(talk, message, text[:LIMIT], desk)[0] if laughs else known(talk, message, desk)
        return Step(talk, (replies.say(desk, talk, "unreadable"),))
    before = talk.outside
    talk, followed = follow(talk, message, text[:LIMIT], desk)
    if len(text) > LIMIT:
        return Step(talk, (replies.say(desk, talk, "too_long", limit=str(LIMIT)),))
    tag = desk.cues.language(text)
    if tag != (written := script_of(talk, message, text, tag, desk)) and written is not None:
        return moves.speak(talk, written, desk, now)
    step = _meaning(talk, text, desk, now, heard)
    return replies.in_which_language(desk, step, before, followed=followed)


def _meaning(talk: Conversation, text: str, desk: Desk, now: datetime, heard: str = "") -> Step:
    """Say what a text means: first against what was offered, then by itself."""
    if fold(text) == "0":
        return moves.cleared(talk, desk)
    said = desk.cues.laughter.without(text)
    picked = chosen(said, talk.offered, desk.cues)
    if picked is not None:
        return _tap(talk, picked.data, desk, now)
    cue = desk.cues.whole(said)
    replied = _reply_to_question(talk, said, cue, desk, now)
    if replied is not None:
        return replied
    tag = desk.cues.language(said)
    if tag is not None:
        return moves.speak(talk, tag, desk, now)
    if misplaced(said, desk.cues):
        return Step(talk, (replies.choose_again(desk, talk),))
    return _small_word(talk, cue, desk, now) or question(talk, text, desk, now, heard)


def _reply_to_question(  # noqa: PLR0911 - a line an answer
    talk: Conversation, text: str, cue: Cue | None, desk: Desk, now: datetime
) -> Step | None:
    """Take the yes or no to what we asked last; None when the text is about something else."""
    match talk.asked, cue:
        case Asked.ERASE, Cue.YES:
            return moves.erased(talk, desk)
        case Asked.ERASE, Cue.NO:
            return moves.notice(talk.fresh(), "not_erased", desk)
        case Asked.ERASE, _ if desk.cues.says(text, Cue.ERASING):
            return moves.erased(talk, desk)
        case Asked.ERASE, _ if desk.cues.says(text, Cue.WAIT):
            return moves.entry(talk, moves.ERASE, desk, now)
        case Asked.PERSON, Cue.YES:
            return _person(talk, desk, now)
        case Asked.PERSON, Cue.NO:
            return moves.alone(talk, desk)
        case _:
            return None


def _small_word(talk: Conversation, cue: Cue | None, desk: Desk, now: datetime) -> Step | None:
    """Take yes, no, more, thumbs: what they mean when nothing was asked."""
    match cue:
        case Cue.MORE:
            return moves.more(talk, desk, now)
        case Cue.YES:
            return moves.notice(talk.fresh(), "what_about", desk)
        case Cue.NO | Cue.NONE | Cue.BACK:
            return moves.notice(talk.fresh(), "anything_else", desk)
        case Cue.GOOD | Cue.BAD:
            return moves.rated(talk, talk.topic, desk, good=cue is Cue.GOOD)
        case _:
            return None


def _tap(talk: Conversation, data: str, desk: Desk, now: datetime) -> Step:  # noqa: PLR0911 - a line a verb
    """Take a choice. Its data comes from outside: what we do not know changes nothing."""
    verb, _, rest = data.partition(":")
    match verb:
        case "entry":
            return moves.entry(talk, rest, desk, now)
        case "lang" if desk.phrases.knows(rest):
            return moves.speak(talk, rest, desk, now)
        case "rate":
            good, _, entry = rest.partition(":")
            name = entry if moves.exists(entry, desk, now) else None
            return moves.rated(talk, name, desk, good=good == "up")
        case "none":
            return moves.missed(talk, desk, now)
        case "person" | "human":
            return _person(talk, desk, now)
        case "consent" | "same" | "rate-case":
            return _case(talk, verb, rest, desk, now)
        case "erase" | "no" | "clear" | "page":
            return _housekeeping(talk, verb, rest, desk)
        case _:
            return moves.notice(talk, "expired_choice", desk)


def _person(talk: Conversation, desk: Desk, now: datetime) -> Step:
    """Lead to a person: to the counselors in this chat where there are any, else to their telephone."""
    return moves.person(talk, desk, now) if desk.office is None else person.consent(talk, desk, now)


def _case(talk: Conversation, verb: str, rest: str, desk: Desk, now: datetime) -> Step:
    """Take a choice about the help of a person."""
    match verb, rest.partition(":"):
        case "consent", ("yes", _, version):
            return person.agreed(talk, version, desk, now)
        case "consent", _:
            return person.declined(talk, desk)
        case "rate-case", _:
            return person.rated(talk, rest, desk)
        case _, ("yes", _, _):
            return person.again(talk, desk, now)
        case _:
            return _another(talk, desk, now)


def _another(talk: Conversation, desk: Desk, now: datetime) -> Step:
    """Go on with what was said, now that we know that it has nothing to do with the former case."""
    new = person.another(talk)
    match talk.held:
        case Text(text):
            return _meaning(new, text, desk, now)
        case Tap(data):
            return _tap(new, data, desk, now)
        case None:
            return moves.notice(new, "anything_else", desk)
        case unknown:
            assert_never(unknown)


def _housekeeping(talk: Conversation, verb: str, rest: str, desk: Desk) -> Step:
    """Take a choice about the talk itself."""
    match verb, rest:
        case "erase", "yes":
            return moves.erased(talk, desk)
        case "erase", _:
            return moves.notice(talk.fresh(), "not_erased", desk)
        case "no", _:
            return moves.alone(talk, desk)
        case "page", _:
            return moves.page(talk, rest, desk)
        case _:
            return moves.cleared(talk, desk)
