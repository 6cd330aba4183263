"""A call's parameters: read from any of the ways they may come in, and checked against the tables."""

from __future__ import annotations

import json
from email.parser import BytesParser
from email.policy import HTTP
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from .refusal import Json, Refused, bad
from .shapes import check
from .tables import METHODS

if TYPE_CHECKING:
    from collections.abc import Mapping

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "Message text is empty",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    "photo": "There is no photo in the request",
    "document": "There is no document in the request",
    "action": "Wrong parameter action in request",
    "message_ids": "Message identifiers are not specified",
    "file_id": "file_id not specified",
    "name": "Name must be non-empty",
    "callback_query_id": "QUERY_ID_INVALID",
}
_UNPARSED = {
    "reply_markup": "Can't parse reply keyboard markup JSON object",
    "reply_parameters": "Can't parse reply parameters JSON object",
    "link_preview_options": "Can't parse link preview options JSON object",
    "commands": "Can't parse commands JSON object",
    "scope": "Can't parse BotCommandScope JSON object",
    "reaction": "Can't parse reaction types JSON object",
    "menu_button": "Can't parse menu button JSON object",
    "message_ids": "Can't parse message_ids JSON object",
}
_INSIDE = {"commands": "BotCommand", "scope": "BotCommandScope", "entities": "MessageEntity"}
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


def read_body(kind: str, query: bytes, body: bytes) -> Json:
    """Read what came in: `kind` is the content type. Uploads become {"upload": name, "size": bytes}."""
    raw: Json = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True))
    if not body:
        return raw
    plain = kind.split(";", 1)[0].strip().lower()
    if plain == "application/json":
        raw.update(_read_json(body))
    elif plain == "application/x-www-form-urlencoded":
        try:
            raw.update(parse_qsl(body.decode("utf-8"), keep_blank_values=True))
        except UnicodeDecodeError:
            bad("strings must be encoded in UTF-8")
    elif plain == "multipart/form-data":
        raw.update(_read_parts(kind, body))
    else:
        bad("Content type of the request is not supported")
    return raw


def _read_json(body: bytes) -> Json:
    try:
        value = json.loads(body)
    except ValueError:
        bad("can't parse JSON object")
    if not isinstance(value, dict):
        bad("JSON object expected")
    return {name: inner for name, inner in value.items() if inner is not None}


def _read_parts(kind: str, body: bytes) -> Json:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode("latin-1") + b"\r\n\r\n" + body)
    found: Json = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        if not isinstance(name, str):
            bad("header without name in multipart/form-data")
        if part.get_filename() is not None:
            found[name] = {"upload": part.get_filename(), "size": len(content)}
        else:
            found[name] = content.decode("utf-8", "replace")
    return found


def conform(method: str, raw: Mapping[str, Any], *, strict: bool) -> Json:
    """Give the parameters typed. Refuses what is missing, mistyped, or (strict) not documented."""
    known = METHODS[method]
    values: Json = {}
    for name, (kind, required) in known.items():
        given = raw.get(name)
        if required and given in (None, "", {}) and not (name == "url" and given == ""):
            bad(_MISSING.get(name, f'Parameter "{name}" is required'))
        # An empty text is as good as none, as on the real server; only texts are emptied on purpose.
        if given is None or (given == "" and kind != "str"):
            continue
        values[name] = _typed(name, kind, given, strict=strict)
    unknown = sorted(name for name in raw.keys() - known.keys() if not _is_upload(raw[name]))
    if strict and unknown:
        bad(f'Parameter "{unknown[0]}" is not known in {method}')
    return values


def _is_upload(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"upload", "size"}


def _typed(name: str, kind: str, value: Any, *, strict: bool) -> Any:  # noqa: ANN401 -- JSON of strangers
    if kind in _SIMPLE:
        return _SIMPLE[kind](name, value)
    value = _unpacked(name, value)
    if kind == "ids":
        return _ids(value)
    if kind == "strings":
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            bad("Expected an Array of String")
        return value
    if kind == "markup":
        if not isinstance(value, dict):
            bad("Object expected as reply markup")
        return value
    if name in _INSIDE:
        _check_within(name, kind, value, strict=strict)
    else:
        check(value, kind, name, strict=strict)
    return value


def _check_within(name: str, kind: str, value: Any, *, strict: bool) -> None:  # noqa: ANN401
    try:
        check(value, kind, name, strict=strict)
    except Refused as refused:
        bad(f"Can't parse {_INSIDE[name]}: {refused.description.removeprefix('Bad Request: ')}")


def _unpacked(name: str, value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return bad(_UNPARSED.get(name, f"Can't parse {name} JSON object"))


def _ids(value: Any) -> list[int]:  # noqa: ANN401
    if not isinstance(value, list):
        bad("Expected an Array of message identifiers")
    if not value:
        bad("Message identifiers are not specified")
    if len(value) > 100:  # noqa: PLR2004 -- the documented most
        bad("Too many message identifiers specified")
    if not all(isinstance(item, int) and not isinstance(item, bool) for item in value):
        bad("Message identifier must be a Number")
    if any(item <= 0 for item in value):
        bad("Invalid message identifier specified")
    if any(one >= two for one, two in pairwise(value)):
        bad("Message identifiers must be in a strictly increasing order")
    return value


def _string(name: str, value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str):
        if any("\ud800" <= char <= "\udfff" for char in value):
            bad("Strings must be encoded in UTF-8")
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return bad(f'Parameter "{name}" must be of type String')


def _integer(name: str, value: Any) -> int:  # noqa: ANN401
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().removeprefix("-").isdecimal():
        return int(value)
    return bad(f'Parameter "{name}" must be of type Integer')


def _number(name: str, value: Any) -> float:  # noqa: ANN401
    try:
        return float(value)
    except (TypeError, ValueError):
        return bad(f'Parameter "{name}" must be of type Float')


def _boolean(name: str, value: Any) -> bool:  # noqa: ANN401
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _TRUTH:
        return _TRUTH[value.strip().lower()]
    return bad(f'Parameter "{name}" must be of type Boolean')


def _chat(_: str, value: Any) -> int | str:  # noqa: ANN401
    if isinstance(value, str) and value.startswith("@"):
        return value
    if isinstance(value, str) and not value.strip().removeprefix("-").isdecimal():
        return bad("chat not found")
    return _integer("chat_id", value)


def _file(name: str, value: Any) -> Any:  # noqa: ANN401
    if _is_upload(value) or isinstance(value, str):
        return value
    return bad(f'Parameter "{name}" must be of type InputFile or String')


_SIMPLE = {
    "str": _string,
    "int": _integer,
    "float": _number,
    "bool": _boolean,
    "chat": _chat,
    "file": _file,
}
