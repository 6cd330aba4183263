"""The counter as a whole: a message goes in over HTTP, its answer comes out live, and stays."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest
from starlette.testclient import TestClient

from adapters.app import create_app
from adapters.settings import read_settings
from adapters.store.opening import open_store
from knowledge.review.standing import standings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.settings import Settings
    from knowledge.publish import House

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(read_settings({}, tmp_path / ".env"), data_dir=tmp_path / "data")


def opened(settings: Settings, house: House) -> TestClient:
    """Open the counter on the given data."""
    store = open_store(settings.database_url, settings.data_dir, None)
    return TestClient(create_app(settings, house, store).app)


@pytest.fixture
def client(settings: Settings, house: House) -> Iterator[TestClient]:
    with opened(settings, house) as client:
        client.get("/")
        yield client


def test_the_page_opens_and_the_counter_is_ready(client: TestClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/livez").text == "ok"
    assert client.get("/readyz").json()["ready"] is True


def test_the_status_page_tells_of_every_language(client: TestClient, house: House) -> None:
    page = client.get("/status").text
    for one in standings(house.library):
        row = page.partition(f'data-language="{one.tag}"')[2].partition("</tr>")[0]
        assert row.count("<td>") == 5
        assert f"<td>{one.machine}</td>" in row
        assert f"<td>{one.reviewed}</td>" in row


def test_there_is_no_page_about_the_machinery(client: TestClient) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(path).status_code == 404


class Running:
    """The counter as its own process, on a free port, with its data in a folder."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._data = data
        self.cookie = ""

    def __enter__(self) -> Self:
        environment = {"PORT": str(self.port), "DATA_DIR": str(self._data), "PATH": "/usr/bin:/bin"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "adapters.cli", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.opening = self.process.stdout.readline()
        for _ in range(200):
            try:
                assert self.get("/livez")[0] == 200
            except OSError:
                time.sleep(0.05)
            else:
                break
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={"cookie": self.cookie} if self.cookie else {})
        response = connection.getresponse()
        given = response.getheader("set-cookie")
        if given and not self.cookie:
            self.cookie = given.split(";")[0]
        body = response.read().decode()
        connection.close()
        return response.status, body

    def say(self, text: str, event: str | None = None) -> int:
        """Write one message as the page does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        body = json.dumps({"event": event or str(uuid.uuid4()), "text": text})
        headers = {
            "content-type": "application/json",
            "origin": f"http://127.0.0.1:{self.port}",
            "sec-fetch-site": "same-origin",
            "cookie": self.cookie,
        }
        connection.request("POST", "/web/messages", body.encode(), headers)
        status = connection.getresponse().status
        connection.close()
        return status

    def lines(self, wanted: int, after: int = 0) -> list[dict[str, Any]]:
        """Read the live talk until ``wanted`` lines have come."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", f"/web/events?after={after}", headers={"cookie": self.cookie})
        response = connection.getresponse()
        found: list[dict[str, Any]] = []
        while len(found) < wanted:
            line = response.readline().decode()
            assert line, "the live talk ended early"
            if line.startswith("data: {") and len(line) > len("data: {}\n"):
                found.append(json.loads(line.removeprefix("data: ")))
        connection.close()
        return found


def test_a_message_is_answered_live_and_the_talk_survives_kill_and_restart(tmp_path: Path) -> None:
    with Running(tmp_path / "data") as counter:
        assert counter.get("/")[0] == 200
        assert counter.say("みなみラウンジの電話番号") == 202
        before = counter.lines(2)
        assert "045-232-9544" in json.dumps(before)
        counter.process.kill()
        cookie = counter.cookie
    with Running(tmp_path / "data") as counter:
        counter.cookie = cookie
        assert counter.lines(2) == before


def test_the_same_event_sent_again_is_answered_once(tmp_path: Path) -> None:
    with Running(tmp_path / "data") as counter:
        counter.get("/")
        event = str(uuid.uuid4())
        assert [counter.say("hello", event), counter.say("hello", event), counter.say("thanks")] == [202, 202, 202]
        texts = [line.get("text") for line in counter.lines(4)]
        assert texts.count("hello") == 1


def test_a_stop_signal_ends_the_counter_soon_even_with_a_talk_open(tmp_path: Path) -> None:
    with Running(tmp_path / "data") as counter:
        counter.get("/")
        counter.say("hello")
        counter.lines(2)
        watcher = http.client.HTTPConnection("127.0.0.1", counter.port, timeout=20)
        watcher.request("GET", "/web/events", headers={"cookie": counter.cookie})
        watcher.getresponse()
        begun = time.monotonic()
        counter.process.send_signal(signal.SIGTERM)
        assert counter.process.wait(timeout=15) in {0, -signal.SIGTERM}
        assert time.monotonic() - begun < 10
        watcher.close()


def test_a_second_counter_on_the_same_data_is_refused_with_advice(tmp_path: Path) -> None:
    with Running(tmp_path / "data") as counter:
        environment = {"PORT": str(counter.port + 1), "DATA_DIR": str(tmp_path / "data"), "PATH": "/usr/bin:/bin"}
        second = subprocess.run(
            [sys.executable, "-m", "adapters.cli", "serve"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert second.returncode == 2
        assert "already" in second.stderr


def test_a_port_that_is_taken_is_said_before_anything_is_promised(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        environment = {"PORT": str(taken.getsockname()[1]), "DATA_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
        ended = subprocess.run(
            [sys.executable, "-m", "adapters.cli", "serve"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ended.returncode == 2
    assert "cannot be taken" in ended.stderr
    assert "is open" not in ended.stdout
