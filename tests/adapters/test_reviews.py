"""``madoguchi review-sheet``: out to a reader, and back, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.cli import main
from tests.knowledge.little_library import write
from tests.review.sheets import MORE, fill

if TYPE_CHECKING:
    from pathlib import Path

TITLE, TEXT = "entry/lounge-hours/title", "entry/lounge-hours/text"
BETTER = "Телефон {naka.tel}: {naka.name}."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", str(tmp_path / "library"))
    return write(tmp_path / "library", MORE)


@pytest.fixture
def sheet(folder: Path, tmp_path: Path) -> Path:
    assert folder.is_dir()
    assert main(["review-sheet", "uk"]) == 0
    return fill(tmp_path / "madoguchi-uk.xlsx", better={TEXT: BETTER}, fine={TITLE: "✓"}, remarks={TITLE: "гарно"})


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_a_reader_corrected_is_taken_and_told(
    folder: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review-sheet", "--import", str(sheet), "--by", "Olha"]) == 0
    said = capsys.readouterr().out
    assert f"{TEXT}: corrected: '{BETTER}'" in said
    assert f"{TITLE}: remark: гарно" in said
    assert "uk: 1 fine, 1 corrected" in said
    assert BETTER in (folder / "entries/lounge-hours/uk.md").read_text(encoding="utf-8")
    assert "Olha" in (folder / "reviews/uk.tsv").read_text(encoding="utf-8")


def test_a_rehearsal_tells_the_same_and_writes_nothing(
    folder: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(folder)
    assert main(["review-sheet", "--import", str(sheet), "--dry-run"]) == 0
    assert "2 files would be written" in capsys.readouterr().out
    assert contents(folder) == before


def test_a_refused_row_shows_in_the_exit_status_and_the_others_are_taken(
    folder: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(sheet, better={"phrase/hello": "Дзвоніть 119"})
    assert main(["review-sheet", "--import", str(sheet)]) == 1
    assert "phrase/hello: REFUSED: 'the number 119" in capsys.readouterr().out.replace("REFUSED: the", "REFUSED: 'the")
    assert BETTER in (folder / "entries/lounge-hours/uk.md").read_text(encoding="utf-8")


def test_taking_the_same_worksheet_twice_does_no_harm(folder: Path, sheet: Path) -> None:
    assert main(["review-sheet", "--import", str(sheet)]) == 0
    before = contents(folder)
    assert main(["review-sheet", "--import", str(sheet)]) == 0
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["xx"], "write one of ja, ja-easy, en, zh-Hans, uk"),
        (["uk", "--out", "no/such/folder.xlsx"], "cannot be written"),
        (["--import", "none.xlsx"], "no such file"),
        (["--import", "none.xlsx", "--by", "a" * 61], "--by"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    assert main(["review-sheet", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
