"""Who is at the counter: a random number in a cookie, nothing else. No name, no account."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from adapters.web.door import Refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

SECRET = re.compile(r"[0-9a-f]{32}", re.ASCII)
NINETY_DAYS = 90 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Cookies:
    """The visitor's cookie. Over https its name binds it to this very host."""

    https: bool

    @property
    def name(self) -> str:
        """Give the cookie's name."""
        return "__Host-madoguchi" if self.https else "madoguchi"

    def visitor(self, request: Request) -> str | None:
        """Give the visitor's secret, or None when there is none that we could have made."""
        value = request.cookies.get(self.name, "")
        return value if SECRET.fullmatch(value) else None

    def keep(self, response: Response, visitor: str | None) -> None:
        """Give the visitor the cookie, new or for another ninety days."""
        response.set_cookie(
            self.name,
            visitor or secrets.token_hex(16),
            max_age=NINETY_DAYS,
            path="/",
            secure=self.https,
            httponly=True,
            samesite="lax",
        )

    def talk(self, request: Request) -> str:
        """Give the id of the visitor's conversation: who reads the store cannot become them."""
        visitor = self.visitor(request)
        if visitor is None:
            raise Refused(403, "web_cookies")
        return sha256(visitor.encode("ascii")).hexdigest()


def from_this_page(request: Request, public_url: str) -> None:
    """Refuse what another site's page makes a browser send. Every browser says where it is from."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is None and origin is None:
        raise Refused(403, "unreadable")
    if site is not None and site != "same-origin":
        raise Refused(403, "unreadable")
    if origin is not None and not _ours(origin, request.headers.get("host", ""), public_url):
        raise Refused(403, "unreadable")


def _ours(origin: str, host: str, public_url: str) -> bool:
    try:
        came, public = urlsplit(origin), urlsplit(public_url)
    except ValueError:
        return False
    if came.scheme not in ("http", "https") or not came.netloc:
        return False
    if public.netloc and (came.scheme, came.netloc) == (public.scheme, public.netloc):
        return True
    return came.netloc == host
