"""``/status``: what this counter can do, and how far its texts can be trusted. In Japanese and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from adapters.web.assets import FOLDER, Assets
from adapters.web.door import Door

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from adapters.web.door import Refused


@dataclass(frozen=True, slots=True)
class Tongue:
    """How many texts of a language were written by a machine, by a person, and reviewed, and when last."""

    tag: str
    name: str
    machine: int
    person: int
    reviewed: int
    missing: int
    last: str


class StatusPage:
    """The page. What it shows was counted when the library was opened."""

    def __init__(
        self, tongues: Sequence[Tongue], finder: str, counted: Callable[[], datetime], *, public_url: str = ""
    ) -> None:
        template = Environment(
            loader=FileSystemLoader(FOLDER.parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        ).get_template("status.html")
        self._html = template.render(
            tongues=tongues, finder=finder, counted=f"{counted():%Y-%m-%d}", assets=Assets().base
        )
        self.router = APIRouter()
        https = public_url.startswith("https:")
        handlers = {"GET": self._page, "HEAD": self._page}
        self.router.add_route("/status", Door(handlers, _explain, https=https), include_in_schema=False)  # type: ignore[arg-type]

    async def _page(self, request: Request) -> Response:
        del request
        return HTMLResponse(self._html)


def _explain(request: Request, refusal: Refused) -> str:
    del request
    return refusal.phrase
