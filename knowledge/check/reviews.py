"""Rules about reviews: who has read a text, and whether it is still the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from knowledge.check.document import Document, open_document
from knowledge.check.finding import Note
from knowledge.check.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.shelf import Shelf

REVIEWED = "reviewed"


@rule("review-without-reader")
def review_without_reader(shelf: Shelf) -> Iterator[Note]:
    """Find a text that says it was reviewed although nobody has read it as it is now."""
    from knowledge.review.ledger import ledger_file, read_ledger, settled  # noqa: PLC0415 - they look at us
    from knowledge.review.pieces import pieces  # noqa: PLC0415

    said: dict[str, set[str]] = {}
    for document in _documents(shelf):
        if document.text("by") == REVIEWED:
            said.setdefault(document.path.stem, set()).add(document.path.relative_to(shelf.path).as_posix())
    for tag, files in sorted(said.items()):
        try:
            ledger = read_ledger(shelf.path, tag)
        except KnowledgeError as error:
            yield Note(ledger_file(shelf.path, tag), 1, f"{error}.")
            continue
        known = [piece for piece in pieces(shelf.path, tag) if piece.file in files]
        for file in sorted(files):
            if not settled((piece for piece in known if piece.file == file), ledger):
                message = "says “reviewed”, but was changed since somebody read it. Write by: machine, or human."
                yield Note(shelf.path / file, 1, message)


def _documents(shelf: Shelf) -> Iterator[Document]:
    """Give every file that says who wrote it."""
    yield from (*shelf.wordings.values(), *shelf.phrases.values(), *shelf.cues)
    for pattern in ("canned/*.yaml", "safety/*/*.yaml"):
        found = (open_document(file) for file in sorted(shelf.path.glob(pattern)))
        yield from (document for document in found if isinstance(document, Document))


RULES = (review_without_reader,)
