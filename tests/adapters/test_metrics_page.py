"""The page of figures is read by those who may, and by nobody else."""

from __future__ import annotations

import socket

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from adapters.metrics import Metrics, metrics_app, metrics_server

pytestmark = pytest.mark.anyio


def page_of(metrics: Metrics, token: str, client: str = "127.0.0.1") -> TestClient:
    return TestClient(Starlette(routes=[metrics_app(metrics, token)]), client=(client, 4000))


def test_a_program_on_this_machine_reads_the_page_without_a_token(metrics: Metrics) -> None:
    answer = page_of(metrics, "").get("/metrics")
    assert answer.status_code == 200
    assert "madoguchi_inbox_depth" in answer.text
    assert page_of(metrics, "", "::1").get("/metrics").status_code == 200


def test_without_a_token_there_is_no_page_for_others_nor_through_a_proxy(metrics: Metrics) -> None:
    assert page_of(metrics, "", "192.0.2.7").get("/metrics").status_code == 404
    assert page_of(metrics, "", "nobody").get("/metrics").status_code == 404
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        assert page_of(metrics, "").get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("shown", [None, "", "Bearer", "Bearer wrong", "Basic right", "Bearer right2", b"Bearer \xff"])
def test_with_a_token_who_does_not_show_it_reads_nothing(metrics: Metrics, shown: str | bytes | None) -> None:
    headers = {} if shown is None else {b"Authorization": shown if isinstance(shown, bytes) else shown.encode()}
    answer = page_of(metrics, "right").get("/metrics", headers=headers)
    assert answer.status_code == 401
    assert "madoguchi_" not in answer.text


def test_with_the_token_the_page_is_read_from_anywhere(metrics: Metrics) -> None:
    client = page_of(metrics, "right", "192.0.2.7")
    assert client.get("/metrics", headers={"Authorization": "Bearer right"}).status_code == 200


async def test_the_page_has_a_port_of_its_own_if_wanted(metrics: Metrics) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    url = f"http://127.0.0.1:{port}/metrics"
    async with aiohttp.ClientSession() as session:
        async with metrics_server(metrics, "", "127.0.0.1", port):
            async with session.get(url) as answer:
                assert "madoguchi_inbox_depth" in await answer.text()
            with pytest.raises(OSError, match="in use"):
                async with metrics_server(metrics, "", "127.0.0.1", port):
                    pass
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(url)
