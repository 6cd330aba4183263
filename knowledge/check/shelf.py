"""The shelf: everything in a knowledge folder that could be read, and notes about what could not."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import yaml

from bot.errors import KnowledgeError
from bot.phrases import Language, Phrasebook
from knowledge.check.document import Document, open_document
from knowledge.check.finding import Note
from knowledge.check.passage import passages_of, phrase_texts, phrases_of
from knowledge.facts import read_record
from knowledge.library import Library, read_entry, read_phrasebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from bot.entry import Finding as Found
    from knowledge.check.passage import Passage
    from knowledge.facts import Record
    from knowledge.library import Entry

CITY_DOCUMENT = "sources/city-overview-2025.txt"
_PLACED = re.compile(r"(?P<file>.+?)(?::(?P<line>\d+))?: (?P<message>.+)", re.DOTALL)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """A knowledge folder under inspection.

    entries, wordings, records, phrases, negatives, cues, lists   the files; wordings by (entry id, language)
    library      what the program itself could read of them
    topics       the entry ids there must be, with their groups
    city         the city's document; questions: messages of the exam, as they stand there
    passages     every text of every language
    predictions  what a finder said to our own phrasings, if somebody asked it
    """

    path: Path
    today: date
    entries: Mapping[str, Document]
    wordings: Mapping[tuple[str, str], Document]
    records: Mapping[str, Document]
    phrases: Mapping[str, Document]
    negatives: tuple[Document, ...]
    cues: tuple[Document, ...]
    lists: Mapping[str, Document]
    library: Library
    topics: Mapping[str, str]
    city: str
    broken: tuple[Note, ...]
    questions: frozenset[str]
    predictions: Mapping[str, Found] | None
    passages: tuple[Passage, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the tags of the languages the counter writes."""
        return tuple(language.tag for language in self.library.phrasebook.languages)


def open_shelf(
    path: Path,
    today: date,
    questions: Path | None = None,
    predictions: Mapping[str, Found] | None = None,
) -> Shelf:
    """Read a knowledge folder file by file; what cannot be read becomes a note."""
    broken: list[Note] = []
    folders = [folder for folder in sorted((path / "entries").glob("*")) if folder.is_dir()]
    entries = _documents((folder / "entry.yaml" for folder in folders), broken)
    wordings = _documents((file for folder in folders for file in sorted(folder.glob("*.md"))), broken)
    facts, places, phrases, negatives = (
        _documents(sorted(path.glob(pattern)), broken)
        for pattern in ("facts/*.yaml", "places/*.yaml", "phrases/*.yaml", "negatives/*.yaml")
    )
    lists = _documents(_lists(path), broken)
    cues = _documents(sorted((path / "cues").glob("*.yaml")), broken)
    topics = _documents([path / "topics.yaml"], broken)
    city = path / CITY_DOCUMENT
    shelf = Shelf(
        path=path,
        today=today,
        entries={file.parent.name: document for file, document in entries.items()},
        wordings={(file.parent.name, file.stem): document for file, document in wordings.items()},
        records={file.stem: document for file, document in {**facts, **places}.items()},
        phrases={file.stem: document for file, document in phrases.items()},
        negatives=tuple(negatives.values()),
        cues=tuple(cues.values()),
        lists={file.stem: document for file, document in lists.items()},
        library=_library(path, [file.parent for file in entries], [*facts], [*places], broken),
        topics={id_: group for document in topics.values() for id_, group in _topics(document)},
        city=city.read_text(encoding="utf-8") if city.is_file() else "",
        broken=(),
        questions=frozenset(_questions(questions)) if questions else frozenset(),
        predictions=predictions,
    )
    library = replace(shelf.library, phrasebook=_phrasebook(shelf, broken))
    passages = tuple(_passages(shelf))
    return replace(shelf, library=library, passages=passages, broken=tuple(dict.fromkeys(broken)))


def _lists(path: Path) -> Iterator[Path]:
    """Give the word lists that some rules go by; a library may do without them."""
    yield from (file for file in (path / "letters.yaml", path / "terms.yaml") if file.is_file())
    yield from sorted(path.glob("easy/*.yaml"))


def _passages(shelf: Shelf) -> Iterator[Passage]:
    for (entry, language), document in shelf.wordings.items():
        yield from passages_of(entry, language, document)
    for language, document in shelf.phrases.items():
        yield from phrases_of(language, document)


def _documents(files: Iterable[Path], broken: list[Note]) -> dict[Path, Document]:
    found = {}
    for file in files:
        document = open_document(file)
        if isinstance(document, Note):
            broken.append(document)
        else:
            found[file] = document
    return found


def _library(path: Path, folders: list[Path], facts: list[Path], places: list[Path], broken: list[Note]) -> Library:
    """Build the library of what can be read: the rest of the inspection does without the others."""
    entries: dict[str, Entry] = {
        folder.name: entry for folder in folders if (entry := _try(read_entry, folder, broken))
    }
    records: dict[str, Record] = {
        file.stem: record for file in (*facts, *places) if (record := _try(read_record, file, broken))
    }
    known = tuple(file.stem for file in places if file.stem in records)
    return Library(entries, records, known, Phrasebook((), {}), {}, path)


def _phrasebook(shelf: Shelf, broken: list[Note]) -> Phrasebook:
    whole = _try(read_phrasebook, shelf.path, broken)
    if whole is not None:
        return whole
    texts = {tag: phrase_texts(document) for tag, document in shelf.phrases.items()}
    listed = open_document(shelf.path / "languages.yaml")
    rows = listed.data if isinstance(listed, Document) and isinstance(listed.data, list) else []
    return Phrasebook(tuple(_language(row) for row in rows if isinstance(row, dict)), texts)


def _language(row: Mapping[str, object]) -> Language:
    tag, name, japanese, romaji, script = (
        str(row.get(key, "")) for key in ("tag", "name", "japanese", "romaji", "script")
    )
    return Language(tag, name, japanese, romaji, script, ())


def _try(read: Callable[[Path], T], path: Path, broken: list[Note]) -> T | None:
    """Let the program read a file; what it says against one that parsed well becomes a note."""
    try:
        return read(path)
    except (KnowledgeError, yaml.YAMLError) as error:
        said = _PLACED.match(str(error))
        file, line, message = said.group("file", "line", "message") if said else (path, None, str(error))
        if all(note.path != type(path)(file) for note in broken):
            broken.append(Note(type(path)(file), int(line or 1), f"{message}."))
        return None


def _topics(document: Document) -> Iterator[tuple[str, str]]:
    rows = document.data if isinstance(document.data, list) else []
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("id"), str):
            yield str(row["id"]), str(row.get("group", ""))


def _questions(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield str(row.get("text") or "").strip()
