"""A pass is good for one file until it ends, and nobody but us can write one."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from adapters.media import Enclosure
from adapters.passes import LASTS, PATH, Passes
from adapters.pickup import Pickup
from bot.errors import StoreError
from tests.media.makers import PDF, picture
from tests.web.counter import phrasebook

ID, OTHER = "kR3xw0B7J4mP9sT2vY6zQA", "AAAAAAAAAAAAAAAAAAAAAA"
NOW = 1_795_000_000.0
PASSES = Passes("https://counter.example", b"a secret of the store's")
FORM = Enclosure("application/pdf", '"><img src=x>.pdf', PDF)
MAP, SMALL = Enclosure("image/png", "map.png", picture()), Enclosure("image/jpeg", "map.png", picture("JPEG"))


class Drawer:
    """Keeps three things."""

    def __init__(self) -> None:
        self.held = {(ID, False): FORM, (OTHER, False): MAP, (OTHER, True): SMALL}
        self.fault: StoreError | None = None

    async def sent(self, file: str, *, small: bool = False) -> Enclosure | None:
        if self.fault is not None:
            raise self.fault
        return self.held.get((file, small))


class Window:
    """The window, and the time there."""

    def __init__(self) -> None:
        self.drawer, self.now = Drawer(), NOW
        app = FastAPI(openapi_url=None)
        app.include_router(Pickup(PASSES, self.drawer, phrasebook(), lambda: self.now).router)
        self.client = TestClient(app, base_url="https://counter.example")


@pytest.fixture
def window() -> Window:
    return Window()


def way(file: str = ID, ending: str = "pdf", *, small: bool = False) -> str:
    return PASSES.write(file, ending, NOW, small=small).removeprefix("https://counter.example")


def test_a_document_is_only_ever_saved_under_its_name(window: Window) -> None:
    answer = window.client.get(way())
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/pdf"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename*=UTF-8''")
    assert not set('"<> \n') & set(disposition.split("''")[1])
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"


def test_a_picture_may_be_looked_at_whole_and_small(window: Window) -> None:
    whole, small = window.client.get(way(OTHER, "png")), window.client.get(way(OTHER, "jpg", small=True))
    assert (whole.content, whole.headers["content-type"]) == (MAP.data, "image/png")
    assert (small.content, small.headers["content-type"]) == (SMALL.data, "image/jpeg")
    assert whole.headers["content-disposition"].startswith("inline;")


def test_players_get_the_part_that_they_ask_for(window: Window) -> None:
    def part(asked: str) -> tuple[int, bytes, str]:
        answer = window.client.get(way(), headers={"range": asked})
        return answer.status_code, answer.content, answer.headers.get("content-range", "")

    size = len(PDF)
    assert part("bytes=0-3") == (206, PDF[:4], f"bytes 0-3/{size}")
    assert part("bytes=5-") == (206, PDF[5:], f"bytes 5-{size - 1}/{size}")
    assert part("bytes=-4") == (206, PDF[-4:], f"bytes {size - 4}-{size - 1}/{size}")
    assert part(f"bytes=3-{size * 9}") == (206, PDF[3:], f"bytes 3-{size - 1}/{size}")
    assert part(f"bytes={size}-") == (416, b"", f"bytes */{size}")
    assert part("bytes=-0") == (416, b"", f"bytes */{size}")
    for odd in ("bytes=", "bytes=-", "bytes=9-2", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b"):
        assert part(odd) == (200, PDF, "")


def test_head_tells_without_giving(window: Window) -> None:
    answer = window.client.head(way())
    assert answer.status_code == 200
    assert answer.headers["content-length"] == str(len(PDF))
    assert window.client.post(way()).status_code == 405


def test_it_ends_after_a_week_and_says_so_in_the_reader_s_language(window: Window) -> None:
    window.now = NOW + LASTS.total_seconds() - 1
    assert window.client.get(way()).status_code == 200
    window.now += 1
    answer = window.client.get(way(), headers={"accept-language": "uk-UA,uk;q=0.9"})
    assert answer.status_code == 410
    assert answer.text.startswith("Цей файл уже не відкривається.")
    assert "can no longer be opened" in answer.text
    assert FORM.data not in answer.content


def test_what_was_erased_is_gone_whatever_the_pass_says(window: Window) -> None:
    window.drawer.held.clear()
    assert window.client.get(way()).status_code == 410
    window.drawer.fault = StoreError("away")
    assert window.client.get(way()).status_code == 503


def test_nobody_writes_a_pass_but_us(window: Window) -> None:
    good = way().removeprefix(f"{PATH}/")
    file, ends, seal = good.split("/")
    later = f"{int(ends[1:], 16) + 1:08x}"
    for forged in (
        f"{OTHER}/{ends}/{seal}",
        f"{file}/w{later}/{seal}",
        f"{file}/s{ends[1:]}/{seal}",
        f"{file}/{ends}/{'A' * 22}.pdf",
        f"{file}/{ends}",
        f"{file}",
        "",
        "../../data.key",
        f"{file}/{ends}/{seal}/../x",
        f"{file}/w-0000001/{seal}",
    ):
        assert PASSES.read(forged) is None, forged
        answer = window.client.get(f"{PATH}/{forged}")
        assert answer.status_code == 404, forged
        assert answer.content in {b"", b'{"detail":"Not Found"}'}
    assert PASSES.read(good + "\n") is None
    stranger = Passes("https://counter.example", b"another secret").write(ID, "pdf", NOW)
    assert window.client.get(stranger).status_code == 404


def test_only_an_encrypted_address_is_one_that_platforms_reach() -> None:
    assert PASSES.reachable
    assert not Passes("", b"k").reachable
    assert not Passes("http://127.0.0.1:8000", b"k").reachable
