"""aiogram's own plain set-up behind its aiohttp server: ``python peer_aiogram.py PORT API``.

It runs in an environment of its own (``tests/bench/peers.py``): it wants another pydantic than we have.
Imports nothing of ours. Nothing is kept; each text is answered with itself.
"""

from __future__ import annotations

import sys

from aiogram import Bot, Dispatcher, types  # type: ignore[import-not-found, unused-ignore]
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found, unused-ignore]
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found, unused-ignore]
from aiogram.webhook.aiohttp_server import (  # type: ignore[import-not-found, unused-ignore]
    SimpleRequestHandler,
    setup_application,
)
from aiohttp import web

TOKEN = "123:bench"  # noqa: S105 - of a platform that does not exist


def main(port: int, api: str) -> None:
    """Serve until a signal."""
    import uvloop  # noqa: PLC0415

    uvloop.install()
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher = Dispatcher()

    async def answer(message: types.Message) -> None:
        await message.answer(message.text or "")

    dispatcher.message.register(answer)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot).register(app, path="/telegram")
    setup_application(app, dispatcher, bot=bot)
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
