"""The other side of a measurement: people who write, and a platform that takes every answer."""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import dataclass, field

from tests.bench.serving import signed

TEXT = "number {} in 1 of 120"
_TICKS = os.sysconf("SC_CLK_TCK")
_TAKEN = b'{"sentMessages":[{"id":"1"}],"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}'


def processor(pid: int) -> float:
    """Give the processor seconds of a process, all its threads."""
    with open(f"/proc/{pid}/stat", "rb") as stat:  # noqa: PTH123 - read in one go, often
        fields = stat.read().rpartition(b")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


@dataclass
class Platform(asyncio.Protocol):
    """One connection of a platform's API that says yes to everything, and counts the answers."""

    taken: list[float]
    buffer: bytes = b""
    transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, rest = self.buffer.partition(b"\r\n\r\n")
            length = next((int(x[15:]) for x in head.lower().split(b"\r\n") if x.startswith(b"content-length:")), 0)
            if len(rest) < length:
                return
            self.buffer = rest[length:]
            path = head.split(b" ", 2)[1]
            if path.endswith((b"/reply", b"/push", b"/sendMessage")):
                self.taken.append(time.perf_counter())
            body = next((said for part, said in _SAYS.items() if part in path), _TAKEN)
            assert self.transport is not None
            head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
            self.transport.write(head + body)


_ME = b'{"ok":true,"result":{"id":123,"is_bot":true,"first_name":"bench","username":"bench_bot"}}'
# An account whose menus are up: whoever comes for the first time gets the one of their language.
_SAYS = {b"getMe": _ME, b"/richmenu/alias/": b'{"richMenuAliasId":"a","richMenuId":"richmenu-1"}'}


def line_body(user: int, number: int, text: str = "") -> bytes:
    """Write a webhook of LINE with one text."""
    event = {
        "type": "message", "mode": "active", "timestamp": int(time.time() * 1000),
        # Not all zeros: such a token is LINE's own, of the button "Verify".
        "replyToken": f"a{user:015x}{number:016x}",
        "webhookEventId": f"01{user:012d}{number:012d}", "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": f"U{user:032x}"},
        "message": {"id": f"{user}{number:06d}", "type": "text", "quoteToken": "q",
                    "text": text or TEXT.format(number)},
    }  # fmt: skip
    return json.dumps({"destination": "U" + "0" * 32, "events": [event]}).encode()


def telegram_body(user: int, number: int) -> bytes:
    """Write an update of Telegram with one text."""
    chat = {"id": user + 1, "type": "private", "first_name": "x"}
    message = {"message_id": number + 1, "date": int(time.time()), "chat": chat, "text": TEXT.format(number)}
    message["from"] = {"id": user + 1, "is_bot": False, "first_name": "x", "language_code": "en"}
    return json.dumps({"update_id": user * 1000 + number, "message": message}).encode()


@dataclass
class Crowd:
    """People on keep-alive connections. ``waits`` are the seconds until each 200."""

    port: int
    path: str
    telegram: bool = False
    waits: list[float] = field(default_factory=list)
    refused: int = 0

    async def closed(self, messages: int, connections: int, first: int = 0) -> float:
        """Write as fast as it is taken; each message of another person. Gives the seconds it took."""
        turn = iter(range(first, first + messages))
        begun = time.perf_counter()

        async def one() -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            for user in turn:
                await self._post(reader, writer, user, time.perf_counter())
            writer.close()

        await asyncio.gather(*(one() for _ in range(connections)))
        return time.perf_counter() - begun

    async def open(self, rate: float, seconds: float, first: int) -> None:
        """Write at a fixed rate, whether it is taken or not: a wait begins when a message was due."""
        due: asyncio.Queue[tuple[int, float] | None] = asyncio.Queue()

        async def one() -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            while (told := await due.get()) is not None:
                await self._post(reader, writer, *told)
            writer.close()

        workers = [asyncio.create_task(one()) for _ in range(32)]
        begun = time.perf_counter()
        for number in range(int(rate * seconds)):
            at = begun + number / rate
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            due.put_nowait((first + number, at))
        for _ in workers:
            due.put_nowait(None)
        await asyncio.gather(*workers)

    async def _post(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, user: int, at: float) -> None:
        # Everybody writes three times: who comes for the first time costs more than who goes on.
        body = (telegram_body if self.telegram else line_body)(*divmod(user, 3))
        lines = (
            f"POST {self.path} HTTP/1.1",
            "host: x",
            "content-type: application/json",
            f"x-line-signature: {signed(body)}",
            f"content-length: {len(body)}",
        )
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next((int(x[15:]) for x in head.lower().split(b"\r\n") if x.startswith(b"content-length:")), 0)
        await reader.readexactly(length)
        self.refused += b" 200 " not in head.split(b"\r\n", 1)[0]
        self.waits.append(time.perf_counter() - at)
