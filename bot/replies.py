"""The replies of the dialog, built from phrases and from what the library knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.choosing import NONE, numbered
from bot.conversation import Asked
from bot.entry import NO_MORE, Action, Candidate
from bot.reply import Choice, Kind, Paragraph, Phone, PlaceCard, Reply, Source

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.entry import About
    from bot.step import Step

EASY = Action.EASY_JAPANESE
OFFERED = 3
KEPT_BY_OTHERS = frozenset({"line", "telegram"})
"""Channels whose app keeps the talk on the person's telephone, whatever we do."""
_HARDLY = 0.02  # a title less likely than this only makes the choice harder
_HUMAN = "talk-human"
_OWN_LIFE = ("life-", "ukraine-", "consultation-")


def language_of(talk: Conversation) -> str:
    """Give the language to answer in."""
    return talk.language or "en"


def say(
    desk: Desk,
    talk: Conversation,
    key: str,
    *,
    choices: tuple[Choice, ...] = (),
    entry: str | None = None,
    **slots: str,
) -> Reply:
    """Make a notice of one fixed sentence."""
    language = language_of(talk)
    return Reply(Kind.NOTICE, language, (Paragraph(desk.phrases.say(key, language, **slots)),), choices, entry)


def greeting(desk: Desk, talk: Conversation) -> Reply:
    """Say hello, what we know, and offer the languages; who comes back has heard it before."""
    language = language_of(talk)
    hello = ("hello_again",) if talk.greeted else ("hello", "what_we_know")
    parts = tuple(Paragraph(desk.phrases.say(key, language)) for key in (*hello, "choose_language"))
    return Reply(Kind.NOTICE, language, parts, languages(desk), "talk-hello")


def at_place(desk: Desk, talk: Conversation, card: Reply) -> Reply:
    """Greet somebody who scanned the code that hangs in a place; ``card`` is what is said about it."""
    language = language_of(talk)
    name = next((part.name for part in card.parts if isinstance(part, PlaceCard)), "")
    said = desk.phrases.say("greeting_place", language, place=name) if name else desk.phrases.say("hello", language)
    return Reply(Kind.NOTICE, language, (Paragraph(said),), entry="talk-hello")


def languages(desk: Desk) -> tuple[Choice, ...]:
    """Offer every language by its own name."""
    return tuple(Choice(f"lang:{language.tag}", language.name) for language in desk.phrases.languages)


def changed(desk: Desk, talk: Conversation) -> Reply:
    """Confirm a new language, in that language."""
    name = desk.phrases.language(language_of(talk)).name
    key_words = desk.phrases.say("language_changed", language_of(talk), language=name)
    return Reply(Kind.NOTICE, language_of(talk), (Paragraph(key_words),), entry="talk-language")


def in_which_language(desk: Desk, step: Step, before: str | None, *, followed: bool) -> Step:
    """Say before an answer that we went over to the person's language, or that we do not write it.

    ``before`` is the one we did not write in the last turn: what was said then is not said again.
    """
    reply, talk = step.replies[0], step.conversation
    outside = talk.outside if talk.outside != before else None
    if reply.kind is Kind.EMERGENCY or reply.entry == "talk-language" or not (followed or outside):
        return step
    key, name = ("language_outside", outside) if outside else ("language_followed", "")
    said = desk.phrases.say(key, language_of(talk), language=name or desk.phrases.language(language_of(talk)).name)
    return replace(step, replies=(replace(reply, parts=(Paragraph(said), *reply.parts)), *step.replies[1:]))


def entry(
    desk: Desk, talk: Conversation, entry_id: str, now: datetime, about: About
) -> tuple[Reply | None, Action | None, str | None]:
    """Give an entry's reply, its action and the place it is about; no reply for an unknown id."""
    language = "ja-easy" if entry_id == "talk-easy-japanese" else language_of(talk)
    answer = desk.knowledge.answer(entry_id, language, now, about)
    if answer is None:
        return None, None, None
    asks_where = answer.action is Action.LOUNGE_NEAREST and about.spot is None and about.place is None
    choices = answer.related
    greets = answer.action is Action.HELLO and not talk.chosen
    if greets or answer.action is Action.LANGUAGE_CHOOSER:
        choices = languages(desk)
    elif answer.action is Action.ERASE:
        choices = (
            Choice("erase:yes", desk.phrases.say("erase_yes", language)),
            Choice("erase:no", desk.phrases.say("erase_no", language)),
        )
    elif not entry_id.startswith("talk-"):
        choices = (*choices, *_somebody(desk, language, entry_id), *thumbs(desk, language, entry_id))
    reply = Reply(Kind.ANSWER, language, answer.parts, choices, entry_id, asks_location=asks_where)
    return reply, answer.action, answer.place


def question_of(action: Action | None, about: About) -> Asked:
    """Say what an entry's answer asks the person."""
    if action is Action.ERASE:
        return Asked.ERASE
    asks_where = action is Action.LOUNGE_NEAREST and about.spot is None and about.place is None
    return Asked.WHERE if asks_where else Asked.NOTHING


