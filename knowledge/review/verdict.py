"""What becomes of one row: each by itself, before the library as a whole is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.review.against import against
from knowledge.review.incoming import tidy
from knowledge.review.piece import Form, Group, short, words_of
from knowledge.review.workbook import FINE, OUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.review.incoming import Row
    from knowledge.review.piece import Piece

_YES = frozenset({FINE, "✔", "☑", "v", "o", "ok", "yes", "はい", "○", "◯"})
_NO = frozenset({OUT, "✘", "x", "×", "no"})


class Fate(StrEnum):
    """What is done with a row."""

    LEFT = "left"
    FINE = "fine"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    REFUSED = "refused"
    CONFLICT = "conflict"


TAKEN = frozenset({Fate.FINE, Fate.CHANGED, Fate.REMOVED, Fate.ADDED})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row, the piece it is about, and what becomes of it. ``new`` is the text to write; ``why`` is for people."""

    row: Row
    piece: Piece | None
    fate: Fate
    new: str = ""
    why: str = ""

    def refused(self, why: str) -> Verdict:
        """Give the same row, refused."""
        return Verdict(self.row, self.piece, Fate.REFUSED, "", why)


def judge(row: Row, pieces: Mapping[str, Piece], scripts: frozenset[str]) -> Verdict:
    """Judge one row; ``scripts`` are the alphabets of its language."""
    piece = pieces.get(row.key)
    better, mark = tidy(row.better), row.fine.strip().casefold()
    if piece is None:
        return _unknown(row, better, mark)
    better = "" if better == tidy(piece.now) else better
    why = _misused(row, piece, mark)
    if why or not (better or mark):
        return Verdict(row, piece, Fate.REFUSED if why else Fate.LEFT, why=why)
    if piece.digest != row.digest:
        return Verdict(row, piece, Fate.CONFLICT, why=f"the library has changed since: now “{short(piece.now)}”")
    return _marked(row, piece, mark) if not better else _written(row, piece, better, mark, scripts)


def _misused(row: Row, piece: Piece, mark: str) -> str:
    """Say what was done with the row that cannot be understood; "" when nothing."""
    if row.formula:
        return f"there is a formula in “{row.formula}”; write it as text"
    if piece.digest == row.digest and row.now != tidy(piece.now):
        return "the column “now” was changed; write into “better” instead"
    return f"“{short(row.fine)}” is not {FINE} or {OUT}" if mark and mark not in _YES | _NO else ""


def _marked(row: Row, piece: Piece, mark: str) -> Verdict:
    """Judge a row with a mark alone."""
    if piece.fixed:
        return Verdict(row, piece, Fate.REFUSED, why=piece.fixed)
    if piece.form is Form.NEW:
        return Verdict(row, piece, Fate.LEFT)
    if mark in _YES:
        return Verdict(row, piece, Fate.FINE)
    if piece.group is Group.PHRASINGS:
        return Verdict(row, piece, Fate.REMOVED)
    return Verdict(row, piece, Fate.REFUSED, why="only phrasings can be taken out")


def _written(row: Row, piece: Piece, better: str, mark: str, scripts: frozenset[str]) -> Verdict:
    """Judge a row with a better text."""
    why = piece.fixed or against(piece, better, scripts)
    if mark in _NO:
        why = f"there is a better text and {OUT}; keep one of them"
    if why:
        return Verdict(row, piece, Fate.REFUSED, why=why)
    return Verdict(row, piece, Fate.ADDED if piece.form is Form.NEW else Fate.CHANGED, _form(piece, better))


def _unknown(row: Row, better: str, mark: str) -> Verdict:
    if not (better or mark or row.formula):
        return Verdict(row, None, Fate.LEFT)
    if row.key.count("/"):
        return Verdict(row, None, Fate.CONFLICT, "", f"“{short(row.key)}” is not in the library any more")
    return Verdict(row, None, Fate.REFUSED, "", "the column “where” does not say which text this is")


def _form(piece: Piece, better: str) -> str:
    """Give the text as it is to be written: lists in one form."""
    if piece.form in {Form.WORDS, Form.LINES, Form.NEW}:
        between = "; " if piece.form is Form.WORDS else "\n"
        return between.join(words_of(better, piece.form))
    return better
