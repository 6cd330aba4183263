"""Questions that lean on the last turn: "and the phone?", "on Sunday?", "what about Kohoku?"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from bot.conversation import Asked
from bot.cues import WEEKDAYS, Cue
from bot.entry import NO_MORE, About, Aspect, Candidate, Found, Unsure
from bot.wordlist import fold, unspaced

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.cues import Cues
    from bot.desk import Desk
    from bot.entry import Finding, Spot

CONTEXT = timedelta(minutes=30)
NEAREST = "lounge-nearest"
_THANKS = "talk-thanks"
# What is found for a mere "fax?" or "on Sunday?", and for thanks before a question.
_FOUND_FOR_A_WORD = (_THANKS, "talk-hello", "talk-bye", "talk-complaint", "consultation-", "place-consultation-center")
_JAPAN = timezone(timedelta(hours=9))
_SHORT_WORDS = 7
_SHORT_LETTERS = 24
_PARTICLE = 2  # letters: "а", "は", "y", "et"
_BARE_WORDS = 3
_BARE_LETTERS = 8
_ABOUT_PLACES = ("place-", "lounge-")
_OF_A_PLACE = 0.9  # so sure it is a place that is asked about, though not which of its things
# What may be found for "and the phone?" by itself; anything else is a question of its own.
_LEANS_ANYWAY = ("lounge-", "talk-")
_ASPECTS = {
    Cue.FAX: Aspect.FAX,
    Cue.PHONE: Aspect.PHONE,
    Cue.ADDRESS: Aspect.ADDRESS,
    Cue.LANGUAGES: Aspect.LANGUAGES,
    Cue.HOURS: Aspect.HOURS,
}
# What is asked about the price of a place, of a class.
_COSTS = {"place-": "lounge-cost", "lounge-": "lounge-cost", "japanese-": "japanese-cost"}
_WHOSE_FEE = ("lounge-cost", "japanese-cost")
# Where to look when nobody knows whose telephone, hours … are meant.
_WHOSE = {
    Aspect.PHONE: ("consultation-contact", "lounge-list"),
    Aspect.FAX: ("consultation-contact", "lounge-list"),
    Aspect.ADDRESS: ("place-consultation-center", NEAREST),
    Aspect.LANGUAGES: ("lounge-languages", "consultation-languages"),
    Aspect.HOURS: ("lounge-hours", "consultation-contact"),
}


@dataclass(frozen=True, slots=True)
class Lean:
    """What a leaning question asks: this entry, about this."""

    entry: str
    about: About


def leaning(  # noqa: PLR0911 - a line a reading
    talk: Conversation, text: str, finding: Finding, desk: Desk, now: datetime
) -> Lean | None:
    """Read a short text in the light of the last turn; None when it stands on its own feet.

    A text that names a place by itself, or that is long, is never bent to the old topic.
    """
    if not recent(talk, now) or talk.topic is None or not short(text):
        return None
    spot = spot_in(text, desk)
    small_talk = spot is not None and isinstance(finding, Found) and finding.entry.startswith("talk-")
    alone = desk.cues.asks_only(text) and not by_heart(finding)
    if not small_talk and not alone and _stands(talk.topic, text, finding, desk.cues):
        return None
    if spot is not None:
        return Lean(NEAREST, About(spot=spot)) if talk.topic.startswith(_ABOUT_PLACES) else None
    if talk.place is None:
        return None
    cues = desk.cues.within(text)
    day = _weekday(cues, now)
    if day is not None:
        return Lean(talk.topic, About(weekday=day, place=talk.place))
    aspect = _aspect(cues)
    if aspect is not None:
        return Lean(talk.topic, About(aspect=aspect, place=talk.place))
    cost = next((entry for about, entry in _COSTS.items() if talk.topic.startswith(about)), None)
    priced = Cue.FEE in cues and cost is not None and not desk.cues.telling(text)
    return Lean(cost, NO_MORE) if priced and cost else None


def adrift(text: str, finding: Finding, desk: Desk) -> tuple[Candidate, ...]:
    """Give what may be meant by "and the phone?" when there is nothing to lean on, likeliest first.

    A finder hears something of its own in "what is the number?": it counts only where the library knows
    these very words.
    """
    alone = desk.cues.asks_only(text)
    if (isinstance(finding, Found) and (not alone or by_heart(finding))) or not (alone or bare(text)):
        return ()
    if spot_in(text, desk):
        return ()
    said = desk.cues.within(text)
    aspect = _aspect(said) or (Aspect.HOURS if not said.isdisjoint(WEEKDAYS) else None)
    names = _WHOSE[aspect] if aspect else _WHOSE_FEE if Cue.FEE in said else ()
    if isinstance(finding, Found) and finding.entry in names:
        return ()
    return tuple(Candidate(entry, 0.0) for entry in names)


def named_spot(talk: Conversation, text: str, finding: Finding, desk: Desk) -> Spot | None:
    """Give the spot that a text names, if it asks what is near, answers "where are you?" or is only a name."""
    asked = talk.asked is Asked.WHERE and short(text)
    match finding:
        case Found():
            wanted = (asked or bare(text)) and _gives_way(finding, text, asked=asked)
        case Unsure((Candidate(entry), *_)) if not asked:
            wanted = entry == NEAREST or (bare(text) and not entry.startswith("place-"))
        case _:
            wanted = asked or bare(text)
    return spot_in(text, desk) if wanted else None


def spot_in(text: str, desk: Desk) -> Spot | None:
    """Give the spot that a text names; in a short one, whatever small words stand around the name."""
    spot = desk.knowledge.spot(text)
    return desk.knowledge.spot(desk.cues.core(text)) if spot is None and short(text) else spot


def ward_of(place: str | None, desk: Desk) -> str | None:
    """Give the ward of a place, by its id: the lounges are called after their wards."""
    spot = desk.knowledge.spot(f"{place}-ku") if place else None
    return spot.ward if spot else None


def of_a_named_place(text: str, finding: Unsure, desk: Desk) -> Lean | None:
    """Give the one thing that is asked of a place which the text names: "is Tsurumi open now?"."""
    aspect = _aspect(desk.cues.within(text))
    near = [each for each in finding.candidates[:2] if each.entry.startswith(_ABOUT_PLACES)]
    place = next((each.entry for each in near if each.entry.startswith("place-")), None)
    sure = sum(each.score for each in near) >= _OF_A_PLACE
    if aspect is None or place is None or not sure or desk.knowledge.spot(text) is None:
        return None
    return Lean(place, About(aspect=aspect))


def _gives_way(found: Found, text: str, *, asked: bool) -> bool:
    """Say whether a finding is less likely meant than the place named in a text.

    Emergencies by rule were answered before; "Tsunashima" only looks like "tsunami" to a finder.
    """
    if found.entry.startswith("safety-"):
        return len(text.split()) == 1
    return asked and not stranger(found)


def recent(talk: Conversation, now: datetime) -> bool:
    """Say whether the last answer still stands before the person's eyes."""
    return talk.answered is not None and now - talk.answered <= CONTEXT


