"""All wiring: the only place where every room is known."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Self

from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CollectorRegistry
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from adapters.channels import Channels, open_channels
from adapters.console.desk import Title
from adapters.counselors import Backroom, Counselors
from adapters.life import Life
from adapters.metrics import Metrics, Pulse, Readiness, metrics_app
from adapters.outbox import Sender
from adapters.passes import Passes
from adapters.pickup import Pickup
from adapters.rounds import Rounds, none
from adapters.translate.none import Nobody
from adapters.web.page import CHANNEL, Page
from adapters.web.ports import Line, Numbers
from adapters.web.status import StatusPage, Tongue
from bot.conversation import Conversation
from bot.dialog import answer
from bot.guarded import Guarded
from bot.message import Message, Text
from bot.reception import Reception
from bot.step import Answered, Missed
from knowledge.canned import CannedReplies
from knowledge.glossary import Names
from knowledge.naming import Naming
from knowledge.review.standing import standings
from knowledge.scheme import read_scheme
from knowledge.teams import load_office

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

    from adapters.settings import Settings
    from adapters.store.store import SqlStore
    from adapters.translate import Engine
    from bot.desk import Desk
    from bot.step import Step
    from knowledge.publish import House

VERSION = "0.1.0"


def _now() -> datetime:
    return datetime.now(UTC)


class Application(FastAPI):
    """The web application, with the platforms' own doors beside it: most calls come there.

    Only the pages care whose call a proxy in front of us passes on.
    """

    def __init__(self, hooks: Mapping[str, ASGIApp], lifespan: Lifespan[Self]) -> None:
        super().__init__(title="Madoguchi", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
        self._hooks = hooks
        self._pages = ProxyHeadersMiddleware(super().__call__, os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1"))  # type: ignore[arg-type] # the servers' and the framework's words for the same

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead a call to its door."""
        hook = self._hooks.get(scope["path"]) if scope["type"] == "http" else None
        if hook is not None:
            await hook(scope, receive, send)
        else:
            await self._pages(scope, receive, send)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Counter:
    """The running counter: its application, what is on, and what has to be told that it ends."""

    app: FastAPI
    channels: Channels
    stop: Callable[[], None]


def count(languages: tuple[str, ...]) -> Metrics:
    """Make the figures of one counter."""
    return Metrics(CollectorRegistry(), languages, VERSION)


def create_app(  # noqa: PLR0913, PLR0917 - what differs between counters
    settings: Settings,
    house: House,
    store: SqlStore,
    metrics: Metrics | None = None,
    clock: Callable[[], datetime] = _now,
    welcome: Callable[[str], None] | None = None,
    engine: Engine | None = None,
) -> Counter:
    """Wire the counter of a library; ``welcome`` is handed the link for the first administrator.

    engine  what people write to each other goes through it, with a guard before it; it is closed with the counter
    """
    records = house.library.records
    numbers = Numbers(
        fire=records["fire-ambulance"].value("tel"),
        police=records["police"].value("tel"),
        desk=house.desk.helpline,
    )
    places = {place.id: place.name_ja for place in records.values() if f"place-{place.id}" in house.library.entries}
    views = "meaning and letters" if house.reference.finder.semantic else "letters only"
    office = load_office(house.library)
    desk = house.desk if office is None else replace(house.desk, office=office, days=office.keep.days)
    titles = [Title(team.id, team.name.get("ja") or team.id) for team in office.teams] if office is not None else []
    room = Backroom(
        Naming(house.library), CannedReplies(house.library), titles, read_scheme(house.library.records), welcome,
        Guarded(engine or Nobody(), Names(house.library)), engine.close if engine is not None else none,
    )  # fmt: skip
    counter = wire(settings, desk, store, numbers, places, views, metrics, clock, room)
    tongues = [
        Tongue(one.tag, one.name, one.machine, one.person, one.reviewed, one.missing, one.last)
        for one in standings(house.library)
    ]
    counter.app.include_router(StatusPage(tongues, views, clock, public_url=settings.public_url).router)
    return counter


