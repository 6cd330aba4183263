"""A question of the person's own: what the library finds for it, or what it leans on from the last turn.

Before a text is read as one question, it may be a correction ("no, I meant Kohoku"), two questions
in one message, or thanks and a question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from bot import moves
from bot.conversation import Asked
from bot.correcting import corrected
from bot.cues import Cue
from bot.entry import NO_MORE, About, Aspect, Candidate, Found, Nothing, Unsure
from bot.hearsay import weighed
from bot.leaning import (
    NEAREST,
    Lean,
    adrift,
    bare,
    by_heart,
    leaning,
    named_spot,
    of_a_named_place,
    recent,
    spot_in,
    ward_of,
)
from bot.reply import Choice
from bot.several import halves
from bot.step import Step
from bot.wordlist import unspaced

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.entry import Finding

# So sure a finder has to be that another language is wished for, before the talk is taken to it.
_WISHED = 0.82
_SMALL_TALK = "talk-"
_EASY = "talk-easy-japanese"
_COMPLAINT, _PRIVACY, _HELLO = "talk-complaint", "talk-privacy", "talk-hello"
_GREETED_WORDS, _GREETED_LETTERS = 6, 12
_KEYWORDS, _KEY_LETTERS = 4, 12
_LONG_WORDS, _LONG_LETTERS = 30, 60  # a longer message is a story, and asks one thing
_MOST = 3  # questions in one message that are answered


def question(talk: Conversation, text: str, desk: Desk, now: datetime, heard: str = "") -> Step:
    """Answer a question of its own, or one that leans on the last turn; ``heard`` is a translation of the text."""
    finding = desk.knowledge.find(text, talk.language)
    if heard and not isinstance(finding, Found):
        finding, text = weighed(finding, desk.knowledge.find(heard, talk.language)), heard
    meant = corrected(talk, text, finding, desk, now)
    if meant is not None:
        return _given(talk, meant, desk, now)
    several = _several(talk, text, finding, desk, now)
    if several is not None:
        return several
    rest = _after_greeting(talk, text, finding, desk, now)
    if rest is not None:
        return question(talk, rest, desk, now)
    return _one(talk, text, finding, desk, now)


def _one(  # noqa: PLR0911 - a line a reading
    talk: Conversation, text: str, finding: Finding, desk: Desk, now: datetime
) -> Step:
    spot = named_spot(talk, text, finding, desk)
    lean = Lean(NEAREST, About(spot=spot)) if spot else leaning(talk, text, finding, desk, now)
    if lean is not None:
        return _given(talk, lean, desk, now)
    tag = _language(text, finding, desk)
    there = Cue.LANGUAGES in desk.cues.within(text) and talk.place and _could_lean(talk, now)
    if tag is not None and tag == talk.language and there:
        # Who is answered in a language and names it asks whether it is spoken there.
        return moves.entry(talk, talk.topic or NEAREST, desk, now, About(aspect=Aspect.LANGUAGES, place=talk.place))
    if tag is not None:
        return moves.speak(talk, tag, desk, now)
    whose = adrift(text, finding, desk)
    match finding:
        case Found() if not whose:
            return _given(talk, Lean(finding.entry, _about(finding, text, desk)), desk, now)
        case Unsure() | Nothing() if talk.asked is Asked.ERASE:
            return moves.entry(talk, moves.ERASE, desk, now)
        case Unsure() if talk.asked is Asked.WHERE and bare(text) and not whose:
            return moves.missed(talk, desk, now)
        case Unsure() if (place := of_a_named_place(text, finding, desk)) is not None:
            return _given(talk, place, desk, now)
        case Unsure() | Nothing():
            return _unsure(talk, text, whose, finding, desk, now)
        case Found():
            return moves.offer(talk, whose, desk, now)
        case unknown:
            assert_never(unknown)


def _unsure(  # noqa: PLR0913, PLR0917 - what was heard, and what to make of it
    talk: Conversation, text: str, whose: tuple[Candidate, ...], finding: Unsure | Nothing, desk: Desk, now: datetime
) -> Step:
    """Offer what may be meant; who complains or asks who reads this is heard without a finder's help."""
    heard = _heard(text, desk)
    if heard is not None and not whose:
        return moves.entry(talk, heard, desk, now)
    likely = (*whose, *(finding.candidates if isinstance(finding, Unsure) else ()))
    return moves.offer(talk, likely, desk, now) if likely else moves.missed(talk, desk, now)


