"""Rules about words: one thing has one name in a language, wherever it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.check.facts import facts_of
from knowledge.check.passage import Part
from knowledge.check.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.finding import Note
    from knowledge.check.shelf import Shelf


@rule("other-term")
def other_term(shelf: Shelf) -> Iterator[Note]:
    """Find a word that terms.yaml asks not to use, because the library says it differently."""
    terms = _terms(shelf)
    for passage in shelf.passages:
        for say, never in terms.get(passage.language, ()) if passage.part is not Part.ASKED else ():
            for word in never.finditer(passage.bare):
                yield passage.note(f"“{word[0]}”: the library says “{say}”. Say it so here too.", word.start())
    for document, _, key, fact in facts_of(shelf):
        for tag, name in (fact.names or {}).items():
            for say, never in terms.get(tag, ()):
                if never.search(name):
                    message = f"{key} “{name}”: the library says “{say}”. Say it so here too."
                    yield document.note(message, *key.split("."), tag)


def _terms(shelf: Shelf) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Read terms.yaml: for each language what to say, and what never; a star is any ending."""
    document = shelf.lists.get("terms")
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for tag, rows in document.values.items() if document else ():
        for row in rows if isinstance(rows, list) else ():
            never = row.get("never") if isinstance(row, dict) else None
            if isinstance(row, dict) and isinstance(never, list):
                words = [str(word) for word in never]
                found.setdefault(tag, []).append((str(row.get("say", "")), _pattern(words)))
    return found


def _pattern(words: list[str]) -> re.Pattern[str]:
    parts = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


RULES = (other_term,)