def short(text: str) -> bool:
    """Say whether a text is short enough to need its context (unspaced scripts by letters)."""
    return _within(text, _SHORT_WORDS, _SHORT_LETTERS)


def bare(text: str) -> bool:
    """Say whether a text is hardly more than one small word."""
    return _within(fold(text), _BARE_WORDS, _BARE_LETTERS)


def by_heart(finding: Finding) -> bool:
    """Say whether the library knows a text word by word: then nothing else was thought of."""
    return isinstance(finding, Found) and len(finding.candidates) == 1


def stranger(finding: Finding) -> bool:
    """Say whether a text surely asks for something else than a place or its hours."""
    return isinstance(finding, Found) and not finding.entry.startswith((*_ABOUT_PLACES, *_LEANS_ANYWAY))


def _stands(topic: str, text: str, finding: Finding, cues: Cues) -> bool:
    """Say whether a text means its own finding, whatever was talked about before."""
    likeliest = finding.candidates[0].entry if finding.candidates else topic
    asks = likeliest.startswith(_FOUND_FOR_A_WORD) and _asks_of_a_place(cues.within(text))
    if likeliest == topic or (asks and (likeliest == _THANKS or not cues.telling(text))):
        return False
    if isinstance(finding, Found):
        if likeliest.startswith("place-"):
            return True
        if stranger(finding) or not topic.startswith(_ABOUT_PLACES):
            small = likeliest.startswith("consultation-") and bare(text)
            return not small and len(cues.rest(text)) > _PARTICLE
    own = likeliest.startswith(_LEANS_ANYWAY) or not topic.startswith(_ABOUT_PLACES)
    return own and cues.telling(text)


def _asks_of_a_place(cues: frozenset[Cue]) -> bool:
    """Say whether a text holds a word that every place has an answer to, as "and the fax?" does."""
    return _aspect(cues) is not None or not cues.isdisjoint(WEEKDAYS)


def _within(text: str, most_words: int, most_letters: int) -> bool:
    words = text.split()
    return sum(map(len, words)) <= most_letters if unspaced(text) else len(words) <= most_words


def _aspect(cues: frozenset[Cue]) -> Aspect | None:
    return next((aspect for cue, aspect in _ASPECTS.items() if cue in cues), None)


def _weekday(cues: frozenset[Cue], now: datetime) -> int | None:
    for number, cue in enumerate(WEEKDAYS):
        if cue in cues:
            return number
    today = now.astimezone(_JAPAN).weekday()
    if Cue.TODAY in cues:
        return today
    return (today + 1) % 7 if Cue.TOMORROW in cues else None
