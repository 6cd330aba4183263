"""Rules about phrasings that stand in two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.check.finding import Note, Severity
from knowledge.check.passage import Part
from knowledge.check.rule import rule
from knowledge.finder.normalise import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.passage import Passage
    from knowledge.check.shelf import Shelf


@rule("two-owners")
def two_owners(shelf: Shelf) -> Iterator[Note]:
    """Find the same phrasing under two entries: nobody can say which of them is meant."""
    first: dict[str, Passage] = {}
    for passage in _phrasings(shelf):
        owner = first.setdefault(same(passage.text), passage)
        if owner.owner != passage.owner:
            where = f"“{owner.owner}” ({owner.language})"
            yield passage.note(f"“{passage.text}” stands under {where} too. Keep it in one of them.")


@rule("said-twice", Severity.WARNING)
def said_twice(shelf: Shelf) -> Iterator[Note]:
    """Find the same phrasing twice in one file."""
    seen: set[tuple[object, str]] = set()
    for passage in _phrasings(shelf):
        if passage.part is Part.ASKED:
            key = (passage.path, same(passage.text))
            if key in seen:
                yield passage.note(f"“{passage.text}” stands here twice. Write another phrasing instead.")
            seen.add(key)


@rule("exam-phrasing")
def exam_phrasing(shelf: Shelf) -> Iterator[Note]:
    """Find a phrasing that is a message of the exam: what is measured must not be taught."""
    exam = {same(text) for text in shelf.questions}
    for passage in _phrasings(shelf):
        if passage.part is Part.ASKED and same(passage.text) in exam:
            yield passage.note(f"“{passage.text}” is a message of tests/questions. Write it differently.")
    for document in shelf.negatives:
        for number, text in enumerate(document.strings("messages")):
            if same(text) and same(text) in exam:
                message = f"“{text}” is a message of tests/questions. Write another one."
                yield document.note(message, "messages", str(number))


@rule("finds-another")
def finds_another(shelf: Shelf) -> Iterator[Note]:
    """Find a phrasing or title that the finder takes for another entry."""
    if shelf.predictions is not None:
        from knowledge.check.rivals import Predicted, rivals_of  # noqa: PLC0415 - needs nothing else here

        yield from rivals_of(_phrasings(shelf), Predicted(shelf.predictions))


def _phrasings(shelf: Shelf) -> Iterator[Passage]:
    return (passage for passage in shelf.passages if passage.part in {Part.TITLE, Part.ASKED} and same(passage.text))


RULES = (two_owners, said_twice, exam_phrasing, finds_another)
