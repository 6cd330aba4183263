"""What messages point to is really fetched, and what cannot be seen or heard on a telephone is a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from adapters.emulators.line import Emulator, Rules, serve
from tests.desk.served import served
from tests.media.makers import SVG, mp4, picture
from tests.phones.running import free_port

if TYPE_CHECKING:
    from starlette.requests import Request

pytestmark = pytest.mark.anyio
BOT = "https://bot.example"
HELD = {
    "good.png": ("image/png", picture()),
    "large.png": ("image/png", picture() + b"\0" * 1_000_001),
    "vector.png": ("image/png", SVG),
    "lie.jpg": ("image/jpeg", picture()),
    "hum.m4a": ("audio/mp4", mp4(b"soun")),
    "hum.ogg": ("audio/ogg", b"OggS"),
}


async def held(request: Request) -> Response:
    mime, data = HELD.get(request.path_params["name"], ("", b""))
    return Response(data, 200 if mime else 404, media_type=mime or None)


@pytest.mark.parametrize(
    ("message", "problems"),
    [
        ({"type": "image", "originalContentUrl": "good.png", "previewImageUrl": "good.png"}, []),
        ({"type": "image", "originalContentUrl": "large.png", "previewImageUrl": "large.png"}, ["A preview has"]),
        ({"type": "image", "originalContentUrl": "vector.png", "previewImageUrl": "good.png"}, ["A picture is"]),
        ({"type": "image", "originalContentUrl": "good.png", "previewImageUrl": "lie.jpg"}, ["A preview is neither"]),
        ({"type": "image", "originalContentUrl": "gone.png", "previewImageUrl": "good.png"}, ["A picture cannot"]),
        ({"type": "audio", "originalContentUrl": "hum.m4a", "duration": 1}, []),
        ({"type": "audio", "originalContentUrl": "hum.ogg", "duration": 1}, ["A sound is neither"]),
        ({"type": "audio", "originalContentUrl": "https://elsewhere.example/x.m4a", "duration": 1}, ["A sound cannot"]),
    ],
)  # fmt: skip
async def test_what_is_sent_is_seen_or_a_problem(message: dict[str, object], problems: list[str]) -> None:
    app = Starlette(routes=[Route("/{name}", held)])
    async with served(app, free_port()) as here:
        emulator = Emulator(rules=Rules(reach={BOT: here}))
        async with serve(emulator):
            anna = emulator.add_person("Anna")
            named = {
                name: value if not name.endswith("Url") or str(value).startswith("https:") else f"{BOT}/{value}"
                for name, value in message.items()
            }
            emulator.state.show(anna.talk, [named])
            await emulator.sights.look(anna.id)
            told = [str(each["problem"]) for each in emulator.problems()]
    assert [one[: len(wanted)] for one, wanted in zip(told, problems, strict=True)] == problems
