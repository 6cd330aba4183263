"""Calls to a platform: over kept connections, never twice, and whatever comes back is an answer or a typed error."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters import caller
from adapters.caller import LARGEST, Caller, NotCalledError, UnansweredError
from adapters.proxied import Proxied

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.anyio

OK = b"HTTP/1.1 200 OK\r\nX-Line-Request-Id: r1\r\ncontent-length: 2\r\n\r\n{}"
HANG, RESET = b"hang", b"reset"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Server:
    """Answers each call with the next of ``says`` (the last one stays); notes calls and connections."""

    says: list[bytes] = field(default_factory=lambda: [OK])
    calls: list[bytes] = field(default_factory=list)
    connections: int = 0
    base: str = ""

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = next(int(x[15:]) for x in head.lower().split(b"\r\n") if x.startswith(b"content-length:"))
                self.calls.append(head + await reader.readexactly(length))
                said = self.says.pop(0) if len(self.says) > 1 else self.says[0]
                if said == RESET:
                    writer.transport.abort()
                    return
                if said != HANG:
                    writer.write(said)
                if b"connection: close" in said or said.endswith(b"closes"):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()


@asynccontextmanager
async def serving(*says: bytes, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    here = Server(list(says) or [OK])
    server = await asyncio.start_server(here.meet, "127.0.0.1", 0, ssl=tls)
    here.base = f"{'https' if tls else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield here
    server.close()


@asynccontextmanager
async def calling(server: Server, **more: object) -> AsyncIterator[Caller]:
    one = Caller(server.base, {"authorization": "Bearer t"}, **more)  # type: ignore[arg-type]
    yield one
    await one.close()


async def ask(one: Caller | Proxied, body: bytes = b"{}", seconds: float = 5.0) -> tuple[int, bytes]:
    answer = await one.call("POST", "/v2/x", body, {"x-key": "k"}, seconds, 2.0)
    return answer.status, answer.body


async def test_a_call_is_one_request_with_our_headers_and_the_host() -> None:
    async with serving() as server, calling(server) as one:
        answer = await one.call("POST", "/v2/x", '{"a":"あ"}'.encode(), {"x-key": "k"}, 5, 2)
    assert (answer.status, answer.headers["x-line-request-id"], answer.body) == (200, "r1", b"{}")
    head, _, body = server.calls[0].partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"POST /v2/x HTTP/1.1", b"host: " + server.base.removeprefix("http://").encode(), b"authorization: Bearer t",
        b"x-key: k", b"content-length: 11",
    ]  # fmt: skip
    assert body == '{"a":"あ"}'.encode()


async def test_one_after_another_share_a_connection_and_side_by_side_do_not() -> None:
    async with serving() as server, calling(server) as one:
        for _ in range(5):
            assert await ask(one) == (200, b"{}")
        assert server.connections == 1
        await asyncio.gather(*(ask(one) for _ in range(20)))
        assert 1 < server.connections <= 21
        assert len(server.calls) == 25


async def test_no_more_are_open_than_agreed() -> None:
    async with serving() as server, calling(server, most=3) as one:
        assert await asyncio.gather(*(ask(one) for _ in range(30))) == [(200, b"{}")] * 30
    assert server.connections == 3


async def test_a_connection_that_the_other_side_closed_is_not_used_again() -> None:
    async with serving(OK.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")) as server, calling(server) as one:
        for _ in range(3):
            assert await ask(one) == (200, b"{}")
    assert server.connections == 3


async def test_a_connection_that_was_silent_for_long_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "_IDLE_S", 0.05)
    async with serving() as server, calling(server) as one:
        await ask(one)
        await asyncio.sleep(0.1)
        await ask(one)
    assert server.connections == 2


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", (200, b"{}")),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + OK, (200, b"{}")),
        (b"HTTP/1.1 204 No Content\r\n\r\n", (204, b"")),
        (b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n", (302, b"")),
        (b"HTTP/1.1 502 Bad\r\ncontent-length: 3\r\n\r\n\xff\xfe\xfd", (502, b"\xff\xfe\xfd")),
        (b"HTTP/1.0 200 OK\r\n\r\nuntil it closes", (200, b"until it closes")),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 9999999\r\n\r\n" + b"x" * 200_000, (200, b"x" * LARGEST)),
    ],
    ids=["chunked", "continue", "no body", "redirect", "no text", "until closed", "too large"],
)
async def test_whatever_is_an_answer_is_taken_as_far_as_agreed(said: bytes, found: tuple[int, bytes]) -> None:
    async with serving(said, OK) as server, calling(server) as one:
        assert await ask(one) == found
        assert await ask(one) == (200, b"{}")
        assert len(server.calls) == 2


@pytest.mark.parametrize("said", [RESET, b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 closes"], ids=["reset", "other", "half"])
async def test_what_is_no_answer_is_said_and_the_next_call_works(said: bytes) -> None:
    async with serving(said, OK) as server, calling(server) as one:
        with pytest.raises(UnansweredError):
            await ask(one)
        assert await ask(one) == (200, b"{}")


async def test_silence_ends_in_time_and_a_late_answer_is_for_nobody() -> None:
    async with serving(HANG, OK) as server, calling(server) as one:
        with pytest.raises(TimeoutError):
            await ask(one, seconds=0.1)
        assert await ask(one) == (200, b"{}")
        assert server.connections == 2


async def test_a_status_counts_though_the_body_never_comes() -> None:
    async with serving(b'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"sent', OK) as server, calling(server) as one:
        assert await ask(one, seconds=0.1) == (200, b'{"sent')
        assert await ask(one) == (200, b"{}")


async def test_two_answers_to_one_call_do_not_become_the_next_ones() -> None:
    async with serving(OK + OK.replace(b"200", b"404"), OK) as server, calling(server) as one:
        assert await ask(one) == (200, b"{}")
        assert await ask(one) == (200, b"{}")


async def test_whoever_goes_away_leaves_no_answer_behind() -> None:
    async with serving(HANG, OK) as server, calling(server) as one:
        waiting = asyncio.create_task(ask(one))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert await ask(one) == (200, b"{}")


async def test_where_nobody_listens_nothing_has_left_the_house() -> None:
    async with serving() as server:
        pass
    async with calling(server) as one:
        with pytest.raises(NotCalledError):
            await ask(one)


async def test_it_speaks_tls_and_takes_no_stranger_for_the_platform(tmp_path: Path) -> None:
    ours, trusting = _certificate(tmp_path)
    async with serving(tls=ours) as server:
        async with calling(server, trust=trusting) as one:
            assert await ask(one) == (200, b"{}")
        async with calling(server) as one:
            with pytest.raises(NotCalledError, match="SSL"):
                await ask(one)
    assert len(server.calls) == 1


async def test_a_proxy_is_asked_where_the_machine_has_one() -> None:
    async with serving() as proxy:
        one = Proxied("http://api.example", {"authorization": "Bearer t"}, proxy.base)
        assert await ask(one) == (200, b"{}")
        await one.close()
    assert proxy.calls[0].startswith(b"POST http://api.example/v2/x HTTP/1.1\r\n")


@pytest.mark.parametrize(("said", "kind"), [(RESET, UnansweredError), (HANG, TimeoutError)])
async def test_a_proxy_that_fails_is_said_likewise(said: bytes, kind: type[Exception]) -> None:
    async with serving(said) as proxy:
        one = Proxied("http://api.example", {}, proxy.base)
        with pytest.raises(kind):
            await ask(one, seconds=0.3)
        await one.close()


async def test_a_proxy_that_is_not_there_is_said_likewise() -> None:
    async with serving() as proxy:
        pass
    one = Proxied("http://api.example", {}, proxy.base)
    with pytest.raises(NotCalledError):
        await ask(one)
    await one.close()


def _certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Make a certificate of this machine; gives the server's side and a client's that trusts it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    from ipaddress import ip_address  # noqa: PLC0415

    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(file)
    trusting = ssl.create_default_context(cafile=str(file))
    return ours, trusting
