"""A worksheet filled in by hand, as far as the tests need one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from knowledge.review.incoming import Incoming, Row
from knowledge.review.intake import Outcome, take_in
from knowledge.review.pieces import pieces
from knowledge.review.verdict import Fate
from knowledge.review.workbook import COLUMNS, META, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TODAY = date(2026, 11, 23)
CUES = 'by: machine\ncues:\n  yes: [так, "ага", угу]\n  no: [ні]\nlanguage_names: {}\n'
CANNED = {
    "canned/ja.yaml": 'by: machine\nreplies:\n  wait: "少しお待ちください。{naka.tel}"\n',
    "canned/uk.yaml": 'by: machine\nreplies:\n  wait: "Зачекайте. {naka.tel}"\n',
}
SAFETY = (
    "by: machine\nmisspelled: [поліцейський]\nrules:\n- rule: call\n  any: [викликати поліц*]\n  unless: [фільм*]\n"
)
MORE = {"cues/uk.yaml": CUES, "safety/safety-police/uk.yaml": SAFETY, **CANNED}


def written(folder: Path, tag: str, out: Path) -> Path:
    write_workbook(out, folder, tag, pieces(folder, tag), TODAY)
    return out


def data_sheets(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets[1:] if sheet.title != META]


def fill(path: Path, **columns: dict[str, object]) -> Path:
    """Write values into a worksheet: fill(path, better={key: text}, fine={key: mark})."""
    book = load_workbook(path)
    left = {(column, key) for column, values in columns.items() for key in values}
    for sheet in data_sheets(book):
        for row in range(2, sheet.max_row + 1):
            key = str(sheet.cell(row, 1).value)
            for column, values in columns.items():
                if key in values:
                    sheet.cell(row, COLUMNS.index(column) + 1).value = values[key]  # type: ignore[assignment]
                    left.discard((column, key))
    assert not left, f"no such rows: {left}"
    book.save(path)
    return path


def rows(folder: Path, tag: str, **columns: dict[str, str]) -> Incoming:
    """Give what would come back of a worksheet, without the file around it."""
    made = []
    for number, piece in enumerate(pieces(folder, tag), 2):
        said = {column: values.get(piece.key, "") for column, values in columns.items()}
        parts = {"source": piece.source, "now": piece.now, "better": "", "fine": "", "remarks": "", **said}
        made.append(Row("Answers", number, piece.key, **parts, digest=piece.digest))
    return Incoming(tag, TODAY.isoformat(), tuple(made))


def taken(folder: Path, tag: str, **columns: dict[str, str]) -> Outcome:
    return take_in(folder, rows(folder, tag, **columns), "Olha", TODAY)


def fates(outcome: Outcome) -> dict[str, Fate]:
    return {verdict.row.key: verdict.fate for verdict in outcome.verdicts if verdict.fate is not Fate.LEFT}


def why(outcome: Outcome, key: str) -> str:
    return next(verdict.why for verdict in outcome.verdicts if verdict.row.key == key)
