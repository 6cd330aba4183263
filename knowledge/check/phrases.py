"""Rules about the fixed sentences, and about the other word lists that every language has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.cues import Cue
from bot.phrases import LAST_RESORT
from bot.safety import Watch
from knowledge.check.finding import Note
from knowledge.check.passage import Part, phrase_texts
from knowledge.check.rule import rule
from knowledge.watch import SheetError, load_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.check.shelf import Shelf

_SLOT = re.compile(r"\{[^{}]*\}")


@rule("missing-phrase")
def missing_phrase(shelf: Shelf) -> Iterator[Note]:
    """Find a sentence that English has and another language has not."""
    wanted = _english(shelf)
    for language in shelf.languages or tuple(shelf.phrases):
        document = shelf.phrases.get(language)
        if document is None:
            file = shelf.path / "phrases" / f"{language}.yaml"
            if not file.exists():
                yield Note(file, 1, f"there are no phrases for “{language}”. Translate {LAST_RESORT}.yaml.")
            continue
        missing = [key for key in wanted if key not in phrase_texts(document)]
        for key in missing:
            yield document.note(f"“{key}” is missing. Translate it from {LAST_RESORT}.yaml.", "phrases")


@rule("unknown-phrase")
def unknown_phrase(shelf: Shelf) -> Iterator[Note]:
    """Find a sentence that English has not: nobody says it."""
    wanted = _english(shelf)
    for passage in shelf.passages:
        if passage.part is Part.PHRASE and wanted and passage.owner not in wanted:
            yield passage.note(f"“{passage.owner}” is not in {LAST_RESORT}.yaml. Add it there, or take it out here.")


@rule("empty-phrase")
def empty_phrase(shelf: Shelf) -> Iterator[Note]:
    """Find a sentence without words."""
    for passage in shelf.passages:
        if passage.part is Part.PHRASE and not passage.text.strip():
            yield passage.note(f"“{passage.owner}” is empty. Write the sentence.")


@rule("different-phrase-slots")
def different_phrase_slots(shelf: Shelf) -> Iterator[Note]:
    """Find a sentence with other words in braces than the English one."""
    wanted = _english(shelf)
    for passage in shelf.passages:
        if passage.part is Part.PHRASE and passage.owner in wanted and passage.text.strip():
            ours, theirs = set(_SLOT.findall(passage.text)), set(_SLOT.findall(wanted[passage.owner]))
            if ours != theirs:
                need = " ".join(sorted(theirs)) or "none"
                yield passage.note(f"“{passage.owner}”: the words in braces must be {need}, as in English.")


@rule("bad-emergency-rules")
def bad_emergency_rules(shelf: Shelf) -> Iterator[Note]:
    """Find emergency rules that the program cannot use."""
    sheets = []
    for file in sorted((shelf.path / "safety").glob("*/*.yaml")):
        try:
            sheets.append(load_sheet(file))
        except SheetError as error:
            yield Note(file, 1, str(error).removeprefix(f"{file}: "))
    try:
        Watch(sheets)
    except ValueError as error:
        yield Note(shelf.path / "safety", 1, f"{error}. Write it with letters or remove it.")


@rule("bad-negatives")
def bad_negatives(shelf: Shelf) -> Iterator[Note]:
    """Find a list of nobody's questions that is no list."""
    for document in shelf.negatives:
        messages = document.values.get("messages")
        if not isinstance(messages, list) or not messages:
            yield document.note("expected messages: with a list of texts. Compare it with a neighbour file.")
            continue
        for number, text in enumerate(messages):
            if not isinstance(text, str) or not text.strip():
                yield document.note("expected a text here. Put it in double quotes.", "messages", str(number))


@rule("bad-cues")
def bad_cues(shelf: Shelf) -> Iterator[Note]:
    """Find small words under a name that nobody knows, or no words at all."""
    known = {cue.value for cue in Cue}
    for document in shelf.cues:
        cues = document.values.get("cues")
        if not isinstance(cues, dict):
            yield document.note("expected cues: with a list of words for each. Compare it with a neighbour file.")
            continue
        for name, words in cues.items():
            if name not in known:
                yield document.note(f"“{name}” is no cue. Use one of: {', '.join(sorted(known))}.", "cues", name)
            elif not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
                yield document.note(f"“{name}” needs a list of words, [like, this].", "cues", name)


def _english(shelf: Shelf) -> Mapping[str, str]:
    document = shelf.phrases.get(LAST_RESORT)
    return phrase_texts(document) if document else {}


RULES = (
    missing_phrase, unknown_phrase, empty_phrase, different_phrase_slots, bad_emergency_rules,
    bad_negatives, bad_cues,
)  # fmt: skip
