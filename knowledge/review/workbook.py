"""The worksheet as an Excel file: what must stay is locked, and nothing in it is ever a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from knowledge.library import read_phrasebook
from knowledge.review.piece import Form, Group, Piece
from knowledge.review.wording import JAPANESE, Examples, about, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from knowledge.review.wording import Words

FORMAT = "madoguchi-review-1"
META = "madoguchi"
COLUMNS = ("where", "about", "source", "beside", "now", "better", "fine", "remarks", "digest")
WIDTHS = (24, 30, 42, 42, 48, 48, 9, 36, 14)
FINE, OUT = "✓", "✗"
_FREE = frozenset({"better", "fine", "remarks"})
_AS_TEXT = "@"
_WIDE = 100
_LINE, _TALLEST = 15.0, 405.0
_THIN = Side(style="thin", color="FFBFBFBF")
_LOCKED, _OPEN, _HEAD = "counter locked", "counter open", "counter head"


def write_workbook(out: Path, folder: Path, tag: str, pieces: tuple[Piece, ...], today: date) -> None:
    """Write the worksheet of one language."""
    book = Workbook()
    for style in _styles():
        book.add_named_style(style)
    language = read_phrasebook(folder).language(tag).name
    own = words_in(tag)
    _guide(book.worksheets[0], list(dict.fromkeys((own.tag, JAPANESE))), language)
    examples = Examples(folder, tag)
    for group in Group:
        rows = [piece for piece in pieces if piece.group is group]
        if rows:
            _sheet(book, group, rows, own, examples)
    meta = book.create_sheet(META)
    meta.sheet_state = "hidden"
    for number, row in enumerate((("format", FORMAT), ("language", tag), ("written", today.isoformat())), 1):
        for column, value in enumerate(row, 1):
            _put(meta, number, column, value, _LOCKED)
    meta.protection.enable()
    book.save(out)


def _guide(sheet: Worksheet, tags: list[str], language: str) -> None:
    sheet.title = "1"
    sheet.column_dimensions["A"].width = _WIDE
    row = 1
    for words in map(words_in, tags):
        _put(sheet, row, 1, words.title.replace("{language}", language), _HEAD)
        for number, step in enumerate(words.steps, 1):
            _put(sheet, row + number, 1, step, _LOCKED)
            sheet.row_dimensions[row + number].height = _height([(step, _WIDE)])
        row += len(words.steps) + 2
    sheet.protection.enable()


def _sheet(book: Workbook, group: Group, pieces: list[Piece], own: Words, examples: Examples) -> None:
    japanese = words_in(JAPANESE)
    sheet = book.create_sheet(_both(own.say("sheets", group), japanese.say("sheets", group), " ")[:31])
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True), 1):
        sheet.row_dimensions[1].height = 3 * _LINE
        head = _both(own.say("columns", name), japanese.say("columns", name), "\n") if name != "digest" else name
        _put(sheet, 1, column, head, _HEAD)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions[get_column_letter(len(COLUMNS))].hidden = True
    for row, piece in enumerate(pieces, 2):
        values = (
            piece.key,
            about(piece, own, examples),
            piece.source,
            piece.beside,
            piece.now,
            "",
            "",
            "",
            piece.digest,
        )
        sheet.row_dimensions[row].height = _height(list(zip(values, WIDTHS, strict=True)))
        for column, (name, value) in enumerate(zip(COLUMNS, values, strict=True), 1):
            free = name in _FREE and not (piece.fixed and name != "remarks") and not (_new(piece) and name == "fine")
            _put(sheet, row, column, value, _OPEN if free else _LOCKED)
    _marks(sheet, own, len(pieces) + 1, removable=group is Group.PHRASINGS)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS) - 1)}{len(pieces) + 1}"
    protection = sheet.protection
    protection.autoFilter = protection.sort = protection.formatColumns = protection.formatRows = False
    protection.enable()


def _height(values: Sequence[tuple[str, int]]) -> float:
    """Give the height of a row in points: office programs do not all fit it to wrapped text by themselves."""
    lines = max((sum(_lines(line, width) for line in value.split("\n")) for value, width in values), default=1)
    return min(_TALLEST, lines * _LINE + 3)


def _lines(text: str, width: int) -> int:
    wide = sum(2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in text)
    return -(-wide // max(1, width - 2)) or 1


def _new(piece: Piece) -> bool:
    return piece.form is Form.NEW


def _marks(sheet: Worksheet, own: Words, last: int, *, removable: bool) -> None:
    """Put the drop-down into its column, with the mark that takes a phrasing out where there are phrasings."""
    choice = f"{FINE},{OUT}" if removable else FINE
    validation = DataValidation(type="list", formula1=f'"{choice}"', allow_blank=True, showErrorMessage=True)
    validation.error = own.say("notice", "wrong")
    column = get_column_letter(COLUMNS.index("fine") + 1)
    validation.add(f"{column}2:{column}{last}")
    sheet.add_data_validation(validation)


def _both(own: str, japanese: str, between: str) -> str:
    return own if own == japanese else f"{own}{between}{japanese}"


def _put(sheet: Worksheet, row: int, column: int, value: str, style: str) -> None:
    """Put a text into a cell, as a text whatever it begins with."""
    cell: Cell = sheet.cell(row, column)  # type: ignore[assignment] # merged ones are not used here
    if value:
        cell.value = value
        cell.data_type = TYPE_STRING
    cell.style = style


def _styles() -> tuple[NamedStyle, ...]:
    def style(name: str, *, locked: bool, bold: bool = False, fill: str = "") -> NamedStyle:
        made = NamedStyle(name, number_format=_AS_TEXT)
        made.alignment = Alignment(wrap_text=True, vertical="top")
        made.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
        made.protection = Protection(locked=locked)
        made.font = Font(name="Noto Sans", size=11, bold=bold)
        if fill:
            made.fill = PatternFill("solid", fgColor=fill)
        return made

    return (
        style(_LOCKED, locked=True, fill="FFF2F2F2"),
        style(_OPEN, locked=False),
        style(_HEAD, locked=True, bold=True, fill="FFD9E4EC"),
    )
