"""The replies of the dialog, built from phrases and from what the library knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import Asked
from bot.entry import NO_MORE, Action
from bot.reply import Choice, Kind, Paragraph, Phone, Reply

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.entry import About, Candidate
    from bot.step import Step

EASY = Action.EASY_JAPANESE
OFFERED = 3


def language_of(talk: Conversation) -> str:
    """Give the language to answer in."""
    return talk.language or "en"


def say(  # noqa: PLR0913 - a sentence, its slots, and what hangs on it
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
    """Say hello, what we know, and offer the languages."""
    language = language_of(talk)
    text = "\n\n".join(desk.phrases.say(key, language) for key in ("hello", "what_we_know", "choose_language"))
    return Reply(Kind.NOTICE, language, (Paragraph(text),), languages(desk), "talk-hello")


def languages(desk: Desk) -> tuple[Choice, ...]:
    """Offer every language by its own name."""
    return tuple(Choice(f"lang:{language.tag}", language.name) for language in desk.phrases.languages)


def changed(desk: Desk, talk: Conversation) -> Reply:
    """Confirm a new language, in that language."""
    name = desk.phrases.language(language_of(talk)).name
    key_words = desk.phrases.say("language_changed", language_of(talk), language=name)
    return Reply(Kind.NOTICE, language_of(talk), (Paragraph(key_words),), entry="talk-language")


def cleared(desk: Desk, talk: Conversation) -> Reply:
    """Make the screen look empty and harmless."""
    return say(desk, talk, "cleared", entry="cleared")


def prefixed(desk: Desk, step: Step, key: str) -> Reply:
    """Put a sentence about the language before the first reply of a step."""
    reply = step.replies[0]
    name = desk.phrases.language(reply.language).name if desk.phrases.knows(reply.language) else reply.language
    talk_language = step.conversation.language or reply.language
    said = desk.phrases.say(key, talk_language, language=desk.phrases.language(talk_language).name or name)
    return replace(reply, parts=(Paragraph(said), *reply.parts))


def entry(
    desk: Desk, talk: Conversation, entry_id: str, now: datetime, about: About
) -> tuple[Reply | None, Action | None, str | None]:
    """Give an entry's reply, its action and the place it is about; no reply for an unknown id."""
    language = "ja-easy" if entry_id == "talk-easy-japanese" else language_of(talk)
    answer = desk.knowledge.answer(entry_id, language, now, about)
    if answer is None:
        return None, None, None
    asks_where = answer.action is Action.LOUNGE_NEAREST and about.spot is None
    choices = answer.related
    if answer.action in {Action.LANGUAGE_CHOOSER, Action.HELLO} and not (talk.chosen and answer.action is Action.HELLO):
        choices = languages(desk)
    elif answer.action is Action.ERASE:
        choices = (
            Choice("erase:yes", desk.phrases.say("erase_yes", language)),
            Choice("erase:no", desk.phrases.say("erase_no", language)),
        )
    elif not entry_id.startswith("talk-"):
        choices = (*choices, *thumbs(desk, language, entry_id))
    reply = Reply(Kind.ANSWER, language, answer.parts, choices, entry_id, asks_location=asks_where)
    return reply, answer.action, answer.place


def question_of(action: Action | None, about: About) -> Asked:
    """Say what an entry's answer asks the person."""
    if action is Action.ERASE:
        return Asked.ERASE
    return Asked.WHERE if action is Action.LOUNGE_NEAREST and about.spot is None else Asked.NOTHING


def thumbs(desk: Desk, language: str, entry_id: str) -> tuple[Choice, ...]:
    """Offer to say whether an answer helped."""
    return (
        Choice(f"rate:up:{entry_id}", desk.phrases.say("helpful", language)),
        Choice(f"rate:down:{entry_id}", desk.phrases.say("not_helpful", language)),
    )


def offer(desk: Desk, talk: Conversation, candidates: tuple[Candidate, ...], now: datetime) -> Reply:
    """Offer up to three titles and "none of these"."""
    language = language_of(talk)
    titles = (
        (candidate.entry, desk.knowledge.answer(candidate.entry, language, now, NO_MORE))
        for candidate in candidates[:OFFERED]
    )
    choices = [Choice(f"entry:{name}", answer.title) for name, answer in titles if answer is not None]
    choices.append(Choice("none", desk.phrases.say("none_of_these", language)))
    return Reply(Kind.OFFER, language, (Paragraph(desk.phrases.say("did_you_mean", language)),), tuple(choices))


def person_choice(desk: Desk, talk: Conversation) -> tuple[Choice, ...]:
    """Offer a person."""
    return (Choice("person", desk.phrases.say("talk_to_a_person", language_of(talk))),)


def desk_instead(desk: Desk, talk: Conversation, now: datetime) -> Reply:
    """After the second miss: the desk that can help, with phone and hours, and a person."""
    language = language_of(talk)
    answer = desk.knowledge.answer("talk-human", language, now, NO_MORE)
    rest = answer.parts if answer is not None else ()
    parts = (Paragraph(desk.phrases.say("not_found", language)), *rest)
    return Reply(Kind.NOTICE, language, parts, person_choice(desk, talk))


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
    """The card of an emergency: numbers first, what to say in Japanese, then the offer of a person."""
    language = language_of(talk)
    answer = desk.knowledge.answer(topic, language, now, NO_MORE)
    parts = answer.parts if answer is not None else ()
    calls = tuple(part for part in parts if isinstance(part, Phone))
    others = tuple(part for part in parts if not isinstance(part, Phone))
    after = [Paragraph(desk.phrases.say("emergency_then", language))]
    if topic == "safety-violence":
        after.append(Paragraph(desk.phrases.say("clear_screen", language)))
    choices = (
        Choice("person", desk.phrases.say("yes", language)),
        Choice("no", desk.phrases.say("no", language)),
    )
    return Reply(Kind.EMERGENCY, language, (*others[:1], *calls, *others[1:], *after), choices, topic)
