"""Who is at the counter: a random number in a cookie, nothing else. No name, no account."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from adapters.web.door import Refused
from adapters.whence import ours

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
    """Refuse what another site's page makes a browser send."""
    if not ours(request, public_url):
        raise Refused(403, "unreadable")