def _heard(text: str, desk: Desk) -> str | None:
    if desk.cues.says(text, Cue.HELLO):
        return _HELLO
    if desk.cues.holds(text, Cue.READERS):
        return _PRIVACY
    return _COMPLAINT if desk.cues.holds(text, Cue.ANGRY) else None


def _language(text: str, finding: Finding, desk: Desk) -> str | None:
    """Give the language that is wished for.

    Who only mentions a language ("my papers are in Russian") is asked which to write in, not taken to it.
    """
    own = isinstance(finding, Found) and (finding.entry == _EASY or not finding.entry.startswith(_SMALL_TALK))
    if not own and (tag := desk.cues.wished(text)) is not None:
        return tag
    sure = isinstance(finding, Found) and finding.entry == moves.LANGUAGE and finding.candidates[0].score >= _WISHED
    return desk.cues.language_in(text) if sure else None


def _about(found: Found, text: str, desk: Desk) -> About:
    return About(spot=spot_in(text, desk)) if found.entry == NEAREST else NO_MORE


def _given(talk: Conversation, lean: Lean, desk: Desk, now: datetime) -> Step:
    return moves.entry(talk, lean.entry, desk, now, lean.about)


def _several(  # noqa: PLR0913, PLR0917 - a text, its finding, and how many questions more
    talk: Conversation, text: str, finding: Finding, desk: Desk, now: datetime, most: int = _MOST
) -> Step | None:
    """Answer two questions in the order in which they were asked; None where the text asks only one.

    Where that is not sure, the text is answered as one, and the other question offered.
    """
    alarming = isinstance(finding, Found) and finding.entry.startswith(moves.SAFETY)
    if by_heart(finding) or alarming or not _few(text, _LONG_WORDS, _LONG_LETTERS):
        return None
    doubtful = None
    for left, right, ends in halves(text, desk.cues.joints.get(_written_in(talk, text, desk), ())):
        if not _may_both_ask(left, right, desk, ends=ends):
            continue
        first = _asked(talk, left, desk, now)
        if first is None:
            continue
        one = _given(talk, first, desk, now)
        second = _asked(one.conversation, right, desk, now)
        if second is None or not _apart(first, second, desk):
            continue
        leans, alone = second.about.place is not None, first.about.place is None and desk.cues.asks_only(left)
        if alone or (leans and not desk.cues.asks(left)):
            continue  # "Naka lounge, I need the address" and "the address of the Naka lounge" ask one thing
        if _both_meant((first, second), (left, right), finding, desk):
            rest = desk.knowledge.find(right, talk.language)
            more = _several(one.conversation, right, rest, desk, now, most - 1) if most > 2 else None  # noqa: PLR2004
            return _behind(one, more or _given(one.conversation, second, desk, now))
        doubtful = doubtful or (first, second)
    return _one_and_offer(talk, doubtful, finding, desk, now) if doubtful else None


def _behind(one: Step, two: Step) -> Step:
    """Put one answer behind another; what may be tapped stands under the last."""
    said = tuple(replace(reply, choices=()) for reply in one.replies)
    asked = one.conversation.asked if two.conversation.asked is Asked.NOTHING else two.conversation.asked
    return Step(replace(two.conversation, asked=asked), (*said, *two.replies), (*one.events, *two.events))


def _one_and_offer(
    talk: Conversation, pair: tuple[Lean, Lean], finding: Finding, desk: Desk, now: datetime
) -> Step | None:
    """Answer the one that the whole text asks for, and offer the other first among what may be asked next."""
    names = [lean.entry for lean in pair]
    if isinstance(finding, Unsure):
        others = tuple(each for each in finding.candidates if each.entry not in names)
        return moves.offer(talk, (*(Candidate(name, 1.0) for name in names), *others), desk, now)
    if not isinstance(finding, Found) or finding.entry not in names or names[0] == names[1]:
        return None
    given = next(lean for lean in pair if lean.entry == finding.entry)
    other = next(lean for lean in pair if lean is not given)
    return _offering(_given(talk, given, desk, now), other.entry, desk, now)


