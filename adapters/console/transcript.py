"""A talk as a dated document. It is made from the export, so of one date it is always the same, and it is audited.

Whoever it is given to may be the resident: counselors stand in it as the first, the second, never by name.
"""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from adapters.console.when import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adapters.console.words import Words
    from bot.case import Case

_RULE = "-" * 60
_INDENT = "    "


def document(export: str, case: Case, words: Words, heading: Mapping[str, str]) -> str:
    """Write the talk of a case down. ``heading``: what stands at its top, by the keys of its words."""
    data: dict[str, Any] = json.loads(export)
    as_of = whole(datetime.fromisoformat(data["as_of"]), words.language)
    told = _Voices(words)
    lines = [
        words.say("transcript_title", number=case.called),
        *(f"{words[key]}: {value}" for key, value in heading.items()),
        words.say("transcript_as_of", time=as_of),
        _RULE,
    ]
    for line in data["lines"]:
        lines += [f"{_moment(line['at'], words)}  {told.voice(line)}", *_indented(told.said(line)), ""]
    notes: list[dict[str, Any]] = next((one["notes"] for one in data["cases"] if one["number"] == case.called), [])
    if notes:
        lines += [_RULE, words["transcript_notes"], ""]
    for note in notes:
        lines += [f"{_moment(note['at'], words)}  {told.staff(note['by'])}", *_indented([note["text"]]), ""]
    body = "\n".join(lines).rstrip() + "\n"
    digest = sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{body}{_RULE}\n{words['transcript_digest']}: {digest}\n"


class _Voices:
    """Says who spoke, and what: the same counselor always by the same number."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._numbers: dict[str, int] = {}

    def staff(self, who: str | None) -> str:
        if not who:
            return self._words["counter"]
        number = self._numbers.setdefault(who, len(self._numbers) + 1)
        return self._words.say("transcript_counselor", n=str(number))

    def voice(self, line: dict[str, Any]) -> str:
        if line["who"] == "resident":
            return self._words["resident"]
        return self.staff(line.get("staff")) if line["who"] == "staff" else self._words["counter"]

    def said(self, line: dict[str, Any]) -> list[str]:
        if line.get("taken_back"):
            return [self._words["taken_back"]]
        text = line.get("text")
        if isinstance(text, list):
            return [said for piece in text for said in self._piece(piece)]
        if line["kind"] == "attachment":
            return [f"({self._words.of('attached', text, 'attached_other')})"]
        if line["kind"] == "location":
            return [f"({self._words['location']})"]
        made = line.get("machine_translations", ())
        return [text or f"({self._words['other_kind']})", *(self._machine(each["text"]) for each in made)]

    def _piece(self, piece: object) -> Iterator[str]:
        """Give the words of what was said: of what a machine translated both texts, the counselor's own first."""
        if isinstance(piece, dict) and "original" in piece:
            yield piece["original"]
            yield self._machine(piece["text"])
        else:
            yield from _flat([piece])

    def _machine(self, text: str) -> str:
        return f"({self._words['transcript_machine']}) {text}"


def _flat(pieces: list[Any]) -> Iterator[str]:
    """Give the words of what was said: of a card what a person would read."""
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, dict):
            words = (value for value in piece.values() if isinstance(value, str) and value)
            yield " / ".join(words)


def _indented(texts: list[str]) -> list[str]:
    return [_INDENT + line for text in texts for line in text.splitlines() or [""]]


def _moment(iso: str, words: Words) -> str:
    return whole(datetime.fromisoformat(iso), words.language)
