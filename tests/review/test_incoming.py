"""What is no worksheet of ours is refused with a clear word, whatever it is; odd cells stay what they are: text."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import Workbook, load_workbook

from knowledge.library import load
from knowledge.review import incoming as room
from knowledge.review.incoming import WorksheetError, read_worksheet, tidy
from knowledge.review.intake import take_in, write
from knowledge.review.verdict import Fate
from knowledge.review.workbook import META
from tests.knowledge.little_library import write as lay
from tests.review.sheets import MORE, TODAY, data_sheets, fates, fill, taken, why, written

if TYPE_CHECKING:
    from pathlib import Path

TITLE, TEXT, NEW = (f"entry/lounge-hours/{part}" for part in ("title", "text", "asked/new"))
ODD = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
WRITABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n\t"), max_size=40
)
ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><workbook>&b;</workbook>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay(tmp_path / "library", MORE)


@pytest.fixture
def sheet(folder: Path, tmp_path: Path) -> Path:
    return written(folder, "uk", tmp_path / "uk.xlsx")


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, content in files.items():
            parcel.writestr(name, content)
    return path


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WorksheetError, match="no such file"):
        read_worksheet(tmp_path / "none.xlsx")


@pytest.mark.parametrize("content", [b"", b"key;better\n", b"PK\x03\x04 not really", b"\xd0\xcf\x11\xe0old excel"])
def test_a_file_of_another_kind(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorksheetError, match=r"no Excel file|damaged"):
        read_worksheet(path)


def test_a_file_of_another_office_program(tmp_path: Path) -> None:
    path = packed(tmp_path / "uk.ods", {"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"})
    with pytest.raises(WorksheetError, match=r"save the worksheet as \.xlsx"):
        read_worksheet(path)


def test_a_workbook_of_somebody_else(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "foreign.xlsx")
    with pytest.raises(WorksheetError, match="no worksheet of madoguchi"):
        read_worksheet(tmp_path / "foreign.xlsx")


def test_a_worksheet_of_another_version(sheet: Path) -> None:
    book = load_workbook(sheet)
    book[META]["B1"] = "madoguchi-review-0"
    book.save(sheet)
    with pytest.raises(WorksheetError, match="another version"):
        read_worksheet(sheet)


def test_a_worksheet_of_a_language_we_do_not_write(sheet: Path, folder: Path) -> None:
    book = load_workbook(sheet)
    book[META]["B2"] = "../../etc"
    book.save(sheet)
    with pytest.raises(WorksheetError, match="not one of our languages"):
        take_in(folder, read_worksheet(sheet), "", TODAY)


def test_a_file_that_would_unpack_to_far_too_much(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.xlsx", {"xl/workbook.xml": b"<x/>", "xl/big.xml": b"0" * (room.UNPACKED + 1)})
    assert bomb.stat().st_size < room.PACKED
    with pytest.raises(WorksheetError, match="unpack to more"):
        read_worksheet(bomb)


def test_a_file_of_very_many_parts(tmp_path: Path) -> None:
    many = packed(tmp_path / "many.xlsx", {f"xl/{number}.xml": b"" for number in range(room.PARTS + 1)})
    with pytest.raises(WorksheetError, match="unpack to more"):
        read_worksheet(many)


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "large.xlsx").open("wb") as large:
        large.truncate(room.PACKED + 1)
    with pytest.raises(WorksheetError, match="more than 10 MB"):
        read_worksheet(tmp_path / "large.xlsx")


@pytest.mark.parametrize("content", [ENTITIES.encode(), ENTITIES.encode("utf-16")], ids=["utf-8", "utf-16"])
def test_a_file_with_definitions_that_grow_when_read(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(WorksheetError, match="definitions"):
        read_worksheet(packed(tmp_path / "laughs.xlsx", {"xl/workbook.xml": content}))


def test_a_worksheet_cut_in_the_middle(sheet: Path) -> None:
    content = sheet.read_bytes()
    for share in (0.2, 0.5, 0.9, 0.99):
        sheet.write_bytes(content[: int(len(content) * share)])
        with pytest.raises(WorksheetError, match=r"no Excel file|damaged|cannot be read"):
            read_worksheet(sheet)


def test_a_worksheet_with_one_part_spoiled(sheet: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sheet) as parcel:
        parts = {name: parcel.read(name) for name in parcel.namelist()}
    for name in ("xl/workbook.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml", "xl/styles.xml"):
        with pytest.raises(WorksheetError, match="cannot be read"):
            read_worksheet(packed(tmp_path / "odd.xlsx", {**parts, name: b"<broken"}))


def test_a_formula_is_neither_carried_out_nor_taken(sheet: Path, folder: Path) -> None:
    fill(sheet, better={TITLE: '=HYPERLINK("http://x","y")', "phrase/yes": "Так, звісно"})
    outcome = take_in(folder, read_worksheet(sheet), "", TODAY)
    assert fates(outcome) == {TITLE: Fate.REFUSED, "phrase/yes": Fate.CHANGED}
    assert "formula" in why(outcome, TITLE)


@pytest.mark.parametrize("text", ["+Так", "-Так", "@Так", "'Так", "Так\tі ні", '"Так": #ні', "{Так", "- так", "yes"])
def test_a_text_that_begins_like_a_formula_stays_a_text(text: str, sheet: Path, folder: Path) -> None:
    fill(sheet, better={"phrase/yes": text})
    outcome = take_in(folder, read_worksheet(sheet), "", TODAY)
    if "{" in text:
        assert fates(outcome) == {"phrase/yes": Fate.REFUSED}
        return
    write(folder, outcome)
    assert load(folder).phrasebook.say("yes", "uk") == text


def test_numbers_dates_and_truths_in_cells_are_texts_or_nothing(sheet: Path, folder: Path) -> None:
    fill(sheet, better={TITLE: 12, "phrase/yes": TODAY, "phrase/hello": True})
    found = take_in(folder, read_worksheet(sheet), "", TODAY)
    assert fates(found) == {TITLE: Fate.REFUSED, "phrase/yes": Fate.REFUSED}


def test_a_row_that_stands_twice_is_taken_once(sheet: Path, folder: Path) -> None:
    book = load_workbook(sheet)
    answers = data_sheets(book)[0]
    values = [cell.value for cell in next(row for row in answers.iter_rows(min_row=2) if row[0].value == TITLE)]
    for better in ("Один", "Два"):
        answers.append([*values[:5], better, *values[6:]])
    book.save(sheet)
    outcome = take_in(folder, read_worksheet(sheet), "", TODAY)
    assert [verdict.fate for verdict in outcome.verdicts if verdict.row.better] == [Fate.CHANGED, Fate.REFUSED]


def test_a_row_with_a_foreign_key_touches_nothing(sheet: Path, folder: Path) -> None:
    book = load_workbook(sheet)
    data_sheets(book)[0].append(["../../x", "", "", "", "", "Привіт", "✓", "", ""])
    data_sheets(book)[0].append(["", "", "", "", "", "Привіт", "✓", "", ""])
    book.save(sheet)
    outcome = take_in(folder, read_worksheet(sheet), "", TODAY)
    assert sorted(verdict.fate for verdict in outcome.verdicts if verdict.row.better) == [Fate.CONFLICT, Fate.REFUSED]
    assert outcome.files == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from([TITLE, TEXT, NEW, "phrase/hello", "cue/yes", "safety/safety-police/call/any"]), text=ODD)
def test_whatever_is_written_the_library_stays_whole(key: str, text: str, tmp_path: Path) -> None:
    folder = lay(tmp_path / "library", MORE)
    outcome = taken(folder, "uk", better={key: text})
    before = load(folder)
    write(folder, outcome)
    after = load(folder)
    assert set(after.entries) == set(before.entries)
    assert after.phrasebook.words("uk", "").keys() == before.phrasebook.words("uk", "").keys()
    if fates(outcome).get(key) is Fate.CHANGED and key == "phrase/hello":
        assert after.phrasebook.say("hello", "uk") == tidy(text)
    if not outcome.files:
        assert after.entries == before.entries


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WRITABLE)
def test_a_cell_comes_back_as_it_was_written(text: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    if not path.exists():
        written(lay(tmp_path / "library", MORE), "uk", path)
    book = load_workbook(path)
    cell = data_sheets(book)[0].cell(2, 8)
    cell.value = text
    cell.data_type = "s"
    book.save(tmp_path / "odd.xlsx")
    row = read_worksheet(tmp_path / "odd.xlsx").rows[0]
    assert row.remarks == tidy(text)
    assert row.formula == ""
