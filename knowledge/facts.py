"""Facts: language-free values, each with its source, its date and how far it is to be trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from knowledge.yamlfile import Node, mapping, read_yaml, strings, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CITY_DOCUMENT = "city-overview-2025"
TYPES = frozenset(
    {"text", "tel", "url", "email", "date", "number", "hours", "languages", "names", "stations", "coordinates"}
)
CONFIDENCE = frozenset(
    {
        "city_document",
        "public_page",
        "public_page_undated",
        "secondary_source",
        "machine_translation_suspected",
        "inferred",
        "general_knowledge",
        "unknown",
    },
)
# The compilation of the facts was finished in November 2026; what is older than the city's own
# document is shown as old (facts.yaml: "as_of before 2025 must be re-checked").
OLD_BEFORE = 2025
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Fact:
    """One value. An empty ``value`` means that no source says: never guess.

    value    the value as a string; ``values`` where it is a list (languages, stations)
    names    per language tag, for values that are names; those of a list stand on lines of their own
    reading  in kana with spaces between words, for names that have no form of their own in a language
    as_of    "2025", "2023-01", "2019-12-02", "undated", "before 2016" …
    """

    value: str
    type: str = "text"
    values: tuple[str, ...] = ()
    names: Mapping[str, str] | None = None
    source: str = ""
    as_of: str = ""
    confidence: str = "unknown"
    note: str = ""
    as_printed: str = ""
    reading: str = ""

    @property
    def known(self) -> bool:
        """Whether any source gives a value."""
        return bool(self.value or self.values or self.names)

    @property
    def year(self) -> int | None:
        """The year the fact was seen, or None when nobody says."""
        years = _YEAR.findall(self.as_of)
        return int(years[-1]) if years else None

    @property
    def old(self) -> bool:
        """Whether the value must be shown as one that may have changed."""
        return bool(self.source) and (self.year is None or self.year < OLD_BEFORE)


@dataclass(frozen=True, slots=True)
class Record:
    """All facts about one place, service, hotline or number set; ``id`` is its file name."""

    id: str
    kind: str
    fields: Mapping[str, Fact]
    name: Mapping[str, Fact]

    def get(self, field: str) -> Fact | None:
        """Give a field's fact when a source gives its value."""
        fact = self.fields.get(field)
        return fact if fact is not None and fact.known else None

    def value(self, field: str) -> str:
        """Give a field's value, or "" when no source gives one."""
        fact = self.get(field)
        return fact.value if fact else ""

    @property
    def name_ja(self) -> str:
        """The Japanese name, letter-exact; "" when there is none."""
        return self.name["ja"].value if "ja" in self.name else ""


def read_record(path: Path) -> Record:
    """Read ``places/<id>.yaml`` or ``facts/<id>.yaml``."""
    node = mapping(read_yaml(path), path)
    name = {tag: _fact(value, path, "name") for tag, value in _named(node.get("name"), path).items()}
    fields = {key: _fact(value, path, key) for key, value in node.items() if isinstance(value, dict) and key != "name"}
    return Record(path.stem, text(node.get("kind"), path), fields, name)


def _named(node: Node | None, path: Path) -> dict[str, Node]:
    return {} if node is None else mapping(node, path)


def _fact(node: Node, path: Path, key: str) -> Fact:
    data = mapping(node, path)
    kind = text(data.get("type"), path) or "text"
    confidence = text(data.get("confidence"), path) or "unknown"
    if kind not in TYPES:
        msg = f"{path}: {key}: unknown type {kind!r}; use one of {', '.join(sorted(TYPES))}"
        raise KnowledgeError(msg)
    if confidence not in CONFIDENCE:
        msg = f"{path}: {key}: unknown confidence {confidence!r}; use one of {', '.join(sorted(CONFIDENCE))}"
        raise KnowledgeError(msg)
    value = data.get("value")
    listed = strings(value, path) if isinstance(value, list) else ()
    meta = {"type", "value", "source", "as_of", "confidence", "note", "as_printed", "reading"}
    named = {tag: "\n".join(strings(item, path)) for tag, item in data.items() if kind == "names" and tag not in meta}
    return Fact(
        value="" if listed else text(value if not isinstance(value, list) else None, path),
        type=kind,
        values=listed,
        names=named or None,
        source=text(data.get("source"), path),
        as_of=text(data.get("as_of"), path),
        confidence=confidence,
        note=text(data.get("note"), path),
        as_printed=text(data.get("as_printed"), path),
        reading=text(data.get("reading"), path),
    )
