"""Who wrote and who read the texts is counted, and the manual and the files agree about it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.library import load, read_phrasebook
from knowledge.review.intake import write
from knowledge.review.page import page
from knowledge.review.pieces import pieces
from knowledge.review.standing import Standing, standings
from tests.knowledge.little_library import hours, write as lay
from tests.review.sheets import MORE, TODAY, taken

ROOT = Path(__file__).parents[2]
TAGS = tuple(language.tag for language in read_phrasebook(ROOT / "knowledge").languages)
TITLE, TEXT = "entry/lounge-hours/title", "entry/lounge-hours/text"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay(tmp_path / "library", {**MORE, "entries/lounge-hours/uk.md": hours("uk", by="machine")})


def ukrainian(folder: Path) -> Standing:
    return next(one for one in standings(load(folder)) if one.tag == "uk")


def test_every_text_is_counted_once_as_what_it_is(folder: Path) -> None:
    before = ukrainian(folder)
    assert (before.machine, before.person, before.reviewed, before.last) == (12, 2, 0, "")
    write(folder, taken(folder, "uk", fine={TITLE: "✓", "phrase/yes": "✓"}))
    after = ukrainian(folder)
    assert (after.machine, after.person, after.reviewed, after.last) == (10, 2, 2, TODAY.isoformat())


def test_a_text_that_changed_after_its_review_counts_as_unread_again(folder: Path) -> None:
    write(folder, taken(folder, "uk", fine={TEXT: "✓"}))
    assert ukrainian(folder).reviewed == 1
    body = "Інакше: {naka.name}, {naka.tel}"
    (folder / "entries/lounge-hours/uk.md").write_text(hours("uk", by="machine", body=body), encoding="utf-8")
    assert ukrainian(folder).reviewed == 0


def test_who_only_says_reviewed_is_not_counted_as_reviewed(folder: Path) -> None:
    (folder / "entries/lounge-hours/uk.md").write_text(hours("uk", by="reviewed"), encoding="utf-8")
    assert ukrainian(folder).reviewed == 0


def test_an_answer_that_is_not_there_is_counted_as_missing(folder: Path) -> None:
    (folder / "entries/talk-bye/uk.md").unlink()
    assert ukrainian(folder).missing == 1


@pytest.mark.parametrize("tag", TAGS)
def test_the_count_and_the_worksheet_know_the_same_texts(tag: str) -> None:
    counted = next(one for one in standings(load(ROOT / "knowledge")) if one.tag == tag)
    kinds = ("entry/", "phrase/", "reply/")
    assert counted.texts == sum(piece.read and piece.key.startswith(kinds) for piece in pieces(ROOT / "knowledge", tag))


def test_the_manual_says_what_the_files_say() -> None:
    shown = (ROOT / "docs/languages.md").read_text("utf-8")
    day = re.search(r"^Counted on (\d{4}-\d\d-\d\d)\.$", shown, re.MULTILINE)
    assert day is not None
    fresh = page(standings(load(ROOT / "knowledge")), date.fromisoformat(day[1]))
    assert shown == fresh, "madoguchi check --languages >docs/languages.md"
