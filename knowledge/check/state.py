"""What is written in which language, and how far it can be trusted: derived, never stored."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.check.finding import Note, Severity
from knowledge.check.rule import rule
from knowledge.library import SOURCE_LANGUAGE, read_wording, source_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.check.shelf import Shelf
    from knowledge.library import Entry, Library

_OF = re.compile(r"^of:.*$", re.MULTILINE)


class State(StrEnum):
    """The state of one entry in one language."""

    MISSING = "missing"
    OUTDATED = "outdated"
    MACHINE = "machine"
    REVIEWED = "reviewed"


def coverage(library: Library) -> dict[str, dict[str, State]]:
    """Give the grid of the library: by entry, by language, how far the wording is."""
    tags = tuple(language.tag for language in library.phrasebook.languages)
    return {name: {tag: state_of(entry, tag) for tag in tags} for name, entry in library.entries.items()}


def state_of(entry: Entry, language: str) -> State:
    """Give the state of one wording. What a person wrote counts as reviewed."""
    wording = entry.wordings.get(language)
    if wording is None:
        return State.MISSING
    source = entry.wordings.get(SOURCE_LANGUAGE)
    if language != SOURCE_LANGUAGE and (source is None or wording.of != source_digest(source)):
        return State.OUTDATED
    return State.MACHINE if wording.by == "machine" else State.REVIEWED


@rule("outdated", Severity.WARNING)
def outdated(shelf: Shelf) -> Iterator[Note]:
    """Find a translation of a Japanese text that has changed since."""
    for (name, language), document in shelf.wordings.items():
        entry = shelf.library.entries.get(name)
        if entry is not None and state_of(entry, language) is State.OUTDATED:
            message = f"{SOURCE_LANGUAGE}.md has changed since. Compare them, then stamp this file."
            yield document.note(message, "of")


def stamp(path: Path) -> int:
    """Say that every wording under ``path`` translates the ja.md beside it as it is today.

    Gives the number of files changed. Only for whoever has compared the texts.
    """
    changed = 0
    for source in sorted(path.rglob(f"{SOURCE_LANGUAGE}.md")):
        digest = source_digest(read_wording(source))
        for file in sorted(source.parent.glob("*.md")):
            old = file.read_text(encoding="utf-8")
            head, fence, body = old.partition("\n---\n")
            new = _OF.sub(f"of: '{digest}'", head, count=1) + fence + body
            if file != source and new != old:
                file.write_text(new, encoding="utf-8", newline="\n")
                changed += 1
    return changed


RULES = (outdated,)
