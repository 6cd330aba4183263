"""All wiring: the only place where every room is known."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse

from adapters.web.page import CHANNEL, Page
from adapters.web.ports import Line, Numbers
from bot.errors import StoreError
from bot.reception import Reception

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.settings import Settings
    from adapters.store.store import SqlStore
    from knowledge.publish import House


_log = logging.getLogger(__name__)
_ROUND_S = 30.0


@dataclass(frozen=True, slots=True)
class Counter:
    """The running counter: its application and what has to be told that it ends."""

    app: FastAPI
    page: Page


def create_app(settings: Settings, house: House, store: SqlStore) -> Counter:
    """Wire the counter from its parts; nothing is opened or read here."""
    reception = Reception(house.desk, store, lambda: datetime.now(UTC))
    page = Page(
        reception.receive,
        store.transcript(CHANNEL, Line),
        house.desk.phrases,
        _numbers(house),
        public_url=settings.public_url,
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await reception.resume()
        rounds = asyncio.create_task(_rounds(reception, store))
        yield
        rounds.cancel()
        page.stop()
        await reception.close()
        await store.close()

    app = FastAPI(title="Madoguchi", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.include_router(page.router)

    @app.get("/livez")
    async def livez() -> PlainTextResponse:
        """Say that the process answers."""
        return PlainTextResponse("ok")

    @app.get("/readyz")
    async def readyz() -> JSONResponse:
        """Say whether messages can be kept: one real commit. And how questions are found."""
        try:
            await store.health()
        except StoreError:
            return JSONResponse({"ready": False, "store": "unavailable"}, 503)
        views = "meaning and letters" if house.reference.finder.semantic else "letters only"
        return JSONResponse({"ready": True, "store": "ok", "finder": views})

    return Counter(app, page)


async def _rounds(reception: Reception, store: SqlStore) -> None:
    """Look after what is due: messages that nobody lined up, and what is to be forgotten."""
    while True:
        await asyncio.sleep(_ROUND_S)
        try:
            await reception.resume()
            await store.tend(datetime.now(UTC))
        except StoreError as error:
            _log.warning("the round has to wait: %s", type(error).__name__)


def _numbers(house: House) -> Numbers:
    records = house.library.records
    return Numbers(
        fire=records["fire-ambulance"].value("tel"),
        police=records["police"].value("tel"),
        desk=house.desk.helpline,
    )
