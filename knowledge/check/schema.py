"""Rules about the form of the files: keys, languages, counts, dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from knowledge.check.finding import Note, Severity
from knowledge.check.passage import Part
from knowledge.check.rule import rule
from knowledge.library import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.document import Document
    from knowledge.check.shelf import Shelf

ENTRY_KEYS = frozenset(
    "topic often place desks links show facts say action related review".split(),  # noqa: SIM905 - as people say it
)
WORDING_KEYS = frozenset({"title", "asked", "of", "by"})
WRITERS = ("machine", "human", "reviewed")
TITLE = 40
PHRASINGS = 8
PHRASINGS_OFTEN = 12


@rule("broken-file")
def broken_file(shelf: Shelf) -> Iterator[Note]:
    """Find a file that cannot be read at all."""
    yield from shelf.broken


@rule("double-key")
def double_key(shelf: Shelf) -> Iterator[Note]:
    """Find the same key twice: the second silently wins over the first."""
    for document in _all(shelf):
        for key, line in document.double:
            yield Note(document.path, line, f"“{key}:” stands here for the second time. Keep one of them.")


@rule("missing-key")
def missing_key(shelf: Shelf) -> Iterator[Note]:
    """Find a file without a key that every such file has, or with nothing behind it."""
    for document in shelf.entries.values():
        for key in sorted({"topic", "review"}):
            if not document.text(key):
                yield document.note(f"“{key}:” is missing or empty. Add it.", key)
    for document in shelf.wordings.values():
        for key in sorted(WORDING_KEYS - {"of"}):
            if not document.strings(key):
                yield document.note(f"“{key}:” is missing or empty. Add it.", key)
        if "of" not in document.values:
            yield document.note("“of:” is missing. Write of: '' and let the program fill it.")
        if not document.body:
            yield document.note("the answer is missing. Write it below the second --- line.")


@rule("unknown-key")
def unknown_key(shelf: Shelf) -> Iterator[Note]:
    """Find a key that nobody reads, often a typing error."""
    for documents, known in ((shelf.entries.values(), ENTRY_KEYS), (shelf.wordings.values(), WORDING_KEYS)):
        for document in documents:
            for key in document.values:
                if key not in known:
                    choice = ", ".join(sorted(known))
                    yield document.note(f"“{key}:” is not known here. Use one of: {choice}.", key)


@rule("missing-source")
def missing_source(shelf: Shelf) -> Iterator[Note]:
    """Find an entry without the Japanese text that the others translate."""
    for name, document in shelf.entries.items():
        if not (document.path.parent / f"{SOURCE_LANGUAGE}.md").exists():
            yield document.note(f"“{name}” has no {SOURCE_LANGUAGE}.md, the source text. Write it.")


@rule("unknown-language")
def unknown_language(shelf: Shelf) -> Iterator[Note]:
    """Find a text in a language that languages.yaml does not name."""
    if not shelf.languages:
        return
    for _, language in [*shelf.wordings, *(("", tag) for tag in shelf.phrases)]:
        if language not in shelf.languages:
            files = [document for (_, tag), document in shelf.wordings.items() if tag == language]
            for document in files or [shelf.phrases[language]]:
                yield document.note(f"“{language}” is not in languages.yaml. Add it there, or rename the file.")


@rule("title-too-long")
def title_too_long(shelf: Shelf) -> Iterator[Note]:
    """Find a title that no button can show."""
    for passage in shelf.passages:
        if passage.part is Part.TITLE and len(passage.text) > TITLE:
            yield passage.note(f"the title has {len(passage.text)} characters, {TITLE} fit. Shorten it.")


@rule("few-phrasings")
def few_phrasings(shelf: Shelf) -> Iterator[Note]:
    """Find too few ways to ask: the entry will not be found."""
    for (entry, _), document in shelf.wordings.items():
        often = entry in shelf.entries and shelf.entries[entry].text("often") == "yes"
        least, count = PHRASINGS_OFTEN if often else PHRASINGS, len(set(document.strings("asked")))
        if count < least:
            yield document.note(f"{count} phrasings, at least {least} are needed. Add how people ask for it.", "asked")


@rule("unknown-writer")
def unknown_writer(shelf: Shelf) -> Iterator[Note]:
    """Find “by:” tells who wrote a text: machine, human, or reviewed."""
    for document in (*shelf.wordings.values(), *shelf.phrases.values()):
        if document.text("by") and document.text("by") not in WRITERS:
            yield document.note(f"by: is “{document.text('by')}”. Write {', '.join(WRITERS)}.", "by")


@rule("bad-review-date")
def bad_review_date(shelf: Shelf) -> Iterator[Note]:
    """Find a review date that is no date."""
    for document in shelf.entries.values():
        if document.text("review") and _day(document.text("review")) is None:
            yield document.note("the review date must look like '2027-05-01'. Correct it.", "review")


@rule("review-due", Severity.WARNING)
def review_due(shelf: Shelf) -> Iterator[Note]:
    """Find an entry whose review date has come."""
    for document in shelf.entries.values():
        day = _day(document.text("review"))
        if day is not None and day <= shelf.today:
            yield document.note(f"was to be reviewed by {day}. Read it again and set a new date.", "review")


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _all(shelf: Shelf) -> Iterator[Document]:
    for group in (shelf.entries, shelf.wordings, shelf.records, shelf.phrases):
        yield from group.values()
    yield from (*shelf.negatives, *shelf.cues)


RULES = (
    broken_file, double_key, missing_key, unknown_key, missing_source, unknown_language, title_too_long,
    few_phrasings, unknown_writer, bad_review_date, review_due,
)  # fmt: skip
