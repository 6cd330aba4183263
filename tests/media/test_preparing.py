"""What platforms want to know of a file beside the file: a small picture, how long a sound lasts."""

from __future__ import annotations

import io
import os

import pytest
from PIL import Image

from adapters.media import Refused, Why, prepare
from adapters.media.kinds import M4A, MP3
from adapters.media.pictures import SMALL_HEAVIEST, SMALL_SIDE, photographic
from adapters.media.sounds import millis
from tests.media.makers import MP3 as SONG, PDF, SVG, box, located, mp4, picture

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def head(version: int, scale: int, length: int) -> bytes:
    """Give an M4A whose head says how long it lasts."""
    wide = 8 if version else 4
    times = b"\0" * (2 * wide)
    said = bytes([version, 0, 0, 0]) + times + scale.to_bytes(4, "big") + length.to_bytes(wide, "big") + b"\0" * 80
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", box(b"mvhd", said))


def noise(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "length"),
    [
        (head(0, 1000, 7_250), M4A, 7_250),
        (head(1, 44_100, 44_100 * 3), M4A, 3_000),
        (head(0, 0, 7), M4A, 0),
        (head(0, 1, 0xFFFFFFFF), M4A, 0),
        (box(b"moov", box(b"mvhd", b"\0" * 8)), M4A, 0),
        (mp4(b"soun"), M4A, 0),
        (b"", M4A, 0),
        (SONG, MP3, 0),
    ],
)
def test_a_sound_lasts_as_long_as_its_head_says(data: bytes, kind: str, length: int) -> None:
    assert millis(data, kind) == length


async def test_a_picture_has_a_small_one_without_metadata() -> None:
    prepared = await prepare(located(), "a.jpg")
    with Image.open(io.BytesIO(prepared.small)) as small:
        assert small.format == "JPEG"
        assert max(small.size) <= SMALL_SIDE
    assert b"SecretCamera" not in prepared.small
    assert b"SecretComment" not in prepared.small + prepared.whole.data


async def test_the_smallest_is_within_lines_limit_whatever_is_in_it() -> None:
    prepared = await prepare(noise(1600, 1600), "noise.png")
    assert 0 < len(prepared.small) <= SMALL_HEAVIEST
    assert len(prepared.whole.data) <= 10_000_000
    with Image.open(io.BytesIO((await prepare(picture(colour="#ff000000"), "clear.png")).small)) as small:
        assert small.getpixel((0, 0)) == (255, 255, 255), "what one looks through is paper"


async def test_what_is_no_picture_has_none_and_what_is_refused_says_why() -> None:
    prepared = await prepare(PDF, "a.pdf")
    assert (prepared.small, prepared.millis) == (b"", 0)
    with pytest.raises(Refused) as caught:
        await prepare(SVG, "a.png")
    assert caught.value.why is Why.KIND


@pytest.mark.parametrize(("size", "is_one"), [((400, 300), True), ((2000, 100), True), ((2001, 100), False)])
def test_telegram_shows_as_a_photo_what_is_not_too_long(size: tuple[int, int], is_one: bool) -> None:  # noqa: FBT001
    assert photographic(picture(size=size), "image/png") is is_one
