"""One request to the console: who asks, in which language, with what form. And the ways there are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import category

from starlette.responses import RedirectResponse, Response

from adapters.console.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from starlette.datastructures import UploadFile
    from starlette.requests import Request

    from adapters.console.words import Words
    from adapters.roster.accounts import Session
    from adapters.roster.people import Viewer
    from adapters.roster.roles import Action

FORM = 64 * 1024
"""Bytes of a form without files."""
_TYPED = "\u200c\u200d"
_SCRIPTS = ("application/json", "text/event-stream")


@dataclass(slots=True)
class Visit:
    """One request.

    now      the moment of it
    token    what the forms of the page have to carry
    address  the neighbourhood it comes from
    session  None while nobody is signed in
    asking   who is inside, None for others
    form     the fields that were posted, read by the door; files are apart
    crumbs   cookies to give with the answer: name and value, "" to take it away
    """

    request: Request
    now: datetime
    words: Words
    address: str
    token: str = ""
    session: Session | None = None
    asking: Viewer | None = None
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Sequence[UploadFile]] = field(default_factory=dict)
    crumbs: dict[str, str] = field(default_factory=dict)

    @property
    def viewer(self) -> Viewer:
        """Give who is inside; behind a way that needs something, somebody always is."""
        if self.asking is None:
            raise Refused(403, "door_forbidden")
        return self.asking

    @property
    def path(self) -> str:
        """Give the path of this request."""
        return self.request.url.path

    def part(self, name: str) -> str:
        """Give a part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """Give a value of the query, "" when it is missing."""
        return self.request.query_params.get(name, "")

    def one(self, name: str) -> str:
        """Give the only value of a field, "" when it is missing."""
        return next(iter(self.form.get(name, ())), "")

    def line(self, name: str, most: int) -> str:
        """Give a field of one line; what no browser would have sent is refused."""
        value = self.one(name).strip()
        if len(value) > most or not readable(value):
            raise Refused(400, "door_unreadable")
        return value

    def to(self, path: str) -> Response:
        """Send the browser on after a form: what it fetches next can be fetched again."""
        return RedirectResponse(path, 303)

    def missing(self) -> Refused:
        """Make the refusal of what is not there, or not for whoever asks."""
        return Refused(404, "door_missing")

    @property
    def unattended(self) -> bool:
        """Say whether a page asks by itself, whether or not anybody sits before it."""
        return self.request.headers.get("x-requested-by") == "live"

    @property
    def scripted(self) -> bool:
        """Say whether a script asks, which wants a status and no page to show."""
        asked = self.request.headers
        return "x-requested-by" in asked or asked.get("accept", "").startswith(_SCRIPTS)


def readable(value: str) -> bool:
    """Say whether a line has only what people type: also wide spaces, and the joiners of Nepali and Persian."""
    return all(letter.isprintable() or letter in _TYPED or category(letter) == "Zs" for letter in value)


Handler = Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Way:
    """One address: what answers there, and what one needs to be allowed to come by it.

    needs   None: anybody may
    most    bytes that a body may have
    quiet   to come by it is no sign of life: what a page fetches by itself
    """

    path: str
    get: Handler | None = None
    post: Handler | None = None
    needs: Action | None = None
    most: int = FORM
    quiet: bool = False
