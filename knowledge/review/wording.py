"""The words of the worksheet itself: what to do, what the columns are, what a text is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.facts import read_record
from knowledge.library import read_phrasebook
from knowledge.review.piece import Form, Group, Piece
from knowledge.words import SLOT, Speaker
from knowledge.yamlfile import mapping, read_yaml, strings, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.yamlfile import Node

HERE = Path(__file__).parent
FALLBACK, JAPANESE = "en", "ja"
BRACES = re.compile(r"\{[^{}\s]+\}")


@dataclass(frozen=True, slots=True)
class Words:
    """The worksheet's words in one language; what its file lacks is English."""

    tag: str
    _own: Mapping[str, Node]
    _english: Mapping[str, Node]

    @property
    def title(self) -> str:
        """Give the heading of the first sheet."""
        return str(self._own.get("title") or self._english["title"])

    @property
    def steps(self) -> tuple[str, ...]:
        """Give what to do, a paragraph each."""
        return strings(self._own.get("steps") or self._english["steps"], HERE)

    def say(self, group: str, name: str) -> str:
        """Give one word of a group, such as the heading of a column."""
        own, english = (mapping(node.get(group, {}), HERE).get(name) for node in (self._own, self._english))
        return text(own or english, HERE)


def words_in(tag: str) -> Words:
    """Read the worksheet's words; English where nobody has written them in that language yet."""
    own, english = (HERE / "words" / f"{each}.yaml" for each in (tag, FALLBACK))
    path = own if own.is_file() else english
    return Words(path.stem, mapping(read_yaml(path), path), mapping(read_yaml(english), english))


class Examples:
    """Shows what will stand in the place of the braces."""

    def __init__(self, folder: Path, tag: str) -> None:
        files = [file for room in ("facts", "places") for file in sorted((folder / room).glob("*.yaml"))]
        book = read_phrasebook(folder)
        self._speaker = Speaker(book, {file.stem: read_record(file) for file in files}, tag, datetime.now(UTC))
        self._own = book.language(tag).name if book.knows(tag) else tag
        path = HERE / "examples.yaml"
        self._known = {key: text(value, path) for key, value in mapping(read_yaml(path), path).items()}

    def of(self, said: str) -> Iterator[tuple[str, str]]:
        """Give every slot of a text with an example."""
        for slot in dict.fromkeys(BRACES.findall(said)):
            example = self._example(slot)
            if example:
                yield slot, example

    def _example(self, slot: str) -> str:
        fact = SLOT.fullmatch(slot)
        if fact is None:
            known = self._known.get(slot[1:-1], "").replace("{own}", self._own)
            return self._example(known) if SLOT.fullmatch(known) else known
        try:
            return self._speaker.value(fact[1], fact[2])
        except (KeyError, ValueError):
            return ""


def about(piece: Piece, words: Words, examples: Examples) -> str:
    """Say what a text is, why it is locked, and what its slots will hold."""
    kind, *_, last = piece.key.split("/")
    named = {Group.ANSWERS: last, Group.PHRASINGS: "new" if piece.form is Form.NEW else "asked"}
    lines = [words.say("about", named.get(piece.group, kind)).replace("{name}", last)]
    if piece.fixed:
        lines.append(words.say("about", "fixed").replace("{reason}", piece.fixed))
    lines += [f"{slot} → {example}" for slot, example in examples.of(piece.now)]
    return "\n".join(lines)
