"""Fetching packages from the index of Argos Translate, or a mirror: only when an operator says so, never by itself."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from adapters.translate.archive import LARGEST, PackageError
from adapters.translate.installed import CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_LARGEST_INDEX = 8 << 20
_PATIENCE_S = 30.0
_TRIES = 3
_BLOCK = 1 << 16
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_BY_HAND = "fetch the .argosmodel file on a machine with internet, copy it here: madoguchi translate install FILE"


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that the index has: its links, and its SHA-256 where the index says it ("" where not)."""

    name: str
    version: str
    links: tuple[str, ...]
    sha256: str


def offers(address: str) -> Mapping[str, Offer]:
    """Read the index at an address (a folder with index.json), by pair; PackageError when it is not to be had."""
    url = urljoin(address.rstrip("/") + "/", "index.json")
    try:
        with _call(url) as answer:
            rows = json.loads(answer.read(_LARGEST_INDEX))
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        raise PackageError(url, f"no index ({_why(error)}). No internet here? Then {_BY_HAND}") from error
    found: dict[str, Offer] = {}
    for offer in _understood(rows if isinstance(rows, list) else [], url):
        best = found.get(offer.name)
        if best is None or _order(offer.version) >= _order(best.version):
            found[offer.name] = offer
    return found


def fetch(offer: Offer, file: Path, progress: Callable[[int, int], None]) -> None:
    """Bring a package into a file; goes on where it stopped. ``progress`` hears bytes done and in all."""
    part = file.with_name(file.name + ".part")
    why = "the index names no https address for it"
    for link in offer.links:
        for _ in range(_TRIES):
            try:
                _continue(link, part, progress)
            except (OSError, HTTPException) as error:
                why = _why(error)
                if isinstance(error, urllib.error.HTTPError) and error.code < HTTPStatus.INTERNAL_SERVER_ERROR:
                    part.unlink(missing_ok=True)  # what we have may be of another file
            else:
                part.replace(file)
                return
    raise PackageError(offer.name, f"not fetched ({why}). Try again, it goes on where it stopped; or {_BY_HAND}")


def _continue(link: str, part: Path, progress: Callable[[int, int], None]) -> None:
    done = part.stat().st_size if part.exists() else 0
    with _call(link, {"Range": f"bytes={done}-"} if done else {}) as answer:
        if answer.status != HTTPStatus.PARTIAL_CONTENT:
            done = 0
        size = int(answer.headers.get("Content-Length") or 0)
        total = done + size if size else 0
        if total > LARGEST:
            raise PackageError(link, f"larger than {LARGEST >> 20} MB, no translation package is")
        with part.open("ab" if done else "wb") as file:
            while block := answer.read(_BLOCK):
                done += len(block)
                if done > LARGEST:
                    raise PackageError(link, f"larger than {LARGEST >> 20} MB, no translation package is")
                file.write(block)
                progress(done, total or done)
    if done < total:
        raise ConnectionError


def safe(url: str) -> bool:
    """Say whether an address may be fetched from: https, or this machine."""
    parts = urlsplit(url)
    return (parts.scheme == "https" and bool(parts.netloc)) or (parts.scheme == "http" and parts.hostname in _HERE)


class _Safe(urllib.request.HTTPRedirectHandler):
    """Follows to https alone."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the library's own signature
        self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: object, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse a redirection into the open."""
        if not safe(newurl):
            raise ConnectionError
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _call(url: str, headers: Mapping[str, str] | None = None) -> urllib.request._UrlopenRet:
    if not safe(url):
        raise ConnectionError
    request = urllib.request.Request(url, headers={"User-Agent": "madoguchi", **(headers or {})})  # noqa: S310 - see safe()
    return urllib.request.build_opener(_Safe).open(request, timeout=_PATIENCE_S)


def _why(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"it answers {error.code}"
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    return type(inner).__name__


def _understood(rows: list[object], url: str) -> Iterator[Offer]:
    for row in rows:
        if not isinstance(row, dict) or row.get("type", "translate") != "translate":
            continue
        source, target = str(row.get("from_code")), str(row.get("to_code"))
        if not (CODE.fullmatch(source) and CODE.fullmatch(target)):
            continue
        links = row.get("links")
        whole = (urljoin(url, str(link)) for link in (links if isinstance(links, list) else ()))
        digest = str(row.get("sha256", "")).lower()
        yield Offer(
            f"{source}-{target}",
            str(row.get("package_version", "")),
            tuple(link for link in whole if safe(link)),
            digest if _SHA256.fullmatch(digest) else "",
        )


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))
