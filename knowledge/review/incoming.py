"""Reading a worksheet that came back from somebody's office program: nothing in it is trusted."""

from __future__ import annotations

import unicodedata
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.errors import MadoguchiError
from knowledge.review.workbook import COLUMNS, FORMAT, META

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook

MEGABYTE = 1 << 20
PACKED, UNPACKED, PARTS = 10 * MEGABYTE, 150 * MEGABYTE, 500
ROWS, LETTERS = 20_000, 10_000
_HEAD = 4096
_ODD = (
    InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError,
    ParseError, EOFError, RuntimeError, NotImplementedError, AssertionError,
)  # fmt: skip


class WorksheetError(MadoguchiError):
    """A file is no worksheet of ours, or is too large to be one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that came back. ``formula`` names the column in which a formula stands."""

    sheet: str
    number: int
    key: str
    source: str
    now: str
    better: str
    fine: str
    remarks: str
    digest: str
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A worksheet: its language, the day it was written, and its rows."""

    language: str
    written: str
    rows: tuple[Row, ...]


def read_worksheet(path: Path) -> Incoming:
    """Read a worksheet, or say in plain words why it cannot be one."""
    _examine(path)
    try:
        book = load_workbook(path, read_only=True, keep_links=False)
        try:
            return _read(path, book)
        finally:
            book.close()
    except _ODD as error:
        raise WorksheetError(_bad(path, "cannot be read; save it again as .xlsx")) from error


def _examine(path: Path) -> None:
    """Look at the parcel before it is opened: its size, what it would unpack to, and its kind."""
    if not path.is_file():
        raise WorksheetError(_bad(path, "there is no such file"))
    if path.stat().st_size > PACKED:
        raise WorksheetError(_bad(path, f"more than {PACKED // MEGABYTE} MB; a worksheet is smaller"))
    if not zipfile.is_zipfile(path):
        raise WorksheetError(_bad(path, "no Excel file; save the worksheet as .xlsx, without a password"))
    try:
        with zipfile.ZipFile(path) as parcel:
            _weigh(path, parcel)
    except _ODD as error:
        raise WorksheetError(_bad(path, "damaged; save it again as .xlsx")) from error


def _weigh(path: Path, parcel: zipfile.ZipFile) -> None:
    parts = parcel.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise WorksheetError(_bad(path, "it would unpack to more than a worksheet can be"))
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise WorksheetError(_bad(path, "no Excel file; save the worksheet as .xlsx"))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with parcel.open(part) as opened:
                head = opened.read(_HEAD)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head:
                raise WorksheetError(_bad(path, "it holds definitions that no office program writes"))


def _read(path: Path, book: Workbook) -> Incoming:
    if META not in book.sheetnames:
        raise WorksheetError(_bad(path, "no worksheet of madoguchi review-sheet"))
    meta = {row[0].value: str(row[1].value) for row in book[META].iter_rows(max_row=10, max_col=2) if len(row) > 1}
    if meta.get("format") != FORMAT:
        raise WorksheetError(_bad(path, "written by another version; write a new worksheet"))
    rows: list[Row] = []
    for sheet in book.worksheets:
        if sheet.title != META:
            for row in _rows(sheet.title, sheet.iter_rows(max_col=len(COLUMNS), max_row=ROWS + 1)):
                rows.append(row)
                if len(rows) > ROWS:
                    raise WorksheetError(_bad(path, f"more than {ROWS} rows"))
    return Incoming(meta.get("language", ""), meta.get("written", ""), tuple(rows))


def _rows(title: str, rows: Iterator[Sequence[Cell | MergedCell]]) -> Iterator[Row]:
    """Give the rows of a sheet whose columns are ours."""
    head = next(rows, ())
    if len(head) < len(COLUMNS) or _text(head[-1]) != COLUMNS[-1]:
        return
    for number, cells in enumerate(rows, 2):
        said = dict(zip(COLUMNS, map(_text, cells), strict=False))
        if len(said) == len(COLUMNS) and any(said.values()):
            formula = next((name for name, cell in zip(COLUMNS, cells, strict=False) if cell.data_type == "f"), "")
            parts = {name: said[name] for name in ("source", "now", "better", "fine", "remarks", "digest")}
            yield Row(title, number, said["where"].strip(), **parts, formula=formula)


def _text(cell: Cell | MergedCell) -> str:
    """Give a cell's text: whole, in one form, and never more than a cell of ours holds."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    return tidy(str(value))


def tidy(text: str) -> str:
    """Put a text into the form of the library: NFC, plain line ends, no spaces at the ends of lines."""
    plain = unicodedata.normalize("NFC", text).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    plain = plain.replace("\u00a0", " ").replace("\u2028", "\n").replace("\ufeff", "").replace("\v", "\n")
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip()


def _bad(path: Path, what: str) -> str:
    return f"{path}: {what}"
