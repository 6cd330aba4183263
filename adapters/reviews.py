"""``madoguchi review-sheet``: a worksheet goes out to a reader of a language, and comes back."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.settings import read_settings
from bot.errors import SettingsError
from knowledge.library import read_phrasebook

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from knowledge.review.intake import Outcome
    from knowledge.review.verdict import Verdict

_TOLD = {
    "changed": "corrected",
    "added": "added",
    "removed": "taken out",
    "refused": "REFUSED",
    "conflict": "CONFLICT",
}


def review_sheet(options: argparse.Namespace) -> int:
    """Write a worksheet, or take one that came back; 1 when a row of it could not be taken."""
    folder = read_settings().knowledge_dir
    if options.file is not None:
        return _take(folder, options.file, options.by, dry=options.dry_run)
    return _write(folder, options.language, options.out or Path(f"madoguchi-{options.language}.xlsx"))


def _write(folder: Path, tag: str, out: Path) -> int:
    from knowledge.review.pieces import pieces  # noqa: PLC0415 - each command loads what it needs
    from knowledge.review.workbook import write_workbook  # noqa: PLC0415

    book = read_phrasebook(folder)
    if not book.knows(tag):
        tags = ", ".join(language.tag for language in book.languages)
        raise SettingsError((f"review-sheet: write one of {tags}",))
    found = pieces(folder, tag)
    try:
        write_workbook(out, folder, tag, found, _today())
    except OSError as error:
        raise SettingsError((f"--out {out}: cannot be written ({error.strerror})",)) from error
    _say(f"written: {out} ({len(found)} rows); give it to somebody who reads {book.language(tag).name}")
    return 0


def _take(folder: Path, file: Path, by: str, *, dry: bool) -> int:
    from knowledge.review.incoming import read_worksheet  # noqa: PLC0415
    from knowledge.review.intake import take_in, write  # noqa: PLC0415
    from knowledge.review.ledger import reader_name  # noqa: PLC0415
    from knowledge.review.verdict import Fate  # noqa: PLC0415

    reader = reader_name(by)
    questions = Path("tests/questions")
    incoming = read_worksheet(file)
    outcome = take_in(folder, incoming, reader, _today(), questions if questions.is_dir() else None)
    for verdict in outcome.verdicts:
        _tell(verdict)
    counts = outcome.counts
    told = (f"{count} {_TOLD.get(fate.value, fate.value)}" for fate, count in counts.items() if fate is not Fate.LEFT)
    _say(f"{incoming.language}: {', '.join(told) or 'nothing was filled in'}")
    if not dry:
        write(folder, outcome)
    _end(outcome, dry=dry)
    return 1 if counts[Fate.REFUSED] or counts[Fate.CONFLICT] else 0


def _tell(verdict: Verdict) -> None:
    """Say what became of a row; what was only found good is counted."""
    row, fate = verdict.row, verdict.fate.value
    place = f"{row.sheet} {row.number}: {row.key}"
    if fate in _TOLD:
        _say(f"{place}: {_TOLD[fate]}{': ' if verdict.why or verdict.new else ''}{verdict.why or verdict.new!r}")
    if row.remarks:
        _say(f"{place}: remark: {row.remarks}")


def _end(outcome: Outcome, *, dry: bool) -> None:
    if not outcome.files:
        _say("no file is changed")
        return
    _say(f"{len(outcome.files)} files {'would be written' if dry else 'written'}")
    if outcome.retrain and not dry:
        _say("now: madoguchi publish, madoguchi check, and the tests")


def _today() -> date:
    return datetime.now(UTC).date()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
