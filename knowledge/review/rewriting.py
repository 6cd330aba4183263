"""A file of the library with what the rows of a worksheet say; the rest of it stays letter for letter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.review.leaves import changed
from knowledge.review.piece import BODY, Form, words_of
from knowledge.review.verdict import Fate
from knowledge.yamlfile import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.review.verdict import Verdict
    from knowledge.yamlfile import Keys

    Edits = Mapping[Keys, str | tuple[str, ...]]

_OPEN, _FENCE = "---\n", "\n---\n"
_WRITING = frozenset({Fate.CHANGED, Fate.ADDED, Fate.REMOVED})


def files_of(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """Give the rows that change something, by the file in which they do."""
    found: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.piece is not None and verdict.fate in _WRITING:
            found.setdefault(verdict.piece.file, []).append(verdict)
    return found


def rewritten(text: str, verdicts: Iterable[Verdict]) -> str:
    """Give a file's text with what these rows say."""
    edits: dict[Keys, str | tuple[str, ...]] = {}
    asked: list[tuple[Keys, Verdict]] = []
    for verdict in verdicts:
        piece = verdict.piece
        if piece is None:
            continue
        if piece.keys[0] == "asked":
            asked.append((piece.keys, verdict))
        else:
            listed = piece.form in {Form.WORDS, Form.LINES}
            edits[piece.keys] = words_of(verdict.new, piece.form) if listed else verdict.new
    if asked:
        edits["asked",] = _asked(text, asked)
    return edited(text, edits)


def edited(text: str, edits: Edits) -> str:
    """Edit a YAML file, or a Markdown file with its front matter."""
    if not text.startswith(_OPEN):
        return changed(text, edits)
    head, fence, body = text.removeprefix(_OPEN).partition(_FENCE)
    new = edits.get(BODY)
    front = {keys: value for keys, value in edits.items() if keys != BODY}
    said = f"{new}\n" if isinstance(new, str) else body
    return f"{_OPEN}{changed(head, front)}{fence}{said}"


def _asked(text: str, asked: Iterable[tuple[Keys, Verdict]]) -> tuple[str, ...]:
    """Give the phrasings of a file with those that were changed, taken out or added."""
    head = parse_yaml(text.removeprefix(_OPEN).partition(_FENCE)[0], Path())
    known = head.get("asked") if isinstance(head, dict) else None
    lines: dict[int, str] = {number: str(line) for number, line in enumerate(known if isinstance(known, list) else ())}
    added: list[str] = []
    for keys, verdict in asked:
        if verdict.fate is Fate.ADDED:
            added += words_of(verdict.new, Form.NEW)
        elif verdict.fate is Fate.REMOVED:
            del lines[int(keys[1])]
        else:
            lines[int(keys[1])] = verdict.new
    return tuple(dict.fromkeys((*lines.values(), *added)))
