"""From where a request comes: whose page sent it, from which neighbourhood of addresses."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request


def neighbourhood(host: str) -> str:
    """Give the key of an address: an IPv6 customer owns a whole /64, so that counts as one."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)


def ours(request: Request, public_url: str) -> bool:
    """Say whether a page of ours made the browser send this. Every browser says where a page is from."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is None and origin is None:
        return False
    if site is not None and site != "same-origin":
        return False
    return origin is None or _same(origin, request.headers.get("host", ""), public_url)


def _same(origin: str, host: str, public_url: str) -> bool:
    try:
        came, public = urlsplit(origin), urlsplit(public_url)
    except ValueError:
        return False
    if came.scheme not in ("http", "https") or not came.netloc:
        return False
    if came.netloc == public.netloc:
        # A page of our name that came unencrypted may be anybody's.
        return came.scheme == public.scheme
    return came.netloc == host
