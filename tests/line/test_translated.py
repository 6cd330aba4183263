"""What a machine translated, on LINE: the words and the label as text, the original at a button that stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.line.messages import MESSAGES
from adapters.line.limits import LABEL, units
from adapters.line.render import objects
from bot import original
from bot.reply import Kind, Reply, Translated
from tests.line.cards import kinds
from tests.line.people import PHRASES, TAGS, reply
from tests.line.rules import problems

if TYPE_CHECKING:
    from adapters.emulators.line.checks import Violation

pytestmark = pytest.mark.anyio

SAID = Translated("Підійдіть до вікна 3.", "3番の窓口へ来てください。", "ja")


def words(*parts: Any, language: str = "uk", **more: Any) -> Reply:
    return Reply(Kind.PERSON, language, parts, sender="Sato", **more)


def taken(found: list[dict[str, Any]]) -> list[Violation]:
    refused: list[Violation] = []
    MESSAGES(found, "messages", refused)
    return refused


def actions(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each["contents"]["body"]["contents"][0]["action"] for each in found if each["type"] == "flex"]


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
