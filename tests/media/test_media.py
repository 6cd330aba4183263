"""What a counselor gets to see of what people attach."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from adapters.media import LARGEST, Refused, Why, collect, inspect
from adapters.media.kinds import sniff
from adapters.media.pictures import LONGEST_SIDE, redraw
from adapters.media.taking import named
from tests.media import makers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def refusal(data: bytes, name: str = "") -> Why:
    with pytest.raises(Refused) as caught:
        await inspect(data, name)
    return caught.value.why


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_pictures_come_out_as_pictures(form: str) -> None:
    shown = await inspect(makers.picture(form), "photo")
    assert shown.picture
    assert shown.mime == ("image/png" if form in ("PNG", "GIF") else "image/jpeg")
    with Image.open(io.BytesIO(shown.data)) as seen:
        assert seen.size == (40, 20)
        red, green, blue = seen.convert("RGB").resize((1, 1)).tobytes()
    assert (red > 240, green < 20, blue < 20) == (True, True, True)


async def test_nothing_but_dots_comes_out() -> None:
    given = makers.located()
    assert b"SecretCamera" in given
    assert b"SecretComment" in given
    shown = await inspect(given, "me.jpg")
    assert b"Secret" not in shown.data
    with Image.open(io.BytesIO(shown.data)) as seen:
        assert not seen.getexif()
        assert seen.size == (20, 40), "it is turned as it was seen"


async def test_bytes_behind_a_picture_are_left_behind() -> None:
    shown = await inspect(makers.picture("JPEG") + makers.HTML + makers.zipped(), "a.jpg")
    assert b"script" not in shown.data
    assert b"PK" not in shown.data[-200:]


async def test_transparency_stays_and_large_pictures_shrink() -> None:
    clear = await inspect(makers.picture("WEBP", colour="#ff000080", lossless=True))
    assert clear.mime == "image/png"
    large = await inspect(makers.picture("JPEG", (6000, 1500)))
    with Image.open(io.BytesIO(large.data)) as seen:
        assert max(seen.size) == LONGEST_SIDE


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (makers.PDF, "application/pdf"),
        (makers.OGG, "audio/ogg"),
        (makers.MP3, "audio/mpeg"),
        (makers.FRAME, "audio/mpeg"),
        (makers.ADTS, "audio/aac"),
        (makers.WAV, "audio/wav"),
        (makers.AMR, "audio/amr"),
        (makers.mp4(b"soun"), "audio/mp4"),
    ],
)  # fmt: skip
async def test_sound_and_pdf_stay_as_they_are(data: bytes, mime: str) -> None:
    shown = await inspect(data, "x.exe")
    assert (shown.mime, shown.data, shown.picture) == (mime, data, False)
    assert not shown.name.endswith("exe")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        makers.SVG,
        b"\xef\xbb\xbf" + makers.SVG,
        makers.HTML,
        makers.zipped(),
        makers.THEORA,
        makers.mp4(b"vide", b"soun"),
        makers.mp4(),
        b"\x00\x00\x00\x18ftypM4A ",
        b"%PDF-1.7 that never ends",
        b"MZ\x90\x00",
        b"\x7fELF",
        b"RIFF\x00\x00\x00\x00AVI ",
        b"\xff\xff\xff\xff",
        b"II*\x00" + b"\0" * 50,
    ],
    ids=lambda data: repr(data[:12]),
)
async def test_everything_else_is_refused(data: bytes) -> None:
    assert await refusal(data, "holiday.jpg") is Why.KIND


async def test_a_zip_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = makers.zipped()
    monkeypatch.setattr("zipfile.ZipFile.__init__", lambda *_, **__: pytest.fail("it was opened"))
    assert await refusal(data, "form.pdf") is Why.KIND


async def test_a_picture_that_would_fill_the_memory_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = makers.bomb()
    assert len(data) < 1 << 20
    monkeypatch.setattr("PIL.Image.open", lambda *_, **__: pytest.fail("it was opened"))
    assert await refusal(data) is Why.PIXELS


@pytest.mark.parametrize("form", ["JPEG", "GIF", "WEBP"])
async def test_a_picture_that_says_it_is_huge_is_not_unpacked(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = makers.picture(form, (16_000, 2_501))
    monkeypatch.setattr("PIL.Image.open", lambda *_, **__: pytest.fail("it was opened"))
    assert await refusal(data) is Why.PIXELS


async def test_a_jpeg_with_a_second_larger_frame_is_judged_by_that() -> None:
    small, large = makers.picture("JPEG"), makers.picture("JPEG", (16_000, 2_501))
    at = large.index(b"\xff\xc0")
    frame = large[at : at + 2 + int.from_bytes(large[at + 2 : at + 4], "big")]
    assert await refusal(small[:2] + frame + small[2:]) is Why.PIXELS


async def test_a_jpeg_painted_over_and_over_is_refused() -> None:
    assert await refusal(makers.picture("JPEG") + b"\xff\xda\x00\x02" * 65) is Why.PIXELS


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_a_torn_picture_is_refused_and_harms_nothing(form: str) -> None:
    whole = makers.picture(form, (300, 300))
    for length in (8, 12, 20, 30, len(whole) // 2):
        assert await refusal(whole[:length]) in (Why.BROKEN, Why.KIND)


async def test_a_picture_without_loss_that_would_be_heavy_is_written_with_a_little_loss() -> None:
    noise = Image.effect_noise((2600, 2600), 100).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    data, kind = redraw(out.getvalue(), "image/png")
    assert kind == "image/jpeg"
    assert len(data) < len(out.getvalue())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("form.pdf", "form.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\lease.docx", "lease.pdf"),
        ("/etc/", "attachment.pdf"),
        ("..", "attachment.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("a\0b\r\nc.pdf", "abc.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ('x"; filename="y.exe', "x_; filename=_y.pdf"),
        ("Договір оренди.pdf", "Договір оренди.pdf"),
        ("名" * 300 + ".pdf", "名" * 80 + ".pdf"),
        ("", "attachment.pdf"),
    ],
)
def test_a_name_has_no_path_and_tells_the_truth(given: str, name: str) -> None:
    assert named(given, "application/pdf") == name


async def chunks(*sizes: int) -> AsyncIterator[bytes]:
    for size in sizes:
        yield b"x" * size


async def test_a_stream_is_read_no_further_than_agreed() -> None:
    assert len(await collect(chunks(10, 20))) == 30
    taken: list[int] = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            taken.append(1 << 20)
            yield b"x" * (1 << 20)

    with pytest.raises(Refused) as caught:
        await collect(endless())
    assert caught.value.why is Why.LARGE
    assert sum(taken) <= LARGEST + (1 << 20)


async def test_what_says_it_is_too_large_is_not_begun() -> None:
    stream = chunks(25 << 20)
    with pytest.raises(Refused):
        await collect(stream, 25 << 20)
    assert len(await anext(aiter(stream))) == 25 << 20, "the first of it is still there"
    assert await refusal(makers.PDF + b"\0" * (25 << 20) + b"%%EOF") is Why.LARGE


def test_an_mp4_of_endless_boxes_ends() -> None:
    assert sniff(makers.box(b"ftyp", b"M4A ") + makers.box(b"free") * 50_000) is None
    assert sniff(makers.box(b"ftyp", b"M4A ") + b"\0\0\0\1free" + b"\xff" * 8) is None
