"""What a counselor sent: to this person's browser alone, saved or looked at, never run."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from adapters.media import Enclosure
from adapters.web.render import render
from bot.reply import File, Kind, Reply
from tests.media.makers import OGG, PDF, picture
from tests.web.conftest import HOME
from tests.web.scenes import HOSTILE

if TYPE_CHECKING:
    from fastapi import FastAPI

    from tests.web.counter import Counter

ID = "kR3xw0B7J4mP9sT2vY6zQA"
PATH = f"/web/files/{ID}"


def given(client: TestClient, counter: Counter, file: Enclosure) -> None:
    """Have a counselor send something to whoever sits at this browser."""
    visitor = client.cookies["madoguchi"]
    counter.files[(sha256(visitor.encode()).hexdigest(), ID)] = file


@pytest.mark.parametrize(
    ("file", "way"),
    [
        (Enclosure("image/png", "map.png", picture()), "inline"),
        (Enclosure("application/pdf", "form.pdf", PDF), "attachment"),
        (Enclosure("audio/ogg", "hello.ogg", OGG), "attachment"),
    ],
)
def test_it_is_given_to_its_person(client: TestClient, counter: Counter, file: Enclosure, way: str) -> None:
    given(client, counter, file)
    answer = client.get(PATH)
    assert (answer.status_code, answer.content) == (200, file.data)
    assert answer.headers["content-type"] == file.mime
    assert answer.headers["content-disposition"] == f"{way}; filename*=UTF-8''{file.name}"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "private, no-store"
    part = client.get(PATH, headers={"range": "bytes=0-2"})
    assert (part.status_code, part.content) == (206, file.data[:3])
    assert client.head(PATH).headers["content-length"] == str(len(file.data))
    assert client.post(PATH).status_code == 405


def test_to_anybody_else_it_is_not_there(app: FastAPI, client: TestClient, counter: Counter) -> None:
    given(client, counter, Enclosure("application/pdf", "form.pdf", PDF))
    other = TestClient(app, base_url=HOME)
    assert other.get(PATH).status_code == 404
    other.get("/")
    assert other.get(PATH).status_code == 404
    assert other.get(PATH, headers={"cookie": "madoguchi=../../etc"}).status_code == 404
    assert client.get(PATH).status_code == 200
    counter.files.clear()
    assert client.get(PATH).status_code == 404
    assert client.get(f"{PATH}/../{ID}x").status_code == 404


def parts(*files: File) -> list[dict[str, object]]:
    """Give what the page gets."""
    found: list[dict[str, object]] = json.loads(json.dumps(render(Reply(Kind.PERSON, "en", files))["parts"]))
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_the_page_gets_plain_data_and_an_address_of_ours(name: str) -> None:
    assert parts(File(ID, "application/pdf", name, 9))[0] == {
        "type": "file",
        "kind": "document",
        "name": name,
        "size": 9,
        "url": PATH,
    }


def test_of_what_was_taken_back_only_stays_that_it_was_there() -> None:
    assert parts(File(mime="image/png"))[0] == {"type": "file", "kind": "image", "name": "", "size": 0, "url": ""}
