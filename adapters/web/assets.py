"""The page's scripts and styles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from adapters.shelf import Shelf
from adapters.web.door import Refused

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"


class Assets(Shelf):
    """All files of the page."""

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(folder, "/web/static")

    async def serve(self, request: Request) -> Response:
        """Serve one file."""
        found = self.find(request)
        if found is None:
            raise Refused(404, "unreadable")
        return found
