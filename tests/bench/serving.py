"""The servers that are measured, each as a process of its own (name, port, address of the API, folder)."""

from __future__ import annotations

import base64
import hmac
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI, Request

from adapters.app import wire
from adapters.server import serve
from adapters.settings import LineSettings, Settings
from adapters.store.opening import open_store
from adapters.web.ports import Numbers
from knowledge.library import read_phrasebook
from tests.crash.echo import desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).resolve().parents[2]
SECRET = "bench-secret"  # noqa: S105 - of a platform that does not exist
TOKEN = "123:bench"  # noqa: S105
PATH = {"echo": "/webhooks/line", "counter": "/webhooks/line", "postgres": "/webhooks/line", "ptb": "/telegram"}
PATH["aiogram"] = PATH["ptb"]


def signed(body: bytes) -> str:
    """Sign a body as LINE does."""
    return base64.b64encode(hmac.digest(SECRET.encode(), body, sha256)).decode()


def echo() -> FastAPI:
    """Give what any webhook costs: verify, parse, say yes."""
    app = FastAPI()

    @app.post("/webhooks/line")
    async def webhook(request: Request) -> dict[str, int]:
        body = await request.body()
        if not hmac.compare_digest(signed(body), request.headers["x-line-signature"]):
            return {"events": -1}
        return {"events": len(json.loads(body)["events"])}

    return app


def ptb(api: str) -> FastAPI:
    """Give python-telegram-bot's own plain set-up behind FastAPI: nothing is kept, httpx sends."""
    from contextlib import asynccontextmanager  # noqa: PLC0415

    from telegram import Update  # noqa: PLC0415
    from telegram.ext import Application, MessageHandler, filters  # noqa: PLC0415

    bot = Application.builder().token(TOKEN).base_url(f"{api}/bot").updater(None).build()

    async def answer(update: Update, _: Any) -> None:
        if update.message is not None and update.message.text:
            await update.message.reply_text(update.message.text)

    bot.add_handler(MessageHandler(filters.TEXT, answer))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with bot:
            await bot.start()
            yield
            await bot.stop()

    app = FastAPI(lifespan=lifespan)

    @app.post("/telegram")
    async def webhook(request: Request) -> dict[str, bool]:
        await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
        return {"ok": True}

    return app


def counter(port: int, api: str, folder: Path, database: str = "") -> int:
    """Serve the counter without its finder: the real channel, store, dialog and outbox."""
    line = LineSettings(SECRET, "token", api, mark_as_read=False)
    settings = Settings(database, "127.0.0.1", port, "", "", folder, ROOT / "knowledge", line=line, log_format="json")
    store = open_store(database, folder, None, limit=100_000)
    known = desk(read_phrasebook(ROOT / "knowledge"))
    return serve(settings, wire(settings, known, store, Numbers("119", "110", "0"), {}, "none"))


def main(name: str, port: int, api: str, folder: Path, database: str = "") -> int:
    """Serve until a signal."""
    if name in {"counter", "postgres"}:
        return counter(port, api, folder, database)
    app = echo() if name == "echo" else ptb(api)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), *sys.argv[5:]))
