"""A worksheet comes back: what of it can be taken, what cannot, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from knowledge.check.document import Document, open_document
from knowledge.library import read_phrasebook
from knowledge.review.alarms import false_alarms
from knowledge.review.bench import Bench
from knowledge.review.incoming import WorksheetError
from knowledge.review.piece import BODY, Group
from knowledge.review.pieces import pieces
from knowledge.review.rewriting import files_of, rewritten
from knowledge.review.verdict import TAKEN, Fate, Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from knowledge.review.incoming import Incoming, Row
    from knowledge.review.piece import Piece

_SCRIPTS = {"Japanese": ("Han", "Kana"), "Hans": ("Han",), "Hant": ("Han",)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import came to: every row's fate, and the files to write with their new text."""

    verdicts: tuple[Verdict, ...]
    files: dict[str, str]

    @property
    def counts(self) -> Counter[Fate]:
        """Give how many rows met which fate."""
        return Counter(verdict.fate for verdict in self.verdicts)

    @property
    def retrain(self) -> bool:
        """Whether the finder has to learn anew: phrasings or titles or words on buttons changed."""
        return any(name.startswith(("entries/", "phrases/")) for name in self.files)


def take_in(folder: Path, incoming: Incoming, reader: str, today: date, questions: Path | None = None) -> Outcome:
    """Judge every row, try all good ones on a copy of the library, and give what would be written."""
    book = read_phrasebook(folder)
    if not book.knows(incoming.language):
        msg = f"“{incoming.language}” is not one of our languages"
        raise WorksheetError(msg)
    script = book.language(incoming.language).script
    known = {piece.key: piece for piece in pieces(folder, incoming.language)}
    verdicts = _judged(incoming.rows, known, frozenset(_SCRIPTS.get(script, (script,))))
    if not any(verdict.fate in TAKEN for verdict in verdicts):
        return Outcome(tuple(verdicts), {})
    with TemporaryDirectory(prefix="madoguchi-review-") as room:
        bench = Bench(folder, Path(room), incoming.language)
        return _tried(bench, _writable(folder, verdicts), reader, today, questions)


def _judged(rows: Iterable[Row], known: dict[str, Piece], scripts: frozenset[str]) -> list[Verdict]:
    seen: set[str] = set()
    verdicts = []
    for row in rows:
        verdict = judge(row, known, scripts)
        if verdict.fate in TAKEN and row.key in seen:
            verdict = verdict.refused("this row stands twice in the file; keep one of them")
        if verdict.fate is not Fate.LEFT:
            seen.add(row.key)
        verdicts.append(verdict)
    return verdicts


def _writable(folder: Path, verdicts: list[Verdict]) -> list[Verdict]:
    """Refuse what cannot be put into its file without harm."""
    for file, rows in files_of(verdicts).items():
        try:
            rewritten((folder / file).read_text(encoding="utf-8"), rows)
        except KnowledgeError as error:
            verdicts = [each.refused(str(error)) if each in rows else each for each in verdicts]
    return verdicts


def _tried(bench: Bench, verdicts: list[Verdict], reader: str, today: date, questions: Path | None) -> Outcome:
    """Take rows off the bench until the inspection finds nothing that was not there before."""
    before = bench.errors_before(today, questions)
    while True:
        taken = [verdict for verdict in verdicts if verdict.fate in TAKEN]
        bench.lay(taken, reader, today)
        if not files_of(taken):
            return Outcome(tuple(verdicts), bench.files() if taken else {})
        why = _blamed(bench, taken, _new(before, bench.errors(today, questions)))
        why |= false_alarms(bench, [each for each in taken if each.piece and each.piece.group is Group.SAFETY])
        if not why:
            return Outcome(tuple(verdicts), bench.files())
        verdicts = [each.refused(why[each]) if each in why else each for each in verdicts]


def _new(before: Counter[tuple[str, int, str]], after: Counter[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """Give the errors that were not there before, wherever their line is now."""
    known = Counter((file, message) for file, _, message in before.elements())
    found = []
    for file, line, message in sorted(after.elements()):
        if known[file, message]:
            known[file, message] -= 1
        else:
            found.append((file, line, message))
    return found


def _blamed(bench: Bench, taken: list[Verdict], errors: list[tuple[str, int, str]]) -> dict[Verdict, str]:
    """Find for every new error the row that brought it: by its place, by its words, or else all of them."""
    why: dict[Verdict, str] = {}
    for file, line, message in errors:
        rows = files_of(taken).get(file, [])
        found = _nearest(bench, file, line, rows) if rows else _named(taken, message)
        for verdict in found:
            why.setdefault(verdict, message.partition(": ")[2])
    return why


def _nearest(bench: Bench, file: str, line: int, rows: list[Verdict]) -> list[Verdict]:
    """Give the changed row that begins last before a line of a file."""
    document = open_document(bench.copy / file)
    if not isinstance(document, Document):
        return rows
    now = {piece.key: piece for piece in bench.pieces() if piece.file == file}

    def begins(verdict: Verdict) -> int:
        keys = verdict.piece.keys if verdict.piece is not None else ()
        own = next((each for each in now.values() if verdict.new and each.now == verdict.new), None)
        keys = own.keys if own is not None else keys
        return document.body_line if keys == BODY else document.line(*keys)

    above = [(begins(verdict), number) for number, verdict in enumerate(rows) if begins(verdict) <= line]
    return [rows[max(above)[1]]] if above else rows


def _named(taken: list[Verdict], message: str) -> list[Verdict]:
    """Give the rows whose words an error of another file tells; all of them when it tells none."""
    words = [verdict for verdict in taken if verdict.new and any(line in message for line in verdict.new.split("\n"))]
    return words or [verdict for verdict in taken if verdict.fate is not Fate.FINE] or taken


def write(folder: Path, outcome: Outcome) -> None:
    """Write all files or none: each is prepared beside its place, and what went before is kept until all stand."""
    prepared: list[tuple[Path, Path, bytes | None]] = []
    try:
        for name, text in outcome.files.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            fresh.write_text(text, encoding="utf-8", newline="\n")
            prepared.append((fresh, path, path.read_bytes() if path.is_file() else None))
    except OSError:
        for fresh, *_ in prepared:
            fresh.unlink(missing_ok=True)
        raise
    done: list[tuple[Path, bytes | None]] = []
    try:
        for fresh, path, old in prepared:
            fresh.replace(path)
            done.append((path, old))
    except OSError:
        _put_back(done)
        for fresh, *_ in prepared:
            fresh.unlink(missing_ok=True)
        raise


def _put_back(done: list[tuple[Path, bytes | None]]) -> None:
    for path, old in done:
        if old is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(old)
