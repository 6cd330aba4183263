"""A rule of the easy Japanese linter: a function that looks at one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.check.finding import Severity
from knowledge.check.passage import Part
from knowledge.check.rule import Rule
from knowledge.check.sentences import easy_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.check.finding import Note
    from knowledge.check.sentences import EasyText
    from knowledge.check.shelf import Shelf

    Look = Callable[[EasyText], Iterator[tuple[int, str]]]

ANY_PART = frozenset({Part.TITLE, Part.BODY, Part.PHRASE})
SENTENCES = frozenset({Part.BODY, Part.PHRASE})


def easy(name: str, severity: Severity = Severity.ERROR, parts: frozenset[Part] = SENTENCES) -> Callable[[Look], Rule]:
    """Make a rule of a function that gives places in one easy Japanese text, and what is wrong there."""

    def named(look: Look) -> Rule:
        def check(shelf: Shelf) -> Iterator[Note]:
            for text in easy_texts(shelf):
                if text.passage.part in parts:
                    for place, message in look(text):
                        yield text.passage.note(message, place)

        return Rule(name, severity, (look.__doc__ or "").partition("\n")[0], check)

    return named
