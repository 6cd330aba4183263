"""The console's cookies. Over https their names bind them to this very host; scripts never see them."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

KEY = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new_key() -> str:
    """Make an id that nobody guesses."""
    return secrets.token_urlsafe(32)


def hashed(key: str) -> str:
    """Give what is kept of an id: who reads the store cannot become anybody."""
    return sha256(b"madoguchi staff\0" + key.encode("ascii", "replace")).hexdigest()


def token_of(key: str) -> str:
    """Give the form token of a browser that is not signed in, from the id in its cookie."""
    return sha256(b"madoguchi door token\0" + key.encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Cookies:
    """``session`` says who is inside, ``door`` only that a form was fetched by the browser that sends it."""

    https: bool

    @property
    def session(self) -> str:
        """Give the name of the session's cookie."""
        return self._named("staff")

    @property
    def door(self) -> str:
        """Give the name of the cookie of those who are not signed in."""
        return self._named("staff-door")

    @property
    def tongue(self) -> str:
        """Give the name of the cookie with the chosen language."""
        return self._named("staff-language")

    def key(self, request: Request, name: str) -> str | None:
        """Give an id that a browser shows, if it is one that we could have made."""
        value = request.cookies.get(name, "")
        return value if KEY.fullmatch(value) else None

    def give(self, response: Response, name: str, value: str, *, days: int | None = None) -> None:
        """Give a cookie, until the browser closes or for some days."""
        response.set_cookie(
            name,
            value,
            max_age=None if days is None else days * 24 * 3600,
            path="/",
            secure=self.https,
            httponly=True,
            samesite="lax",
        )

    def take(self, response: Response, name: str) -> None:
        """Take a cookie away."""
        response.delete_cookie(name, path="/", secure=self.https, httponly=True, samesite="lax")

    def _named(self, name: str) -> str:
        return f"{'__Host-' if self.https else ''}madoguchi-{name}"
