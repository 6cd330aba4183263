"""Rules about slots: the {record.field} places that the program fills."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING

from knowledge.check.finding import Note, Severity
from knowledge.check.passage import Part
from knowledge.check.rule import rule
from knowledge.hours import TOKYO
from knowledge.library import SOURCE_LANGUAGE
from knowledge.localise import EASY
from knowledge.words import SLOT, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.passage import Passage
    from knowledge.check.shelf import Shelf

_KANJI = re.compile(r"[々\u3400-\u9fff]")
_BRACES = re.compile(r"\{[^{}\n]*\}?|\}")


@rule("bad-slot")
def bad_slot(shelf: Shelf) -> Iterator[Note]:
    """Find braces that are no slot, and would be printed as they stand."""
    for passage in shelf.passages:
        if passage.part is Part.PHRASE:
            continue
        for brace in _BRACES.finditer(passage.text):
            if passage.part is not Part.BODY or not SLOT.fullmatch(brace[0]):
                yield passage.note(f"“{brace[0]}” is not a slot. Write {{record.field}} in the answer.", brace.start())


@rule("unknown-slot")
def unknown_slot(shelf: Shelf) -> Iterator[Note]:
    """Find a slot whose record or field does not exist."""
    for passage in _bodies(shelf):
        for slot in SLOT.finditer(passage.text):
            record = shelf.library.records.get(slot[1])
            if record is None and slot[1] not in shelf.records:
                yield passage.note(f"{slot[0]}: there is no record “{slot[1]}”. Correct the slot.", slot.start())
            elif record is not None and slot[2] not in {*record.fields, "name"}:
                message = f"{slot[0]}: {slot[1]}.yaml has no “{slot[2]}”. Correct the slot, or add the fact."
                yield passage.note(message, slot.start())


@rule("empty-slot")
def empty_slot(shelf: Shelf) -> Iterator[Note]:
    """Find a slot for a fact that no source gives: there would be a hole in the sentence."""
    for passage in _bodies(shelf):
        for slot in SLOT.finditer(passage.text):
            record = shelf.library.records.get(slot[1])
            if record is None or (slot[2] != "name" and slot[2] not in record.fields):
                continue
            if not record.name_ja if slot[2] == "name" else record.get(slot[2]) is None:
                message = f"{slot[0]} has no value. Say that we do not know it, and name the desk that does."
                yield passage.note(message, slot.start())


@rule("different-slots")
def different_slots(shelf: Shelf) -> Iterator[Note]:
    """Find a translation that says other facts than the Japanese text."""
    source = {passage.owner: _slots(passage) for passage in _bodies(shelf) if passage.language == SOURCE_LANGUAGE}
    for passage in _bodies(shelf):
        wanted, given = source.get(passage.owner), _slots(passage)
        if wanted is None or wanted == given:
            continue
        missing, more = " ".join(sorted(wanted - given)), " ".join(sorted(given - wanted))
        said = [f"{missing} is missing"] if missing else []
        said += [f"{more} is not there"] if more else []
        yield passage.note(f"compared with {SOURCE_LANGUAGE}.md, {' and '.join(said)}. Say the same facts.")


@rule("needless-fact", Severity.WARNING)
def needless_fact(shelf: Shelf) -> Iterator[Note]:
    """Find a fact listed although a slot of the text already brings its source."""
    for name, document in shelf.entries.items():
        texts = [wording.body for (entry, _), wording in shelf.wordings.items() if entry == name]
        for fact in document.strings("facts"):
            if texts and all(f"{{{fact}}}" in body for body in texts):
                yield document.note(f"“{fact}” is a slot of the text already. Take it out of facts:.", "facts")


@rule("unused-record", Severity.WARNING)
def unused_record(shelf: Shelf) -> Iterator[Note]:
    """Find a record that no entry uses."""
    used = {slot[1] for passage in _bodies(shelf) for slot in SLOT.finditer(passage.text)}
    for document in shelf.entries.values():
        used.add(document.text("place"))
        for key in ("desks", "show", "facts", "links"):
            used |= {name.partition(".")[0] for name in document.strings(key)}
    for name, document in shelf.records.items():
        if name not in used:
            yield document.note(f"no entry uses “{name}”. Use it in one, or remove the file.")


def _bodies(shelf: Shelf) -> Iterator[Passage]:
    return (passage for passage in shelf.passages if passage.part is Part.BODY)


def _slots(passage: Passage) -> frozenset[str]:
    return frozenset(slot[0] for slot in SLOT.finditer(passage.text))


@rule("slot-without-reading", Severity.WARNING)
def slot_without_reading(shelf: Shelf) -> Iterator[Note]:
    """Find a slot that puts kanji without a reading into easy Japanese."""
    now = datetime.combine(shelf.today, time(12), TOKYO)
    speaker = Speaker(shelf.library.phrasebook, shelf.library.records, EASY, now)
    for passage in _bodies(shelf):
        for slot in SLOT.finditer(passage.text) if passage.language == EASY else ():
            record = shelf.library.records.get(slot[1])
            fact = record.get(slot[2]) if record else None
            if record is None or (fact is None and slot[2] != "name") or (fact and fact.type == "hours"):
                continue
            said = speaker.value(slot[1], slot[2])
            if _KANJI.search(said) and "（" not in said:
                message = f"{slot[0]} brings “{said}” without a reading. Give the record a reading, or names."
                yield passage.note(message, slot.start())


RULES = (
    bad_slot,
    unknown_slot,
    empty_slot,
    different_slots,
    needless_fact,
    unused_record,
    slot_without_reading,
)
