"""Rules about the city's document: what is said to stand in it stands there, letter for letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.check.facts import facts_of
from knowledge.check.finding import Note
from knowledge.check.rule import rule
from knowledge.check.shelf import CITY_DOCUMENT as CITY_FILE
from knowledge.facts import CITY_DOCUMENT
from knowledge.localise import say_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.document import Document
    from knowledge.check.shelf import Shelf
    from knowledge.facts import Fact

_EXACT = frozenset({"text", "tel", "url"})
_PRINTED = frozenset({"number", "date", "names"})
# The first year of an era is 元年; the year before its first one is added to its years.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = re.compile(rf"({'|'.join(_ERAS)})(元|\d+)年(?:度|(?:(\d+)月(?:(\d+)日)?)?)")


@rule("missing-city-document")
def missing_city_document(shelf: Shelf) -> Iterator[Note]:
    """Find the library's own copy of the city's document."""
    if not shelf.city:
        yield Note(shelf.path / CITY_FILE, 1, "the city's document is missing. Put its text here, letter for letter.")


@rule("differs-from-city")
def differs_from_city(shelf: Shelf) -> Iterator[Note]:
    """Find a text or a telephone number that does not stand in the city's document."""
    document_text = _closed(shelf.city)
    for document, key, fact in _of_city(shelf):
        if fact.type not in _EXACT:
            continue
        for value in (fact.as_printed,) if fact.as_printed else fact.values or (fact.value,):
            if _closed(value) not in document_text:
                message = f"{key} “{value}” is not in the city's document. Copy it, or give as_printed."
                yield document.note(message, *key.split("."))


@rule("not-as-printed")
def not_as_printed(shelf: Shelf) -> Iterator[Note]:
    """Find a number, date or name whose printed form does not stand in the city's document."""
    document_text = _closed(shelf.city)
    for document, key, fact in _of_city(shelf):
        if fact.type in _PRINTED:
            printed = fact.as_printed or (fact.names or {}).get("ja", "") or fact.value
            if _closed(printed) not in document_text:
                message = f"{key}: “{printed}” is not in the city's document. Write as_printed: from there."
                yield document.note(message, *key.split("."))


@rule("wrong-era")
def wrong_era(shelf: Shelf) -> Iterator[Note]:
    """Find a date that means another day than the era date in the document."""
    for document, key, fact in _of_city(shelf):
        if fact.type == "date" and fact.as_printed:
            meant = [_western(found) for found in _ERA.finditer(fact.as_printed)]
            if meant and not any(fact.value.startswith(day) or day.startswith(fact.value) for day in meant):
                message = f"{key}: “{fact.as_printed}” is {meant[0]}, not {fact.value}. Correct one of them."
                yield document.note(message, *key.split("."))


@rule("wrong-number")
def wrong_number(shelf: Shelf) -> Iterator[Note]:
    """Find a number whose printed form says another one."""
    for document, key, fact in _of_city(shelf):
        if fact.type == "number" and fact.as_printed and fact.value.isdigit():
            value = int(fact.value)
            forms = {fact.value, say_number(fact.value, "ja"), f"{value // 10_000}万"}
            if not any(re.search(rf"(?<!\d){form}(?!\d)", fact.as_printed) for form in forms):
                message = f"{key}: “{fact.as_printed}” does not say {fact.value}. Correct one of them."
                yield document.note(message, *key.split("."))


def _of_city(shelf: Shelf) -> Iterator[tuple[Document, str, Fact]]:
    for document, _, key, fact in facts_of(shelf) if shelf.city else ():
        if fact.source == CITY_DOCUMENT and fact.confidence == "city_document" and fact.known:
            yield document, key, fact


def _closed(text: str) -> str:
    """Give a text without its spaces and line ends: the pages break in the middle of words."""
    return "".join(text.split())


def _western(found: re.Match[str]) -> str:
    year = _ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
    return "-".join([str(year), *(f"{int(part):02}" for part in found.groups()[2:] if part)])


RULES = (missing_city_document, differs_from_city, not_as_printed, wrong_era, wrong_number)
