"""Rules about facts: a source, a date and a confidence behind every value, and a form to dial or open."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from knowledge.check.finding import Note, Severity
from knowledge.check.rule import rule
from knowledge.hours import Hours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.document import Document
    from knowledge.check.shelf import Shelf
    from knowledge.facts import Fact, Record

FACT_KEYS = frozenset({"type", "value", "source", "as_of", "confidence", "note", "as_printed", "reading"})
UNSOURCED = frozenset({"unknown", "general_knowledge"})
HOTLINE = "hotline"
FRESH_MONTHS = 12
# What lies outside is not Yokohama: degrees of latitude and longitude, WGS 84.
SOUTH, NORTH, WEST, EAST = 35.31, 35.60, 139.46, 139.73
_TELEPHONE = re.compile(
    r"0\d{1,4}-\d{1,4}-\d{3,4}|0(?:570|120|800)-\d{6}|0(?:570|120|800)-\d{1,3}-\d{3,5}|1\d\d|#\d{4}"
)
_LENGTHS = frozenset({3, 4, 10, 11})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_AS_OF = re.compile(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?$")


def facts_of(shelf: Shelf) -> Iterator[tuple[Document, Record, str, Fact]]:
    """Give every fact with its record and its key ("tel", "name.en")."""
    for name, record in shelf.library.records.items():
        document = shelf.records.get(name)
        if document is not None:
            for key, fact in record.fields.items():
                yield document, record, key, fact
            for tag, fact in record.name.items():
                yield document, record, f"name.{tag}", fact


@rule("unknown-fact-key")
def unknown_fact_key(shelf: Shelf) -> Iterator[Note]:
    """Find a key of a fact that nobody reads, often a typing error."""
    for document, _, name, fact in facts_of(shelf):
        node = document.values
        for key in name.split("."):
            below = node.get(key)
            node = below if isinstance(below, dict) else {}
        for key in node:
            if key not in FACT_KEYS and not (fact.type == "names" and key in shelf.languages):
                message = f"{name}: “{key}” is not known. Use one of: {', '.join(sorted(FACT_KEYS))}."
                yield document.note(message, *name.split("."), key)


@rule("fact-without-source")
def fact_without_source(shelf: Shelf) -> Iterator[Note]:
    """Find a value without a source, a date and a confidence."""
    for document, _, key, fact in facts_of(shelf):
        if not fact.known or fact.confidence == "general_knowledge":
            continue
        wanted = {
            "source": fact.source,
            "as_of": fact.as_of,
            "confidence": fact.confidence.replace("unknown", ""),
        }
        missing = [name for name, value in wanted.items() if not value]
        if missing:
            message = f"{key} has a value but no {', '.join(missing)}. Say who says so, and when."
            yield document.note(message, *key.split("."))


@rule("old-hotline", Severity.WARNING)
def old_hotline(shelf: Shelf) -> Iterator[Note]:
    """Find a hotline that nobody has looked at for a year."""
    for document, record, key, fact in facts_of(shelf):
        if record.kind != HOTLINE or fact.type != "tel" or not fact.value:
            continue
        seen = _last_day(fact.as_of)
        if seen is None or _months(seen, shelf.today) >= FRESH_MONTHS:
            when = f"was last seen in {fact.as_of}" if fact.as_of else "has no date"
            yield document.note(f"re-check: {key} {fact.value} {when}. Call or read it up, then set as_of.", key)


@rule("bad-telephone")
def bad_telephone(shelf: Shelf) -> Iterator[Note]:
    """Find a number that nobody can dial."""
    for document, _, key, fact in facts_of(shelf):
        digits = sum(letter.isdigit() for letter in fact.value)
        if fact.type == "tel" and fact.value and not (_TELEPHONE.fullmatch(fact.value) and digits in _LENGTHS):
            yield document.note(f"{key} “{fact.value}” is no telephone number. Write it like 045-222-1209.", key)


@rule("bad-hours")
def bad_hours(shelf: Shelf) -> Iterator[Note]:
    """Find opening hours that the program cannot read."""
    for document, _, key, fact in facts_of(shelf):
        if fact.type == "hours" and fact.value:
            try:
                Hours(fact.value)
            except ValueError as error:
                yield document.note(f"{key}: {error}. Write them like Mo-Fr 10:00-17:00; PH off.", key)


@rule("bad-coordinates")
def bad_coordinates(shelf: Shelf) -> Iterator[Note]:
    """Find a place that does not lie in Yokohama."""
    for document, _, key, fact in facts_of(shelf):
        if fact.type != "coordinates" or not fact.value:
            continue
        try:
            latitude, longitude = (float(part) for part in fact.value.split(","))
        except ValueError:
            latitude = longitude = 0.0
        if not (SOUTH < latitude < NORTH and WEST < longitude < EAST):
            message = f"{key} “{fact.value}” is not in Yokohama. Write latitude,longitude like 35.4437,139.6380."
            yield document.note(message, key)


@rule("bad-address")
def bad_address(shelf: Shelf) -> Iterator[Note]:
    """Find a web address or e-mail address that cannot be opened."""
    for document, _, key, fact in facts_of(shelf):
        if not fact.value:
            continue
        if fact.type == "url":
            parts = urlsplit(fact.value)
            if parts.scheme not in {"http", "https"} or not parts.hostname or " " in fact.value:
                yield document.note(f"{key} “{fact.value}” is no web address. Begin it with https://.", key)
        if fact.type == "email" and not _EMAIL.fullmatch(fact.value):
            yield document.note(f"{key} “{fact.value}” is no e-mail address. Write it like name@example.jp.", key)


def _last_day(as_of: str) -> date | None:
    """Give the last day that an as-of date can mean; None when it is no date."""
    found = _AS_OF.match(as_of)
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    try:
        return date(year, month, int(found[3] or monthrange(year, month)[1]))
    except ValueError:
        return None


def _months(since: date, until: date) -> int:
    whole = (until.year - since.year) * 12 + until.month - since.month
    return whole - (until.day < since.day)


RULES = (
    unknown_fact_key, fact_without_source, old_hotline, bad_telephone, bad_hours, bad_coordinates,
    bad_address,
)  # fmt: skip
