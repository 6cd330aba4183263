"""Sheets to print: every code leads to its place and language, every word has its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import segno
from PIL import Image

from adapters.telegram import labels, qr
from tests.telegram.draw_labels import places

if TYPE_CHECKING:
    from pathlib import Path

    from bot.phrases import Phrasebook

NAMES = {"tsurumi": ("鶴見国際交流ラウンジ", "Tsurumi International Lounge")}


def test_every_word_on_the_sheets_has_been_drawn(phrases: Phrasebook) -> None:
    """When this fails: python -m tests.telegram.draw_labels."""
    wanted = {label.file for label in qr.wanted(places(), phrases)}
    assert wanted == {path.name for path in labels.FOLDER.glob("*.png")}
    assert sum(path.stat().st_size for path in labels.FOLDER.glob("*.png")) < 1_000_000


def test_every_link_can_be_a_deep_link(phrases: Phrasebook) -> None:
    for place in places():
        for language in phrases.languages:
            payload = qr.link("some_bot", place, language.tag).partition("?start=")[2]
            assert 0 < len(payload) <= 64
            assert payload.replace("-", "").replace("_", "").isalnum()


def test_the_code_on_the_sheet_is_the_link(tmp_path: Path, phrases: Phrasebook) -> None:
    out = tmp_path / "sheet.png"
    assert qr.write_sheets(out, "@some_bot", NAMES, phrases, ["uk"]) == qr.Sheets((out,))
    rows = [list(row) for row in segno.make_qr("https://t.me/some_bot?start=tsurumi_uk", error="m").matrix]
    scale = 405 // (len(rows) + 8)
    with Image.open(out) as page:
        assert page.size == qr.PAGE
        seen = page.convert("L")
    left, top = 120 + 4 * scale + scale // 2, 520 + 4 * scale + scale // 2
    at = range(len(rows))
    assert [[int(seen.getpixel((left + x * scale, top + y * scale)) == 0) for x in at] for y in at] == rows


def test_a_pdf_has_a_page_for_each_place(tmp_path: Path, phrases: Phrasebook) -> None:
    out = tmp_path / "sheets.pdf"
    two = {**NAMES, "naka": ("なか国際交流ラウンジ", "Naka International Lounge")}
    assert qr.write_sheets(out, "some_bot", two, phrases, ["en"]).files == (out,)
    assert out.read_bytes().count(b"/Type /Page\n") == 2


def test_a_picture_for_each_place(tmp_path: Path, phrases: Phrasebook) -> None:
    two = {**NAMES, "naka": ("なか国際交流ラウンジ", "Naka")}
    sheets = qr.write_sheets(tmp_path / "s.png", "some_bot", two, phrases, ["en"])
    assert [file.name for file in sheets.files] == ["s-tsurumi.png", "s-naka.png"]


def test_words_without_a_picture_are_said(tmp_path: Path, phrases: Phrasebook) -> None:
    sheets = qr.write_sheets(tmp_path / "s.png", "some_bot", {"new": ("新しい所", "New Place")}, phrases, ["en"])
    assert sheets.undrawn == ("新しい所", "New Place")


@pytest.mark.parametrize(
    ("name", "username", "names"),
    [("s.txt", "some_bot", NAMES), ("s.pdf", "t.me/x?y", NAMES), ("s.pdf", "", NAMES), ("s.pdf", "some_bot", {})],
)
def test_what_cannot_be_printed_is_said(
    name: str, username: str, names: dict[str, tuple[str, str]], tmp_path: Path, phrases: Phrasebook
) -> None:
    with pytest.raises(qr.SheetError):
        qr.write_sheets(tmp_path / name, username, names, phrases)
