"""Where Prometheus reads the figures: ``/metrics``, on the counter's port or on one of its own."""

from __future__ import annotations

import asyncio
import hmac
import socket
from contextlib import asynccontextmanager, contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from starlette.requests import Request

    from adapters.metrics.figures import Metrics

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


def metrics_app(metrics: Metrics, token: str) -> Route:
    """Give the route ``/metrics``.

    With a token: who shows it (``Authorization: Bearer …``). Without one: programs on this machine
    only, and nothing that a proxy brings; to all others there is no such page.
    """

    # Not async: it runs in a thread, so that writing the page holds nobody up.
    def scrape(request: Request) -> Response:
        if token and not _shows(request, token):
            return PlainTextResponse("the token is missing or wrong\n", 401, {"WWW-Authenticate": "Bearer"})
        if not token and not _from_here(request):
            return PlainTextResponse("Not Found", 404)
        headers = {"Cache-Control": "no-store"}
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST, headers=headers)

    return Route("/metrics", scrape, methods=["GET"])


@asynccontextmanager
async def metrics_server(metrics: Metrics, token: str, host: str, port: int) -> AsyncGenerator[None, None]:
    """Serve ``/metrics`` on a port of its own for as long as the block lasts; ``OSError`` when it is taken."""
    app = Starlette(routes=[metrics_app(metrics, token)])
    config = uvicorn.Config(
        app, host=host, port=port, log_config=None, access_log=False, server_header=False, lifespan="off",
        proxy_headers=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    # Bound here, so that a port which is taken is told to the operator and ends nothing else.
    listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    server = _Quiet(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]), name="metrics")
    try:
        yield
    finally:
        server.should_exit = True
        await serving
        listening.close()


class _Quiet(uvicorn.Server):
    """A second server in one process: the signals are for the first one."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals alone."""
        yield


def _shows(request: Request, token: str) -> bool:
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and hmac.compare_digest(shown.strip().encode(), token.encode())


def _from_here(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
