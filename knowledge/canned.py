"""Canned replies: what counselors write again and again, in every language, with the facts filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from knowledge.words import SLOT, Speaker
from knowledge.yamlfile import mapping, read_yaml, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from knowledge.library import Library

ALIAS = "{alias}"


@dataclass(frozen=True, slots=True)
class Canned:
    """One reply, ready to be sent.

    title     for staff, in their own language
    language  the tag that the text really has: it differs from the asked one where it is missing
    by        machine | human | reviewed
    """

    id: str
    title: str
    text: str
    language: str
    by: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    by: str
    titles: Mapping[str, str]
    replies: Mapping[str, str]


class CannedReplies:
    """All canned replies of a library, read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sheets = {path.stem: _read(path) for path in sorted((library.path / "canned").glob("*.yaml"))}
        for tag, sheet in self._sheets.items():
            for key, reply in sheet.replies.items():
                for record, field in SLOT.findall(reply):
                    if record not in library.records or not (field == "name" or library.records[record].get(field)):
                        msg = f"canned/{tag}.yaml: {key}: no fact {record}.{field}; take one from facts/ or places/"
                        raise KnowledgeError(msg)

    def replies(self, language: str, reader: str, alias: str, now: datetime) -> tuple[Canned, ...]:
        """Give all replies in a resident's language, with titles for a reader on our side."""
        source = self._sheets.get("ja")
        return () if source is None else tuple(self._reply(key, language, reader, alias, now) for key in source.replies)

    def _reply(self, key: str, language: str, reader: str, alias: str, now: datetime) -> Canned:
        library = self._library
        chain = library.phrasebook.language(language).fallback if library.phrasebook.knows(language) else ()
        tag = next(each for each in (language, *chain, "en", "ja") if key in self._replies(each))
        speaker = Speaker(library.phrasebook, library.records, tag, now)
        # The alias last: nothing in it is a slot.
        said = speaker.fill(self._replies(tag)[key]).replace(ALIAS, alias)
        return Canned(key, self._title(key, reader), said, tag, self._sheets[tag].by)

    def _replies(self, tag: str) -> Mapping[str, str]:
        return self._sheets[tag].replies if tag in self._sheets else {}

    def _title(self, key: str, reader: str) -> str:
        tried = (self._sheets[tag].titles for tag in (reader, "ja") if tag in self._sheets)
        return next((titles[key] for titles in tried if key in titles), key)


def _read(path: Path) -> _Sheet:
    node = mapping(read_yaml(path), path)
    titles = mapping(node.get("titles", {}), path)
    replies = mapping(node.get("replies", {}), path)
    return _Sheet(
        text(node.get("by"), path),
        {key: text(value, path) for key, value in titles.items()},
        {key: text(value, path) for key, value in replies.items()},
    )
