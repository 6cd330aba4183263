"""Packages are fetched from an index, here a server of the tests: whole, or not at all."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from adapters.translate import index
from adapters.translate.archive import PackageError
from adapters.translate.index import Offer, fetch, offers, safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENT = bytes(range(256)) * 1000


class Server:
    """Serves what ``files`` holds; cuts the first ``cuts`` answers off in the middle; notes what was asked."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cuts = 0
        self.ranges = True
        self.status = 200
        self.moved = ""
        self.asked: list[tuple[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/mirror"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,))
        self._thread.start()

    def answer(self, call: BaseHTTPRequestHandler) -> None:
        wanted = call.headers.get("Range", "")
        self.asked.append((call.path, wanted))
        content = self.files.get(call.path)
        call.close_connection = True
        if self.moved:
            call.send_response(302)
            call.send_header("Location", self.moved)
            call.send_header("Content-Length", "0")
            call.end_headers()
            return
        if content is None or self.status != 200:
            call.send_error(404 if content is None else self.status)
            return
        begin = int(wanted.removeprefix("bytes=").split("-")[0]) if wanted and self.ranges else 0
        if begin > len(content):
            call.send_error(416)
            return
        call.send_response(206 if begin else 200)
        call.send_header("Content-Length", str(len(content) - begin))
        call.end_headers()
        rest = content[begin:]
        if self.cuts:
            self.cuts -= 1
            rest = rest[: len(rest) // 2]
        call.wfile.write(rest)

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    one.files["/mirror/x.argosmodel"] = CONTENT
    yield one
    one.close()


@pytest.fixture
def offer(server: Server) -> Offer:
    return Offer("uk-en", "1.0", (f"{server.url}/x.argosmodel",), "")


def put(server: Server, rows: Any) -> None:
    server.files["/mirror/index.json"] = json.dumps(rows).encode()


def test_the_index_is_read_and_what_is_odd_in_it_is_passed_over(server: Server) -> None:
    link = "https://example.org/uk_en.argosmodel"
    good = {"from_code": "uk", "to_code": "en", "package_version": "1.9", "links": [link], "sha256": "A" * 64}
    older = good | {"package_version": "1.0", "links": []}
    odd: list[Any] = [1, None, {}, {"from_code": "uk"}, {"type": "sbd"}, good | {"from_code": "../x"}]
    put(server, [good, older, *odd])
    assert offers(server.url) == {"uk-en": Offer("uk-en", "1.9", (link,), "a" * 64)}


def test_links_into_the_open_are_not_followed_and_those_of_a_mirror_may_be_short(server: Server) -> None:
    links = ["http://example.org/a", "ftp://example.org/a", "file:///etc/passwd", "uk_en.argosmodel"]
    put(server, [{"from_code": "uk", "to_code": "en", "links": links}])
    assert offers(server.url)["uk-en"].links == (f"{server.url}/uk_en.argosmodel",)


@pytest.mark.parametrize("content", [b"", b"<html>", b"\xff", b"[" * 100_000])
def test_an_index_that_is_none_says_what_to_do(server: Server, content: bytes) -> None:
    server.files["/mirror/index.json"] = content
    with pytest.raises(PackageError, match="madoguchi translate install FILE"):
        offers(server.url)


def test_without_a_network_it_says_at_once_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_PATIENCE_S", 1.0)
    with pytest.raises(PackageError, match="No internet here"):
        offers("http://127.0.0.1:9/")


def test_a_package_is_fetched_with_its_progress(server: Server, offer: Offer, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    fetch(offer, tmp_path / "x", lambda done, total: told.append((done, total)))
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert [each.name for each in tmp_path.iterdir()] == ["x"]
    assert server.asked == [("/mirror/x.argosmodel", "")]


def test_a_cut_line_is_taken_up_where_it_was_cut(server: Server, offer: Offer, tmp_path: Path) -> None:
    server.cuts = 2
    fetch(offer, tmp_path / "x", lambda *_: None)
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert [wanted for _, wanted in server.asked] == [
        "",
        f"bytes={len(CONTENT) // 2}-",
        f"bytes={len(CONTENT) * 3 // 4}-",
    ]


def test_what_is_left_of_one_command_is_used_by_the_next(server: Server, offer: Offer, tmp_path: Path) -> None:
    server.cuts = 99
    with pytest.raises(PackageError, match="it goes on where it stopped"):
        fetch(offer, tmp_path / "x", lambda *_: None)
    assert not (tmp_path / "x").exists()
    server.cuts = 0
    fetch(offer, tmp_path / "x", lambda *_: None)
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert server.asked[-1][1].startswith("bytes=")


def test_a_server_that_knows_no_parts_begins_anew(server: Server, offer: Offer, tmp_path: Path) -> None:
    server.cuts, server.ranges = 1, False
    fetch(offer, tmp_path / "x", lambda *_: None)
    assert (tmp_path / "x").read_bytes() == CONTENT


def test_what_is_left_of_a_longer_file_is_thrown_away(server: Server, offer: Offer, tmp_path: Path) -> None:
    (tmp_path / "x.part").write_bytes(CONTENT * 2)
    fetch(offer, tmp_path / "x", lambda *_: None)
    assert (tmp_path / "x").read_bytes() == CONTENT
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", [404, 500])
def test_a_refusal_is_told_with_its_number(server: Server, offer: Offer, tmp_path: Path, status: int) -> None:
    server.status = status
    with pytest.raises(PackageError, match=f"it answers {status}"):
        fetch(offer, tmp_path / "x", lambda *_: None)


def test_another_link_is_tried(server: Server, tmp_path: Path) -> None:
    links = (f"{server.url}/gone", f"{server.url}/x.argosmodel")
    fetch(Offer("uk-en", "1.0", links, ""), tmp_path / "x", lambda *_: None)
    assert (tmp_path / "x").read_bytes() == CONTENT


def test_nobody_is_sent_on_into_the_open(server: Server, offer: Offer, tmp_path: Path) -> None:
    server.moved = "http://example.org/x"
    with pytest.raises(PackageError, match="not fetched"):
        fetch(offer, tmp_path / "x", lambda *_: None)


def test_a_far_too_large_file_is_not_fetched(
    server: Server, offer: Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "LARGEST", len(CONTENT) - 1)
    with pytest.raises(PackageError, match="larger than"):
        fetch(offer, tmp_path / "x", lambda *_: None)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/x", True),
        ("http://127.0.0.1:80/x", True),
        ("http://localhost/x", True),
        ("http://example.org/x", False),
        ("http://127.0.0.1.example.org/", False),
        ("file:///etc/passwd", False),
        ("https:///x", False),
        ("x", False),
    ],
)
def test_only_https_and_this_machine_are_safe(url: str, good: bool) -> None:  # noqa: FBT001
    assert safe(url) is good
