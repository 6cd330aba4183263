"""Scripts and styles of a room, read once, under an address that changes with their content."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, plain and packed."""

    media_type: str
    plain: bytes
    packed: bytes


class Shelf:
    """All files of a folder under one digest, so that modules which import each other always fit.

    ``way`` is the address below which they are: ``way``/digest/name.
    """

    def __init__(self, folder: Path, way: str) -> None:
        files = sorted(path for path in folder.iterdir() if path.suffix in TYPES)
        self._assets = {path.name: _asset(path) for path in files}
        digest = sha256()
        for name, asset in self._assets.items():
            digest.update(name.encode() + b"\0" + asset.plain + b"\0")
        self.digest = digest.hexdigest()[:16]
        self.path = f"{way}/{{digest}}/{{name}}"
        self.base = f"{way}/{self.digest}/"

    def find(self, request: Request) -> Response | None:
        """Give one file. A page of before an update gets today's file, but may not keep it."""
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            return None
        current = request.path_params["digest"] == self.digest
        headers = {"cache-control": FOR_EVER if current else "no-cache", "vary": "accept-encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            return Response(asset.packed, headers=headers, media_type=asset.media_type)
        return Response(asset.plain, headers=headers, media_type=asset.media_type)


def _asset(path: Path) -> Asset:
    plain = path.read_bytes()
    return Asset(TYPES[path.suffix], plain, gzip.compress(plain, mtime=0))
