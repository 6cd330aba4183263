"""Rules about what files say of each other: topics, entries, records, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.phrases import LAST_RESORT
from knowledge.check.finding import Note
from knowledge.check.passage import phrase_texts
from knowledge.check.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.shelf import Shelf


@rule("unknown-topic")
def unknown_topic(shelf: Shelf) -> Iterator[Note]:
    """Find an entry that is not in topics.yaml, or stands under another group there."""
    for name, document in shelf.entries.items():
        group = shelf.topics.get(name)
        if group is None:
            yield document.note(f"“{name}” is not in topics.yaml. Add it there, or rename the folder.")
        elif document.text("topic") != group:
            yield document.note(f"the topic is “{group}” in topics.yaml. Make both the same.", "topic")


@rule("missing-topic")
def missing_topic(shelf: Shelf) -> Iterator[Note]:
    """Find a topic without an entry."""
    for name in shelf.topics:
        if name not in shelf.entries and not (shelf.path / "entries" / name / "entry.yaml").exists():
            message = f"the topic “{name}” has no entry. Make the folder entries/{name}, or take it out here."
            yield Note(shelf.path / "topics.yaml", 1, message)


@rule("unknown-reference")
def unknown_reference(shelf: Shelf) -> Iterator[Note]:
    """Find an entry that names an entry, a record or a place which does not exist."""
    for name, document in shelf.entries.items():
        for other in document.strings("related"):
            if other not in shelf.entries:
                yield document.note(f"there is no entry “{other}”. Correct it or take it out.", "related")
            elif other == name:
                yield document.note("an entry is not related to itself. Take it out.", "related")
        for key in ("desks", "show"):
            for record in document.strings(key):
                if record not in shelf.records:
                    yield document.note(f"there is no record “{record}” in facts or places. Correct it.", key)
        place = document.text("place")
        if place and not (shelf.path / "places" / f"{place}.yaml").exists():
            yield document.note(f"there is no places/{place}.yaml. Correct the place.", "place")


@rule("unknown-fact")
def unknown_fact(shelf: Shelf) -> Iterator[Note]:
    """Find a fact or link listed for an entry that no record has, or that has no value."""
    for document in shelf.entries.values():
        for key in ("facts", "links"):
            for name in document.strings(key):
                record_id, _, field = name.partition(".")
                record = shelf.library.records.get(record_id)
                if record is None:
                    if record_id not in shelf.records:
                        yield document.note(f"“{name}”: there is no record “{record_id}”. Correct it.", key)
                elif field not in record.fields:
                    yield document.note(f"“{name}”: {record_id}.yaml has no “{field}”. Write record.field.", key)
                elif record.get(field) is None:
                    yield document.note(f"“{name}” has no value. Take it out until a source gives one.", key)


@rule("sentence-without-meaning")
def sentence_without_meaning(shelf: Shelf) -> Iterator[Note]:
    """Find a Japanese sentence to say of which nobody is told what it means."""
    english = shelf.phrases.get(LAST_RESORT)
    known = phrase_texts(english) if english else {}
    for document in shelf.entries.values():
        rows = document.values.get("say")
        for row in rows if isinstance(rows, list) else ():
            means = row.get("means") if isinstance(row, dict) else None
            if not means:
                yield document.note("nobody is told what a sentence means. Add means: with a phrase.", "say")
            elif english and means not in known:
                yield document.note(f"there is no phrase “{means}”. Add it to phrases/{LAST_RESORT}.yaml.", "say")


RULES = (unknown_topic, missing_topic, unknown_reference, unknown_fact, sentence_without_meaning)
