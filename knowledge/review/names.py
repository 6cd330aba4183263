"""The names of places and organisations, as one language says them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from knowledge.facts import read_record
from knowledge.library import SOURCE_LANGUAGE, read_phrasebook
from knowledge.localise import EASY
from knowledge.review.piece import Form, Group, Piece
from knowledge.words import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from knowledge.facts import Record

_SAID_SO = "the name is written so in its source; say in the remarks what is wrong"
_MADE = "made by the program from the name and its reading; say in the remarks what is wrong"
_PUBLIC = frozenset({"city_document", "public_page", "public_page_undated"})
_JAPANESE = frozenset({SOURCE_LANGUAGE, EASY})


def names(folder: Path, tag: str) -> Iterator[Piece]:
    """Give the names of every record in one language; official ones stand there to be seen, not to be changed."""
    files = {file.stem: file for room in ("facts", "places") for file in sorted((folder / room).glob("*.yaml"))}
    records = {name: record for name, file in files.items() if (record := _read(file)) is not None}
    try:
        speaker = Speaker(read_phrasebook(folder), records, tag, datetime.now(UTC))
    except KnowledgeError:
        return
    for name, record in records.items():
        where = files[name].relative_to(folder).as_posix()
        yield from _own(record, where, tag, speaker)
        yield from _fields(record, where, tag)


def _read(file: Path) -> Record | None:
    try:
        return read_record(file)
    except KnowledgeError:
        return None


def _own(record: Record, file: str, tag: str, speaker: Speaker) -> Iterator[Piece]:
    """Give the record's own name, or what is said in its place."""
    japanese, english = _value(record, SOURCE_LANGUAGE), _value(record, "en")
    own = record.name.get(tag)
    if own is not None:
        fixed = _SAID_SO if own.confidence in _PUBLIC or tag == SOURCE_LANGUAGE else ""
        keys = ("name", tag, "value")
        yield Piece(f"name/{record.id}", Group.NAMES, Form.LINE, file, keys, own.value, japanese, english, fixed=fixed)
    elif record.name_ja:
        said = _said(speaker, record)
        yield Piece(f"name/{record.id}", Group.NAMES, Form.LINE, file, ("name",), said, japanese, english, fixed=_MADE)


def _said(speaker: Speaker, record: Record) -> str:
    try:
        return speaker.name(record)
    except ValueError:
        return record.name_ja


def _value(record: Record, tag: str) -> str:
    return record.name[tag].value if tag in record.name else ""


def _fields(record: Record, file: str, tag: str) -> Iterator[Piece]:
    for field, fact in record.fields.items():
        known: Mapping[str, str] = fact.names or {}
        if not known.get(tag):
            continue
        form = Form.LINES if "\n" in known[tag] else Form.LINE
        fixed = _SAID_SO if tag in _JAPANESE else ""
        japanese, english = known.get(SOURCE_LANGUAGE, ""), known.get("en", "")
        key = f"name/{record.id}/{field}"
        yield Piece(key, Group.NAMES, form, file, (field, tag), known[tag], japanese, english, fixed=fixed)
