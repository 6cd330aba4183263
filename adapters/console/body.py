"""Forms: read no further than agreed, and only what a form can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from adapters.console.refusal import Refused

if TYPE_CHECKING:
    from starlette.types import Message, Receive

KINDS = ("application/x-www-form-urlencoded", "multipart/form-data")
FIELDS = 200
FILES = 20
_DIGITS = 12


Fields = dict[str, list[str]]
Files = dict[str, list[UploadFile]]


async def read(request: Request, most: int) -> FormData:
    """Give the form. A body that is too large is refused before it is read, or as soon as it shows."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refused(415, "door_unreadable")
    length = request.headers.get("content-length", "0")
    if not (length.isascii() and length.isdecimal()):
        raise Refused(400, "door_unreadable")
    # Counting digits first: turning a line of them into a number is work for nothing.
    if len(length) > _DIGITS or int(length) > most:
        raise Refused(413, "door_large")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind not in KINDS:
        if not kind and length == "0":
            return FormData()
        raise Refused(415, "door_unreadable")
    counted = Request(request.scope, _counting(request.receive, most))
    try:
        return await counted.form(max_files=FILES, max_fields=FIELDS, max_part_size=most)
    except (HTTPException, MultiPartException, ValueError):
        raise Refused(400, "door_unreadable") from None


def sorted_out(form: FormData) -> tuple[Fields, Files]:
    """Give what was written and what was attached, each by its field."""
    fields: Fields = {}
    files: Files = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
        else:
            files.setdefault(name, []).append(value)
    return fields, files


def _counting(receive: Receive, most: int) -> Receive:
    read_so_far = 0

    async def counted() -> Message:
        nonlocal read_so_far
        message = await receive()
        read_so_far += len(message.get("body", b""))
        if read_so_far > most:
            raise Refused(413, "door_large")
        return message

    return counted
