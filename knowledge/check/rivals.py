"""Rivals: a phrasing of one entry that finds another one for sure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from bot.entry import Found, Nothing
from knowledge.check.finding import Finding, Note
from knowledge.check.passage import Part
from knowledge.check.shelf import open_shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.entry import Finding as Prediction
    from knowledge.check.passage import Passage
    from knowledge.library import Library

NAME = "finds-another"


class Finds(Protocol):
    """Whatever finds the entry that a text asks for."""

    def find(self, text: str) -> Prediction:
        """Give what a text asks for."""
        ...


class Predicted:
    """A finder that has answered already, perhaps one that had not seen the phrasings."""

    def __init__(self, predictions: Mapping[str, Prediction]) -> None:
        """Take what was found, by text; a text that is not among them finds nothing."""
        self._predictions = predictions

    def find(self, text: str) -> Prediction:
        """Give the ready answer."""
        return self._predictions.get(text, Nothing())


def predict(library: Library, finder: Finds) -> dict[str, Prediction]:
    """Ask a finder for every phrasing and title once."""
    wordings = [wording for entry in library.entries.values() for wording in entry.wordings.values()]
    return {text: finder.find(text) for wording in wordings for text in (wording.title, *wording.asked)}


def rivals(library: Library, finder: Finds) -> list[Finding]:
    """Give an error for every phrasing and title that finds another entry for sure."""
    shelf = open_shelf(library.path, date.min)
    phrasings = (passage for passage in shelf.passages if passage.part in {Part.TITLE, Part.ASKED})
    return [Finding(note.path, note.line, NAME, note.message) for note in rivals_of(phrasings, finder)]


def rivals_of(phrasings: Iterable[Passage], finder: Finds) -> Iterator[Note]:
    """Give a note for every phrasing that belongs to somebody else."""
    for passage in phrasings:
        found = finder.find(passage.text)
        if isinstance(found, Found) and found.entry != passage.owner:
            message = f"“{passage.text}” finds “{found.entry}”. Word it so that it can mean only “{passage.owner}”."
            yield passage.note(message)
