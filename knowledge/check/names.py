"""Rules about names of places and organisations: letter-exact, and through slots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.check.facts import facts_of
from knowledge.check.finding import Severity
from knowledge.check.passage import Part
from knowledge.check.rule import rule
from knowledge.reading import reading_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.finding import Note
    from knowledge.check.shelf import Shelf
    from knowledge.facts import Record

_JAPANESE = frozenset({"ja", "ja-easy"})
_READING = re.compile(r"（[ぁ-ゖァ-ヺー・ ]+）")
# In a Japanese sentence a name ends where the particles begin; in another one it stands alone.
_WORD = re.compile(
    r"[々〆ヶヵ\u3400-\u9fffァ-ヺー・A-Za-z]*[\u3400-\u9fffァ-ヺー][々〆ヶヵ\u3400-\u9fffァ-ヺー・A-Za-z]*"
)
_QUOTE = re.compile(r"[々〆\u3041-\u30ff\u3400-\u9fff]+")
_LONG_ENOUGH = 5
_ALMOST = 85.0
_TYPED = 4
_WORD_LETTERS = 2


@rule("almost-a-name")
def almost_a_name(shelf: Shelf) -> Iterator[Note]:
    """Find a Japanese name that differs in a letter or two from one we know."""
    right = _right(shelf)
    names = sorted(name for record in shelf.library.records.values() for name in _names(record))
    words = sorted({word for name in names for word in (name, *_WORD.findall(name)) if len(word) >= _LONG_ENOUGH})
    for passage in shelf.passages:
        if passage.part is Part.ASKED or not words:
            continue
        text = _READING.sub("", passage.bare)
        for run in (_WORD if passage.language in _JAPANESE else _QUOTE).findall(text):
            if len(run) < _LONG_ENOUGH or run in right or any(word in run for word in words):
                continue
            near = process.extractOne(run, words, scorer=fuzz.ratio, score_cutoff=_ALMOST)
            if near is not None and not _short_form(run, near[0]):
                message = f"“{run}” is almost “{near[0]}”. Copy the name from its record, or use its slot."
                yield passage.note(message, max(0, passage.text.find(run)))


@rule("typed-name", Severity.WARNING)
def typed_name(shelf: Shelf) -> Iterator[Note]:
    """Find a name typed into an answer although a slot would bring it."""
    for passage in shelf.passages:
        if passage.part is not Part.BODY:
            continue
        text = _READING.sub("", passage.bare)
        for record in shelf.library.records.values():
            own = record.name.get(passage.language)
            for name in {record.name_ja, own.value if own else ""}:
                if len(name) >= _TYPED and re.search(
                    rf"(?<!\w){re.escape(name)}" if name.isascii() else re.escape(name), text
                ):
                    message = f"“{name}” is typed. Write {{{record.id}.name}}: the name follows when it changes."
                    yield passage.note(message, max(0, passage.text.find(name)))


@rule("missing-name")
def missing_name(shelf: Shelf) -> Iterator[Note]:
    """Find a name that has no form in one of our languages, and no reading to make it from."""
    for document, _, key, fact in facts_of(shelf):
        wanted = _JAPANESE if fact.reading else frozenset(shelf.languages)
        missing = [tag for tag in shelf.languages if tag in wanted and not (fact.names or {}).get(tag)]
        if fact.type == "names" and missing:
            message = f"{key} has no {', '.join(missing)}. Write the name as its readers do, or give a reading in kana."
            yield document.note(message, key)


@rule("name-without-reading")
def name_without_reading(shelf: Shelf) -> Iterator[Note]:
    """Find a name that stands in Japanese letters only and that nobody else could say."""
    for name, record in shelf.library.records.items():
        document = shelf.records.get(name)
        own = record.name_ja if "en" not in record.name and not record.value("reading") else ""
        if document is not None and _QUOTE.search(own):
            message = f"“{own}” is said to everybody. Give the record a reading, with spaces between words."
            yield document.note(message, "name", "ja")


@rule("bad-reading")
def bad_reading(shelf: Shelf) -> Iterator[Note]:
    """Find a reading that cannot be written in other letters."""
    for document, _, key, fact in facts_of(shelf):
        reading = fact.value if key == "reading" else fact.reading
        try:
            left = _QUOTE.search(reading_in(reading, "en")) if reading else None
        except ValueError as error:
            yield document.note(f"{key} “{reading}”: {error}. Write it in kana.", key)
        else:
            if left:
                yield document.note(f"{key} “{reading}”: “{left[0]}” is not kana. Write it in kana.", key)


def _short_form(run: str, name: str) -> bool:
    """Say whether a run is a name without one of its words, rather than without a letter."""
    return run in name and len(name) - len(run) >= _WORD_LETTERS


def _names(record: Record) -> Iterator[str]:
    """Give every Japanese name that a record knows."""
    if record.name_ja:
        yield record.name_ja
    for key in ("building_ja", "building_ja_corrected", "address_ja"):
        if record.value(key):
            yield record.value(key)
    for fact in record.fields.values():
        if fact.names and fact.names.get("ja"):
            yield fact.names["ja"]


def _right(shelf: Shelf) -> frozenset[str]:
    """Give every run of Japanese letters that stands in the city's document or in a record."""
    texts = [shelf.city]
    for record in shelf.library.records.values():
        texts += [fact.value for fact in (*record.fields.values(), *record.name.values())]
        texts += [text for fact in record.fields.values() for text in (*fact.values, *(fact.names or {}).values())]
    return frozenset(run for text in texts for pattern in (_WORD, _QUOTE) for run in pattern.findall(text))


RULES = (almost_a_name, typed_name, missing_name, name_without_reading, bad_reading)
