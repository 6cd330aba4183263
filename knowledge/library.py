"""The library: everything under ``knowledge/`` read once, checked for shape, never changed.

An entry is a folder, a language is data: nothing here names a topic or a tongue.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.entry import Action
from bot.errors import KnowledgeError
from bot.phrases import Language, Phrasebook
from knowledge.facts import Record, read_record
from knowledge.yamlfile import Node, mapping, parse_yaml, read_yaml, strings, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SOURCE_LANGUAGE = "ja"
_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Wording:
    """One entry in one language: ``entries/<id>/<lang>.md``.

    asked  how people of this language ask for it; of: digest of the source text it translates
    by     machine | human | reviewed; body: the answer, with {record.field} slots
    """

    title: str
    asked: tuple[str, ...]
    of: str
    by: str
    body: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A Japanese sentence to say or show, with its reading in Latin letters.

    means  the phrase that says in each language what it means
    """

    ja: str
    reading: str
    means: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One topic: what is the same in every language, and its wordings by language tag."""

    id: str
    topic: str
    often: bool
    place: str | None
    desks: tuple[str, ...]
    links: tuple[str, ...]
    show: tuple[str, ...]
    facts: tuple[str, ...]
    say: tuple[Sentence, ...]
    action: Action | None
    related: tuple[str, ...]
    review: str
    wordings: Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class Library:
    """All entries and records, by id. Immutable; make a new one to publish a change."""

    entries: Mapping[str, Entry]
    records: Mapping[str, Record]
    places: tuple[str, ...]
    phrasebook: Phrasebook
    negatives: Mapping[str, tuple[str, ...]]
    path: Path

    @property
    def digest(self) -> str:
        """Fingerprint of every phrasing: what the finder was trained on."""
        return phrasings_digest(self)


def load(path: Path) -> Library:
    """Read a whole knowledge folder. KnowledgeError says the path and what to do."""
    if not (path / "languages.yaml").is_file():
        msg = f"{path}: no knowledge here (languages.yaml is missing); set KNOWLEDGE_DIR to the knowledge folder"
        raise KnowledgeError(msg)
    places = {file.stem: read_record(file) for file in sorted((path / "places").glob("*.yaml"))}
    facts = {file.stem: read_record(file) for file in sorted((path / "facts").glob("*.yaml"))}
    entries = {folder.name: read_entry(folder) for folder in sorted((path / "entries").iterdir()) if folder.is_dir()}
    return Library(
        entries=entries,
        records={**facts, **places},
        places=tuple(places),
        phrasebook=read_phrasebook(path),
        negatives=_negatives(path / "negatives"),
        path=path,
    )


def read_entry(folder: Path) -> Entry:
    """Read one entry's folder."""
    path = folder / "entry.yaml"
    data = mapping(read_yaml(path), path)
    action = text(data.get("action"), path)
    if action and action not in set(Action):
        msg = f"{path}: unknown action {action!r}; use one of {', '.join(Action)}"
        raise KnowledgeError(msg)
    return Entry(
        id=folder.name,
        topic=text(data.get("topic"), path),
        often=text(data.get("often"), path) == "yes",
        place=text(data.get("place"), path) or None,
        desks=strings(data.get("desks"), path),
        links=strings(data.get("links"), path),
        show=strings(data.get("show"), path),
        facts=strings(data.get("facts"), path),
        say=_sentences(data.get("say"), path),
        action=Action(action) if action else None,
        related=strings(data.get("related"), path),
        review=text(data.get("review"), path),
        wordings={file.stem: read_wording(file) for file in sorted(folder.glob("*.md"))},
    )


def read_wording(path: Path) -> Wording:
    """Read one Markdown file with front matter."""
    try:
        raw = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path}: cannot be read ({error}); save it as UTF-8 text"
        raise KnowledgeError(msg) from error
    head, fence, body = raw.removeprefix(_FENCE + "\n").partition("\n" + _FENCE + "\n")
    if not raw.startswith(_FENCE + "\n") or not fence:
        msg = f"{path}:1: the front matter is missing; begin with --- , title:, asked:, by:, and --- again"
        raise KnowledgeError(msg)
    data = mapping(parse_yaml(head, path), path)
    return Wording(
        title=text(data.get("title"), path),
        asked=strings(data.get("asked"), path),
        of=text(data.get("of"), path),
        by=text(data.get("by"), path),
        body=body.strip(),
    )


def read_phrasebook(path: Path) -> Phrasebook:
    """Read ``languages.yaml`` and ``phrases/<lang>.yaml``."""
    file = path / "languages.yaml"
    node = read_yaml(file)
    if not isinstance(node, list):
        msg = f"{file}: expected a list of languages"
        raise KnowledgeError(msg)
    rows = [mapping(row, file) for row in node]
    languages = tuple(
        Language(
            tag=text(row.get("tag"), file),
            name=text(row.get("name"), file),
            japanese=text(row.get("japanese"), file),
            romaji=text(row.get("romaji"), file),
            script=text(row.get("script"), file),
            fallback=strings(row.get("fallback"), file),
        )
        for row in rows
    )
    texts = {}
    for words in sorted((path / "phrases").glob("*.yaml")):
        phrases = mapping(mapping(read_yaml(words), words).get("phrases", {}), words)
        texts[words.stem] = {key: text(value, words) for key, value in phrases.items()}
    return Phrasebook(languages, texts)


def source_digest(wording: Wording) -> str:
    """Fingerprint of a source text: a translation that carries another one is outdated."""
    return hashlib.sha256(f"{wording.title}\n{wording.body}".encode()).hexdigest()[:12]


def phrasings_digest(library: Library) -> str:
    """Fingerprint of all that the finder learns from."""
    digest = hashlib.sha256()
    for entry in library.entries.values():
        for tag, wording in sorted(entry.wordings.items()):
            digest.update("\x1f".join((entry.id, tag, wording.title, *wording.asked)).encode())
    for tag, messages in sorted(library.negatives.items()):
        digest.update("\x1f".join(("none", tag, *messages)).encode())
    for language in library.phrasebook.languages:
        digest.update(repr(sorted(library.phrasebook.words(language.tag, "").items())).encode())
    return digest.hexdigest()[:16]


def _sentences(node: Node | None, path: Path) -> tuple[Sentence, ...]:
    if not isinstance(node, list):
        return ()
    rows = [mapping(row, path) for row in node]
    return tuple(Sentence(*(text(row.get(key), path) for key in ("ja", "reading", "means"))) for row in rows)


def _negatives(folder: Path) -> dict[str, tuple[str, ...]]:
    found = {}
    for file in sorted(folder.glob("*.yaml")):
        found[file.stem] = strings(mapping(read_yaml(file), file).get("messages"), file)
    return found
