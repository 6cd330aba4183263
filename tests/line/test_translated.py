"""What a machine translated, on LINE: the words and the label as text, the original at a button that stays."""

from __future__ import annotations

import json

import pytest

from adapters.line.limits import LABEL, units
from adapters.line.render import objects
from bot import original
from bot.reply import Kind, Translated
from tests.line.cards import kinds
from tests.line.people import PHRASES, TAGS, reply
from tests.line.rules import problems
from tests.line.spoken import SAID, actions, taken, words

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("language", TAGS)
@pytest.mark.parametrize("written", ["ja", "en", "ja-easy", "id"])
def test_in_every_language_the_label_is_read_and_the_button_is_whole(language: str, written: str) -> None:
    found = objects([words(Translated("a", "b", written), language=language)], PHRASES)
    assert kinds(found) == ["text", "flex"]
    assert found[0]["text"] == f"a\n\n🌐 {PHRASES.say('case_machine_translated', language)}"
    [action] = actions(found)
    whole = PHRASES.say("case_original", language, language=PHRASES.language(written).name)
    assert action["displayText"] == whole
    assert units(action["label"]) <= LABEL
    assert action["label"] == whole or written in {"ja-easy", "id"}
    assert (problems(found), taken(found)) == ([], [])
    assert {each["sender"]["name"] for each in found} == {"Sato"}


def test_the_original_itself_does_not_lie_at_the_platform_before_it_is_asked_for() -> None:
    found = objects([words(SAID)], PHRASES)
    assert SAID.original not in json.dumps(found, ensure_ascii=False)
    assert actions(found)[0]["data"] == f"v1:{original.data(SAID)}"


def test_the_original_that_was_asked_for_is_the_counters_own_bubble() -> None:
    shown = reply(original.label(SAID, PHRASES, "uk"), SAID.original, language="uk", kind=Kind.NOTICE)
    [found] = objects([shown], PHRASES)
    assert found == {"type": "text", "text": f"Оригінал (日本語)\n\n{SAID.original}"}