def wire(  # noqa: PLR0913, PLR0917 - the parts of a counter
    settings: Settings,
    desk: Desk,
    store: SqlStore,
    numbers: Numbers,
    places: Mapping[str, str],
    finder: str,
    metrics: Metrics | None = None,
    clock: Callable[[], datetime] = _now,
    room: Backroom | None = None,
) -> Counter:
    """Wire a counter from its parts; nothing is opened or read here. Without a ``room`` nobody answers but the bot."""
    metrics = metrics or count(tuple(language.tag for language in desk.phrases.languages))
    late: list[Reception] = []

    async def take(messages: Sequence[Message]) -> Sequence[Message]:
        return await late[0].receive_all(messages)

    passes = Passes(settings.public_url, store.drawer.key)
    channels = open_channels(
        settings, desk.phrases, take, lambda: store.hold("telegram"), places, metrics, passes, store.drawer.sent
    )
    sender = Sender(store.outbox, channels.by_name, metrics.told)
    reception = Reception(
        desk,
        store,
        clock,
        channels=channels.by_name,
        post=sender.post,
        ours=store.ours,
        decided=partial(_figures, metrics),
        given_up=store.fail,
        recall=store.drawer.translated,
        flooded=metrics.flooded,
        translator=room.translator if room is not None else None,
    )
    # Channels bring messages to the reception, and the reception packs answers for channels.
    late.append(reception)
    page = Page(
        reception.receive,
        store.transcript(CHANNEL, Line),
        desk.phrases,
        numbers,
        files=partial(store.drawer.sent_to, CHANNEL),
        public_url=settings.public_url,
    )
    pulse = Pulse(tell=metrics.lag)
    readiness = Readiness(
        metrics,
        pulse,
        commit=store.health,
        folder=settings.data_dir,
        clock=_now,
        senders=dict.fromkeys(channels.by_name, lambda: sender.alive),
    )
    shared = settings.database_url.startswith("postgres")
    staff: Counselors | None = None
    if room is not None:
        reception.desk = replace(desk, office=None)  # until somebody was seen who answers
        staff = Counselors(settings, desk, store, channels, sender, clock, partial(setattr, reception, "desk"), room)
    rounds = Rounds(
        store, reception, lambda: sender.busy, shared=shared, clocks=staff.tend if staff is not None else none
    )  # fmt: skip

    def end_streams() -> None:
        page.stop()
        if staff is not None:
            staff.console.stop()

    life = Life(
        settings, store, channels, reception, sender, rounds, metrics, pulse, readiness, end_streams,
        partial(_warm, desk), staff.open if staff is not None else none,
        staff.translating if staff is not None else None, room.close if room is not None else none,
    )  # fmt: skip
    app = Application(channels.hooks, lifespan=life.span)
    app.include_router(page.router)
    app.include_router(Pickup(passes, store.drawer, desk.phrases).router)
    if staff is not None:
        app.include_router(staff.console.router)
    if not settings.metrics_port:
        app.router.routes.append(metrics_app(metrics, settings.metrics_token))
    _health(app, pulse, readiness, finder)
    return Counter(app, channels, life.stop)


def _warm(desk: Desk) -> None:
    """Have a first question answered in some languages, for nobody."""
    for language in desk.phrases.languages[:4]:
        text = desk.phrases.say("what_we_know", language.tag)
        talk = Conversation("warm", "up", language=language.tag)
        answer(talk, Message("warm", "up", "up", Text(text), _now()), desk, _now())
    # What opening needed for a moment goes back to the machine; only some C libraries have to be told to.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _health(app: FastAPI, pulse: Pulse, readiness: Readiness, finder: str) -> None:
    @app.get("/livez")
    async def livez() -> PlainTextResponse:
        """Say that the process answers in time."""
        return PlainTextResponse("ok") if pulse.alive else PlainTextResponse("late", 503)

    @app.get("/readyz")
    async def readyz() -> JSONResponse:
        """Say whether messages can be kept, decided and sent; and how questions are found."""
        state = await readiness.look()
        checks = {name: "ok" if holds else "unavailable" for name, holds in state.checks.items()}
        return JSONResponse({"ready": state.ready, **checks, "finder": finder}, 200 if state.ready else 503)


def _figures(metrics: Metrics, message: Message, step: Step) -> None:
    """Count what a decision came to."""
    del message
    for event in step.events:
        if isinstance(event, Answered):
            metrics.answered(event.language, alarm=event.alarm)
        elif isinstance(event, Missed):
            metrics.missed(event.language)
    if step.conversation.silent and not step.replies:
        metrics.silenced()
