"""Every answer of the library, in every language, as LINE gets it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adapters.line.render import objects
from bot.entry import NO_MORE
from bot.reply import Choice, Kind, Reply
from knowledge.answers import compose
from knowledge.library import Library, load
from tests.line.people import KNOWLEDGE, TAGS
from tests.line.rules import problems

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return load(KNOWLEDGE)


@pytest.mark.parametrize("tag", TAGS)
def test_every_answer_is_one_reply_that_line_takes(library: Library, tag: str) -> None:
    say = library.phrasebook.say
    refused, many = {}, []
    for name, entry in library.entries.items():
        answer = compose(library, entry, tag, NOW, NO_MORE)
        thumbs = (Choice(f"rate:up:{name}", say("helpful", tag)), Choice(f"rate:down:{name}", say("not_helpful", tag)))
        kind = Kind.EMERGENCY if name.startswith("safety-") else Kind.ANSWER
        found = objects([Reply(kind, tag, answer.parts, (*answer.related, *thumbs), name)], library.phrasebook)
        if len(found) > 5:
            many.append(name)
        if wrong := problems(found[:5]):
            refused[name] = wrong
    assert len(library.entries) * len(TAGS) >= 1000
    assert (refused, many) == ({}, [])


@pytest.mark.parametrize("tag", ["uk", "ne", "th"])
def test_an_emergency_card_says_what_its_japanese_means(library: Library, tag: str) -> None:
    answer = compose(library, library.entries["safety-ambulance"], tag, NOW, NO_MORE)
    text, card = objects([Reply(Kind.EMERGENCY, tag, answer.parts, (), "safety-ambulance")], library.phrasebook)[:2]
    fire, ambulance, breathing = (
        library.phrasebook.say(key, tag) for key in ("said_fire", "said_ambulance", "said_not_breathing")
    )
    assert f"{ambulance}\n救急車をお願いします。" in text["text"]
    assert f"{breathing}\n息をしていません。" in text["text"]
    written = [row["text"] for row in card["contents"]["body"]["contents"] if row["type"] == "text"]
    assert written[written.index("救急車をお願いします。") - 1] == ambulance
    assert written[written.index("火事です。") - 1].endswith(fire)


@pytest.mark.parametrize("tag", TAGS)
def test_the_fixed_words_of_buttons_are_short_enough(library: Library, tag: str) -> None:
    languages = tuple(Choice(f"lang:{each.tag}", each.name) for each in library.phrasebook.languages)
    found = objects([Reply(Kind.NOTICE, tag, (), languages, asks_location=True)], library.phrasebook)
    labels = [item["action"]["label"] for item in found[-1]["quickReply"]["items"]]
    assert len(labels) == 13
    assert [label for label in labels[1:] if label.endswith("…")] == []