def _somebody(desk: Desk, language: str, entry_id: str) -> tuple[Choice, ...]:
    """Offer a counselor beside answers about somebody's own life. A mere "ok" to such an answer does not take it."""
    if desk.office is None or not entry_id.startswith(_OWN_LIFE):
        return ()
    return (Choice("human", desk.phrases.say("talk_to_a_person", language)),)


def thumbs(desk: Desk, language: str, entry_id: str) -> tuple[Choice, ...]:
    """Offer to say whether an answer helped."""
    return (
        Choice(f"rate:up:{entry_id}", desk.phrases.say("helpful", language)),
        Choice(f"rate:down:{entry_id}", desk.phrases.say("not_helpful", language)),
    )


def offer(desk: Desk, talk: Conversation, candidates: tuple[Candidate, ...], now: datetime) -> Reply:
    """Offer up to three titles and "none of these"."""
    language = language_of(talk)
    likely = (each.entry for each in candidates if each is candidates[0] or not 0 < each.score < _HARDLY)
    names = tuple(dict.fromkeys(likely))[:OFFERED]
    titles = ((name, desk.knowledge.answer(name, language, now, NO_MORE)) for name in names)
    choices = [Choice(f"entry:{name}", answer.title) for name, answer in titles if answer is not None]
    choices.append(Choice("none", desk.phrases.say("none_of_these", language)))
    return Reply(Kind.OFFER, language, (Paragraph(desk.phrases.say("did_you_mean", language)),), tuple(choices))


def offered_entries(talk: Conversation) -> tuple[Candidate, ...]:
    """Give what stands offered after "did you mean", or nothing when nothing does."""
    if all(choice.data != NONE for choice in talk.offered):
        return ()
    verbs = (choice.data.partition(":") for choice in talk.offered)
    return tuple(Candidate(rest, 0.0) for verb, _, rest in verbs if verb == "entry")


def choose_again(desk: Desk, talk: Conversation) -> Reply:
    """Answer a number that nothing carries: show what may be chosen, if anything may."""
    rows = numbered(talk.offered)
    return say(desk, talk, "which_one", choices=talk.offered) if rows else say(desk, talk, "expired_choice")


def person_choice(desk: Desk, talk: Conversation) -> tuple[Choice, ...]:
    """Offer a person."""
    return (Choice("person", desk.phrases.say("talk_to_a_person", language_of(talk))),)


def desk_instead(desk: Desk, talk: Conversation, now: datetime) -> Reply:
    """After the second miss: the desk that can help, with phone and hours, and a person."""
    language = language_of(talk)
    answer = desk.knowledge.answer(_HUMAN, language, now, NO_MORE)
    parts = answer.parts if answer is not None else (Phone(desk.helpline, ""),)
    closed = any(isinstance(part, PlaceCard) and part.open_now is False for part in parts)
    said = desk.phrases.say("not_found_closed" if closed else "not_found", language)
    rest = tuple(part for part in parts if not isinstance(part, Paragraph))
    return Reply(Kind.NOTICE, language, (Paragraph(said), *rest), person_choice(desk, talk))


def related(desk: Desk, talk: Conversation, now: datetime) -> Reply:
    """Offer what belongs to the last topic."""
    answer = desk.knowledge.answer(talk.topic, language_of(talk), now, NO_MORE) if talk.topic else None
    if answer is None or not answer.related:
        return say(desk, talk, "nothing_more")
    return say(desk, talk, "more_questions", choices=answer.related)


def trouble(desk: Desk, talk: Conversation) -> Reply:
    """Apologise for our own fault, and say whom to call."""
    return say(desk, talk, "trouble", tel=desk.helpline)


def emergency(desk: Desk, talk: Conversation, topic: str, now: datetime) -> Reply:
    """Give the card of an emergency: numbers first, what to say in Japanese, then the offer of a person."""
    language = language_of(talk)
    answer = desk.knowledge.answer(topic, language, now, NO_MORE)
    parts = answer.parts if answer is not None else (Phone(desk.helpline, ""),)
    numbers = [part for part in parts if isinstance(part, Phone)]
    # A desk's further numbers (for telephones that cannot dial the first) stand below what to do.
    calls = tuple({part.label: part for part in reversed(numbers)}.values())[::-1]
    further = tuple(part for part in numbers if part not in calls)
    # "Call and ask whether this has changed" is no advice for somebody in danger; the dates stay.
    sources = tuple(part for part in parts if isinstance(part, Source) and (part.url or not part.old))
    others = tuple(part for part in parts if not isinstance(part, Phone | Source))
    # Who talks with a counselor has a person already.
    keys = ["case_emergency_meanwhile"] if talk.case and talk.silent else [] if talk.silent else ["emergency_then"]
    # Only a page of ours can be emptied; a chat on somebody's telephone keeps what it shows.
    keys += ["clear_screen"] if topic == "safety-violence" and talk.channel not in KEPT_BY_OTHERS else []
    after = tuple(Paragraph(desk.phrases.say(key, language)) for key in keys)
    yes_no = (
        Choice("person", desk.phrases.say("yes", language)),
        Choice("no", desk.phrases.say("no", language)),
    )
    ordered = (*calls, *others, *further, *after, *sources)
    return Reply(Kind.EMERGENCY, language, ordered, () if talk.silent else yes_no, topic)