def _offering(step: Step, name: str, desk: Desk, now: datetime) -> Step:
    reply = step.replies[0]
    answer = desk.knowledge.answer(name, reply.language, now, NO_MORE)
    if answer is None or any(choice.data == f"entry:{name}" for choice in reply.choices):
        return step
    choices = (Choice(f"entry:{name}", answer.title), *reply.choices)
    return replace(
        step,
        conversation=replace(step.conversation, offered=choices),
        replies=(replace(reply, choices=choices), *step.replies[1:]),
    )


def _asked(talk: Conversation, text: str, desk: Desk, now: datetime) -> Lean | None:
    """Give what half a message asks for, if that is sure, and no small talk and no alarm."""
    finding = desk.knowledge.find(text, talk.language)
    spot = named_spot(talk, text, finding, desk)
    lean = Lean(NEAREST, About(spot=spot)) if spot else leaning(talk, text, finding, desk, now)
    if lean is not None:
        return lean
    if not isinstance(finding, Found) or finding.entry.startswith((_SMALL_TALK, moves.SAFETY)):
        return None
    return Lean(finding.entry, _about(finding, text, desk))


def _apart(first: Lean, second: Lean, desk: Desk) -> bool:
    """Say whether two answers are about different things, and not a place and its own telephone."""
    here, there = _ward(first, desk), _ward(second, desk)
    if here is not None and there is not None:
        return here != there
    if first.entry != second.entry:
        return True
    return first.about != second.about and NO_MORE not in {first.about, second.about}


def _both_meant(pair: tuple[Lean, Lean], said: tuple[str, str], finding: Finding, desk: Desk) -> bool:
    """Say whether two questions are surely two: both are asked in words, or the whole text thinks of both."""
    (first, second), (left, right) = pair, said
    if NO_MORE not in {first.about, second.about} or (_of_a_place(first) and _of_a_place(second)):
        return True
    if desk.cues.asks(left) and desk.cues.asks(right):
        return True
    if not desk.cues.asks(left) and not _few(right, _KEYWORDS, _KEY_LETTERS):
        return False  # "I lost my job, where do I pay taxes?" asks one thing
    thought = {candidate.entry for candidate in finding.candidates}
    return {first.entry, second.entry} <= thought


def _ward(lean: Lean, desk: Desk) -> str | None:
    """Give the ward that an answer is about as a whole; None for one thing about a place, and for other topics."""
    if lean.about.spot is not None:
        return lean.about.spot.ward
    place = lean.entry.removeprefix("place-")
    return ward_of(place, desk) if place != lean.entry and lean.about == NO_MORE else None


def _of_a_place(lean: Lean) -> bool:
    return lean.entry.startswith("place-") or lean.about.spot is not None


def _may_both_ask(left: str, right: str, desk: Desk, *, ends: bool) -> bool:
    """Say whether both halves of a message may ask, in words or by a word or two.

    Where the first does not surely end a question, both have to ask in words.
    """
    if not ends:
        return desk.cues.asks(left, firmly=True) and desk.cues.asks(right)
    return all(desk.cues.asks(half) or _few(half, _KEYWORDS, _KEY_LETTERS) for half in (left, right))


def _few(text: str, words: int, letters: int) -> bool:
    return len(text) <= letters if unspaced(text) else len(text.split()) <= words


def _written_in(talk: Conversation, text: str, desk: Desk) -> str:
    return desk.knowledge.language(text, talk.language).language


def _after_greeting(talk: Conversation, text: str, finding: Finding, desk: Desk, now: datetime) -> str | None:
    """Give the question that stands behind thanks or a greeting; None where the text is one of its own."""
    if isinstance(finding, Found) and not finding.entry.startswith(_SMALL_TALK) and not _could_lean(talk, now):
        return None
    if by_heart(finding):
        return None
    for left, right, _ in halves(text, desk.cues.joints.get(_written_in(talk, text, desk), ())):
        if not (_few(left, _GREETED_WORDS, _GREETED_LETTERS) and desk.cues.opens(left, Cue.GREETING)):
            continue
        found = desk.knowledge.find(right, talk.language)
        leans = leaning(talk, right, found, desk, now) is not None
        asks = isinstance(found, Found) and not found.entry.startswith((_SMALL_TALK, moves.SAFETY))
        if leans or (asks and not (isinstance(finding, Found) and not finding.entry.startswith(_SMALL_TALK))):
            return right
        if isinstance(found, Unsure) and not isinstance(finding, Found) and desk.cues.asks(right):
            return right
    return None


def _could_lean(talk: Conversation, now: datetime) -> bool:
    return talk.topic is not None and recent(talk, now)
