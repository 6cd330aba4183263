"""The bench: a copy of the library on which changes are tried and inspected before anything is written."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

from knowledge.check import Severity, run
from knowledge.library import SOURCE_LANGUAGE, read_wording, source_digest
from knowledge.review.ledger import ROOM, Read, has_read, ledger_file, read_ledger, settled, written
from knowledge.review.piece import Form, digest_of, words_of
from knowledge.review.pieces import pieces
from knowledge.review.rewriting import edited, files_of, rewritten
from knowledge.review.verdict import Fate
from knowledge.watch import SheetError, load_watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from bot.safety import Watch
    from knowledge.check import Finding
    from knowledge.review.piece import Piece
    from knowledge.review.verdict import Verdict
    from knowledge.yamlfile import Keys

_LEFT_OUT = shutil.ignore_patterns("*.py", "*.npz", "__pycache__")


class Bench:
    """A copy of a library. What is laid on it can be taken off again."""

    def __init__(self, folder: Path, copy: Path, tag: str) -> None:
        shutil.copytree(folder, copy, ignore=_LEFT_OUT, dirs_exist_ok=True)
        self._folder, self._copy, self._tag = folder, copy, tag
        self._touched: set[str] = set()

    def lay(self, verdicts: Sequence[Verdict], reader: str, today: date) -> None:
        """Write what was taken into the copy, and into the ledger who has read it."""
        self._clear()
        for file, rows in files_of(verdicts).items():
            self._write(file, rewritten((self._copy / file).read_text(encoding="utf-8"), rows))
        self._sign(verdicts, reader, today)

    def files(self) -> dict[str, str]:
        """Give every file that is not as it was, with its new text."""
        texts = {file: (self._copy / file).read_text(encoding="utf-8") for file in sorted(self._touched)}
        return {file: text for file, text in texts.items() if _old(self._folder / file) != text}

    def errors(self, today: date, questions: Path | None) -> Counter[tuple[str, int, str]]:
        """Inspect the copy: file, line and message of every error."""
        return _errors(run(self._copy, today=today, questions=questions), self._copy)

    def errors_before(self, today: date, questions: Path | None) -> Counter[tuple[str, int, str]]:
        """Inspect the library as it is."""
        return _errors(run(self._folder, today=today, questions=questions), self._folder)

    def pieces(self) -> tuple[Piece, ...]:
        """Give the language's pieces as they are in the copy."""
        return pieces(self._copy, self._tag)

    def watch_before(self) -> Watch | None:
        """Give the emergency rules of the library as it is."""
        try:
            return load_watch(self._folder / "safety")
        except (SheetError, OSError):
            return None

    @property
    def copy(self) -> Path:
        """Give the folder of the copy."""
        return self._copy

    def _clear(self) -> None:
        for file in self._touched:
            old = _old(self._folder / file)
            if old is None:
                (self._copy / file).unlink(missing_ok=True)
            else:
                (self._copy / file).write_text(old, encoding="utf-8", newline="\n")
        self._touched.clear()

    def _write(self, file: str, text: str) -> None:
        path = self._copy / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        self._touched.add(file)

    def _sign(self, verdicts: Iterable[Verdict], reader: str, today: date) -> None:
        now = {piece.key: piece for piece in self.pieces()}
        ledger = {key: read for key, read in read_ledger(self._copy, self._tag).items() if key in now}
        keys = {key for verdict in verdicts for key in _keys_after(verdict) if key in now}
        for key in keys:
            if not has_read(now[key], ledger):
                ledger[key] = Read(digest_of(now[key].now), today.isoformat(), reader)
        if keys or any(verdict.fate is Fate.REMOVED for verdict in verdicts):
            self._write(f"{ROOM}/{ledger_file(self._copy, self._tag).name}", written(ledger))
        for file in {now[key].file for key in keys}:
            self._stamp(file, [piece for piece in now.values() if piece.file == file], ledger)

    def _stamp(self, file: str, own: list[Piece], ledger: Mapping[str, Read]) -> None:
        """Say "reviewed" in a file when a person has read all of it that people see."""
        path = self._copy / file
        if file.startswith(("facts/", "places/")) or not settled(own, ledger):
            return
        edits: dict[Keys, str | tuple[str, ...]] = {("by",): "reviewed"}
        source = path.with_name(f"{SOURCE_LANGUAGE}.md")
        if path.suffix == ".md" and path != source and source.is_file():
            edits["of",] = source_digest(read_wording(source))
        self._write(file, edited(path.read_text(encoding="utf-8"), edits))


def _keys_after(verdict: Verdict) -> tuple[str, ...]:
    """Give the keys under which what a row says is found afterwards: a phrasing's key is its text."""
    piece = verdict.piece
    if piece is None or verdict.fate not in {Fate.FINE, Fate.CHANGED, Fate.ADDED}:
        return ()
    if piece.keys[0] != "asked" or verdict.fate is Fate.FINE:
        return (piece.key,)
    before = piece.key.rpartition("/")[0]
    return tuple(f"{before}/{digest_of(word)}" for word in words_of(verdict.new, Form.LINES))


def _errors(findings: Iterable[Finding], folder: Path) -> Counter[tuple[str, int, str]]:
    return Counter(
        (finding.path.relative_to(folder).as_posix(), finding.line, f"{finding.rule}: {finding.message}")
        for finding in findings
        if finding.severity is Severity.ERROR
    )


def _old(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
