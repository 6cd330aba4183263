"""The worksheet that goes out: readable, locked where it must be, and harmless when it comes back untouched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from knowledge.library import read_phrasebook
from knowledge.review.incoming import read_worksheet
from knowledge.review.intake import take_in
from knowledge.review.piece import Form, Group
from knowledge.review.pieces import pieces
from knowledge.review.verdict import Fate
from knowledge.review.wording import HERE, words_in
from knowledge.review.workbook import COLUMNS
from knowledge.yamlfile import Node, read_yaml
from tests.knowledge.little_library import hours, write
from tests.review.sheets import MORE, TODAY, data_sheets, fates, written

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
TAGS = tuple(language.tag for language in read_phrasebook(KNOWLEDGE).languages)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "library", MORE)


@pytest.fixture
def book(folder: Path, tmp_path: Path) -> Workbook:
    return load_workbook(written(folder, "uk", tmp_path / "uk.xlsx"))


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_a_worksheet_that_comes_back_untouched_changes_nothing(tag: str, tmp_path: Path) -> None:
    incoming = read_worksheet(written(KNOWLEDGE, tag, tmp_path / "sheet.xlsx"))
    assert len(incoming.rows) == len(pieces(KNOWLEDGE, tag)) > 1000
    outcome = take_in(KNOWLEDGE, incoming, "", TODAY)
    assert fates(outcome) == {}
    assert outcome.files == {}


@pytest.mark.slow
def test_a_worksheet_saved_by_another_program_still_changes_nothing(tmp_path: Path) -> None:
    path = written(KNOWLEDGE, "ja", tmp_path / "sheet.xlsx")
    load_workbook(path).save(path)
    outcome = take_in(KNOWLEDGE, read_worksheet(path), "", TODAY)
    assert {verdict.fate for verdict in outcome.verdicts} == {Fate.LEFT}


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_has_one_key_of_its_own(tag: str) -> None:
    found = pieces(KNOWLEDGE, tag)
    assert len({piece.key for piece in found}) == len(found)
    expected = set(Group) - ({Group.SAFETY} if tag == "ja-easy" else set())
    assert {piece.group for piece in found} == expected


def test_nothing_in_a_worksheet_is_a_formula(tmp_path: Path) -> None:
    odd = {
        "entries/lounge-hours/uk.md": hours(
            "uk", title='"=1+2"', asked='"@ko"', body="- один\n+ два {naka.name} {naka.tel}"
        )
    }
    folder = write(tmp_path / "library", {**MORE, **odd})
    book = load_workbook(written(folder, "uk", tmp_path / "uk.xlsx"))
    cells = [cell for sheet in data_sheets(book) for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert any(cell.value == "=1+2" for cell in cells)
    assert fates(take_in(folder, read_worksheet(tmp_path / "uk.xlsx"), "", TODAY)) == {}


def test_only_what_a_reviewer_writes_is_unlocked(book: Workbook, folder: Path) -> None:
    known = {piece.key: piece for piece in pieces(folder, "uk")}
    for sheet in data_sheets(book):
        assert sheet.protection.sheet
        assert sheet.freeze_panes == "B2"
        for row in sheet.iter_rows(min_row=2):
            free = {name for name, cell in zip(COLUMNS, row, strict=True) if not cell.protection.locked}
            piece = known[str(row[0].value)]
            expected = {"remarks"} if piece.fixed else {"better", "fine", "remarks"}
            assert free == expected - ({"fine"} if piece.form is Form.NEW else set())
            assert all(cell.alignment.wrap_text for cell in row)


def test_a_mark_is_chosen_from_a_list_and_only_phrasings_can_be_taken_out(book: Workbook) -> None:
    for sheet in data_sheets(book):
        choices = {rule.formula1 for rule in sheet.data_validations.dataValidation}
        removable = sheet.title.startswith(words_in("uk").say("sheets", "phrasings"))
        assert choices == ({'"✓,✗"'} if removable else {'"✓"'})


def test_the_first_sheet_says_what_to_do_in_the_readers_language_and_in_japanese(book: Workbook) -> None:
    said = [str(cell.value) for (cell,) in book.worksheets[0].iter_rows(max_col=1) if cell.value]
    assert words_in("uk").title.replace("{language}", "Українська") in said
    assert set(words_in("ja").steps) <= set(said)
    assert set(words_in("uk").steps) <= set(said)


def test_a_reviewer_sees_what_will_stand_in_a_slot(book: Workbook) -> None:
    answers = data_sheets(book)[0]
    about = {str(row[0].value): str(row[1].value) for row in answers.iter_rows(min_row=2)}
    assert "{naka.tel} → 045-210-0667" in about["entry/lounge-hours/text"]


def test_a_long_text_is_shown_whole(tmp_path: Path) -> None:
    body = "{naka.name} {naka.tel}\n" + "слово " * 60 + "\n\n" + "横浜" * 60
    folder = write(tmp_path / "library", {**MORE, "entries/lounge-hours/uk.md": hours("uk", body=body)})
    answers = data_sheets(load_workbook(written(folder, "uk", tmp_path / "uk.xlsx")))[0]
    heights = {
        str(row[0].value): answers.row_dimensions[at].height for at, row in enumerate(answers.iter_rows(min_row=2), 2)
    }
    assert heights["entry/lounge-hours/text"] >= 15 * 16
    assert heights["entry/talk-bye/title"] <= 15 * 4


def test_a_language_without_words_of_its_own_is_explained_in_english() -> None:
    assert words_in("xx").steps == words_in("en").steps


def test_every_language_has_words_of_its_own() -> None:
    assert {file.stem for file in (HERE / "words").glob("*.yaml")} == set(TAGS)


def _keys(node: Node) -> object:
    return {key: _keys(value) for key, value in node.items()} if isinstance(node, dict) else None


@pytest.mark.parametrize("file", sorted((HERE / "words").glob("*.yaml")), ids=lambda file: file.stem)
def test_what_to_do_and_the_columns_are_told_in_every_language(file: Path) -> None:
    english, own = read_yaml(HERE / "words" / "en.yaml"), read_yaml(file)
    assert file.stem in TAGS
    assert isinstance(own, dict)
    assert isinstance(english, dict)
    assert {"title", "steps", "columns"} <= own.keys() <= english.keys()
    assert _keys(own["columns"]) == _keys(english["columns"])
    for group in ("sheets", "about"):
        assert set(own[group]) <= set(english[group])
        assert own[group]
    assert any(own["sheets"]["phrasings"] in step for step in own["steps"])  # type: ignore[index,call-overload]
    assert len(own["steps"]) == len(english["steps"])
    assert "{language}" in own["title"]
