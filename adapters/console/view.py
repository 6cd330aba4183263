"""From a template to a page. Everything is escaped, and what a template forgot to be given is an error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from adapters.console import when
from adapters.console.rooms import rooms
from adapters.console.words import NAMES

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.responses import Response

    from adapters.console.visit import Visit

FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Times:
    """Writes moments for one reader."""

    now: datetime
    language: str

    def clock(self, moment: datetime) -> Markup:
        """Write a moment, short, with the whole of it for whoever wants it."""
        return Markup('<time datetime="{}" title="{}">{}</time>').format(
            when.iso(moment), when.whole(moment, self.language), when.clock(moment, self.now, self.language)
        )


class View:
    """Renders the templates. ``assets`` is the address of scripts and styles, ``telegram``: there is a staff group."""

    def __init__(self, assets: str, *, telegram: bool = False) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(assets=assets, names=NAMES, telegram=telegram)

    def page(self, visit: Visit, template: str, status: int = 200, /, **context: object) -> Response:
        """Give a page."""
        html = self._environment.get_template(template).render(
            {
                "words": visit.words,
                "token": visit.token,
                "viewer": visit.asking,
                "here": visit.path,
                "within": "",
                "rooms": rooms(visit.asking),
                "say": Times(visit.now, visit.words.language),
                **context,
            }
        )
        return HTMLResponse(html, status, {"vary": "accept-language, cookie"})
