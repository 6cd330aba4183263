"""A translated message and its original: shown at a tap, in every state, and nothing else happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import original
from bot.case import Claim
from bot.message import Tap, Text
from bot.reply import Kind, Paragraph, Translated
from tests.bot.office import EVENING
from tests.bot.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = Translated("Підійдіть до вікна 3.", "3番の窓口へ来てください。", "ja")
STATES: dict[str, Callable[[], Window]] = {
    "queued": lambda: Window().queued(),
    "callback": lambda: Window(EVENING).queued(),
    "assigned": lambda: Window().queued().staff(Claim("olena", "Olena")),
    "waiting-user": lambda: Window().answered(),
}


def test_a_name_tells_one_translation_from_another_and_no_words() -> None:
    others = (Translated("", SAID.original, "ja"), Translated(SAID.text, "", "ja"), Translated(*("a", "b", "en")))
    names = {original.name(each) for each in (SAID, *others)}
    assert len(names) == 4
    assert original.name(Translated(SAID.text, SAID.original, "ja")) == original.name(SAID)


@pytest.mark.parametrize("words", ["a", "か" * 9000, "\ud83d", "\0", "" * 3])
def test_what_a_button_sends_is_short_and_plain(words: str) -> None:
    data = original.data(Translated(words, words, "ja"))
    assert data.isascii()
    assert data.isprintable()
    assert len(data) <= 60
    assert original.wanted(Tap(data)) == original.name(Translated(words, words, "ja"))


@pytest.mark.parametrize("content", [Tap("entry:life-garbage"), Tap("originals"), Text("original:abc"), Tap("")])
def test_nothing_else_asks_for_an_original(content: Tap | Text) -> None:
    assert original.wanted(content) is None


@pytest.mark.parametrize("state", STATES)
def test_while_people_have_the_talk_the_original_is_shown_and_nobody_is_called(state: str) -> None:
    window = STATES[state]()
    before = window.talk
    step = original.shown(before, SAID, window.work.desk)
    assert step.conversation == before
    assert step.events == ()
    [reply] = step.replies
    assert reply.kind is Kind.NOTICE
    assert [part.text for part in reply.parts if isinstance(part, Paragraph)] == ["(case_original)", SAID.original]


def test_what_is_kept_no_more_is_said_so() -> None:
    window = Window().answered()
    window.says(Tap(original.data(SAID)))
    assert window.heard == "(case_original_gone)"
    assert window.events == ()
