"""The ledger: which texts of a language a person has read and found good, when, and who.

``knowledge/reviews/<tag>.tsv``: the piece, the fingerprint of what was read, the day, the reader.
What was changed since has another fingerprint, and counts as not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from knowledge.review.piece import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from knowledge.review.piece import Piece

ROOM = "reviews"
_FIELDS = 4
_HEAD = "# text\tfingerprint\tday\treader"
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody has read a text and found it good, or made it so."""

    digest: str
    day: str
    reader: str


def ledger_file(folder: Path, tag: str) -> Path:
    """Give where the ledger of a language is."""
    return folder / ROOM / f"{tag}.tsv"


def read_ledger(folder: Path, tag: str) -> dict[str, Read]:
    """Read the ledger of a language; nobody has read anything where there is none."""
    file = ledger_file(folder, tag)
    if not file.is_file():
        return {}
    found = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            parts = line.split("\t")
            if len(parts) != _FIELDS:
                msg = f"{file}:{number}: expected text, fingerprint, day and reader, with tabs between"
                raise KnowledgeError(msg)
            found[parts[0]] = Read(*parts[1:])
    return found


def written(ledger: Mapping[str, Read]) -> str:
    """Give the text of a ledger: sorted, so that two reviews of two people merge."""
    rows = (f"{key}\t{read.digest}\t{read.day}\t{read.reader}" for key, read in sorted(ledger.items()))
    return "\n".join((_HEAD, *rows)) + "\n"


def has_read(piece: Piece, ledger: Mapping[str, Read]) -> bool:
    """Say whether a person has read the piece as it is now."""
    read = ledger.get(piece.key)
    return read is not None and read.digest == digest_of(piece.now)


def settled(pieces: Iterable[Piece], ledger: Mapping[str, Read]) -> bool:
    """Say whether everything in a file that people read was reviewed; phrasings are not read by anybody."""
    wanted = [piece for piece in pieces if piece.read or not (piece.fixed or piece.key.startswith("entry/"))]
    return bool(wanted) and all(has_read(piece, ledger) for piece in wanted)


def reader_name(name: str) -> str:
    """Insist on a name that can stand in the ledger."""
    plain = " ".join(name.split())
    if len(plain) > LONGEST_NAME or not plain.isprintable():
        msg = f"--by: at most {LONGEST_NAME} ordinary letters"
        raise KnowledgeError(msg)
    return plain
