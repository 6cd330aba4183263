"""Sheets to print and put up: for each place one page, with a code for each language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno
from PIL import Image, ImageDraw, ImageFont

from adapters.telegram.commands import payload
from adapters.telegram.labels import Label, picture
from bot.errors import MadoguchiError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.phrases import Phrasebook

DOTS = 300
PAGE = (2480, 3508)
"""A4 in dots of 1/300 inch."""
_MARGIN, _HEAD, _COLUMNS, _CODE, _GAP = 120, 400, 3, 405, 20
_BOT = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}", re.ASCII)
_PLAIN_SIZE = 44


class SheetError(MadoguchiError):
    """The sheets cannot be made; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The files that were written, and the words that had no picture (printed in Latin letters or not at all)."""

    files: tuple[Path, ...]
    undrawn: tuple[str, ...] = ()


def write_sheets(
    out: Path,
    username: str,
    places: Mapping[str, tuple[str, str]],
    phrases: Phrasebook,
    languages: Sequence[str] = (),
) -> Sheets:
    """Write ``out``: a PDF with a page for each place, or PNG files, the place behind the name.

    username   the bot's, with or without @
    places     place id -> its name in Japanese and in English
    languages  tags; all that we write when empty
    """
    bot = username.strip().removeprefix("@")
    if not _BOT.fullmatch(bot):
        msg = "the name of a bot is 4 to 32 of A-Z a-z 0-9 _, as @BotFather gave it"
        raise SheetError(msg)
    if not places or out.suffix.lower() not in {".pdf", ".png"}:
        msg = "write the sheets to a name that ends in .pdf or .png, for at least one place"
        raise SheetError(msg)
    tags = tuple(languages) or tuple(language.tag for language in phrases.languages)
    undrawn: list[str] = []
    pages = {place: _page(bot, place, names, phrases, tags, undrawn) for place, names in places.items()}
    missing = tuple(dict.fromkeys(undrawn))
    if out.suffix.lower() == ".pdf":
        first, *rest = pages.values()
        first.save(out, save_all=True, append_images=rest, resolution=DOTS, title=f"@{bot}")
        return Sheets((out,), missing)
    files = {out if len(pages) == 1 else out.with_stem(f"{out.stem}-{place}"): page for place, page in pages.items()}
    for file, page in files.items():
        page.save(file, dpi=(DOTS, DOTS), optimize=True)
    return Sheets(tuple(files), missing)


def link(username: str, place: str, language: str) -> str:
    """Give a deep link (https://core.telegram.org/bots/features#deep-linking, read 2026-11-23)."""
    return f"https://t.me/{username}?start={payload(place, language)}"


def wanted(places: Mapping[str, tuple[str, str]], phrases: Phrasebook) -> Iterator[Label]:
    """Give every label that the sheets of all places and languages need."""
    for language in phrases.languages:
        yield _cell_label(phrases, language.tag)
    for names in places.values():
        yield _head_label(names)


def _cell_label(phrases: Phrasebook, tag: str) -> Label:
    texts = (phrases.language(tag).name, phrases.say("qr_title", tag), phrases.say("qr_hint", tag))
    return Label("cell", tag, texts)


def _head_label(names: tuple[str, str]) -> Label:
    japanese, english = names
    return Label("head", "ja", tuple(dict.fromkeys((japanese, english))))


def _page(  # noqa: PLR0913, PLR0917 - one place, put together from what is given
    bot: str, place: str, names: tuple[str, str], phrases: Phrasebook, tags: Sequence[str], undrawn: list[str]
) -> Image.Image:
    page = Image.new("1", PAGE, 1)
    page.paste(_words(_head_label(names), undrawn), (_MARGIN, _MARGIN))
    rows = -(-len(tags) // _COLUMNS)
    wide = (PAGE[0] - 2 * _MARGIN) // _COLUMNS
    high = min(560, (PAGE[1] - 2 * _MARGIN - _HEAD) // max(rows, 1))
    for at, tag in enumerate(tags):
        row, column = divmod(at, _COLUMNS)
        left, top = _MARGIN + column * wide, _MARGIN + _HEAD + row * high
        code = _code(link(bot, place, tag), min(_CODE, high - _GAP))
        page.paste(code, (left, top))
        page.paste(_words(_cell_label(phrases, tag), undrawn), (left + code.width + _GAP, top + _GAP))
    foot = _latin(f"t.me/{bot}")
    page.paste(foot, (PAGE[0] - _MARGIN - foot.width, PAGE[1] - foot.height - _GAP))
    return page


def _code(text: str, room: int) -> Image.Image:
    """Draw a code, as large as whole dots allow, with the white frame that readers need."""
    code = segno.make_qr(text, error="m")
    rows = [list(row) for row in code.matrix_iter(border=4)]
    image = Image.new("1", (len(rows), len(rows)), 1)
    image.putdata([0 if dark else 1 for row in rows for dark in row])
    scale = max(1, room // len(rows))
    return image.resize((len(rows) * scale, len(rows) * scale), Image.Resampling.NEAREST)


def _words(label: Label, undrawn: list[str]) -> Image.Image:
    drawn = picture(label)
    if drawn is not None:
        return drawn
    undrawn.extend(label.lines)
    latin = [line for line in label.lines if line.isascii()]
    return _latin("\n".join(latin) or " ")


def _latin(text: str) -> Image.Image:
    """Draw Latin letters with the font that Pillow brings along."""
    font = ImageFont.load_default(_PLAIN_SIZE)
    pen = ImageDraw.Draw(Image.new("1", (1, 1)))
    _, _, right, bottom = pen.multiline_textbbox((0, 0), text, font=font)
    image = Image.new("1", (int(right) + 1, int(bottom) + 1), 1)
    ImageDraw.Draw(image).multiline_text((0, 0), text, font=font, fill=0)
    return image
