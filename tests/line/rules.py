"""What LINE refuses, as a table of its own: field by field, in the unit that counts (reference, read 2026-11-23)."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from linebot.v3.messaging import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

UTF16 = {"altText": 1500, "title": 100, "address": 100}
LETTERS = {"label": 40, "data": 300, "displayText": 300, "uri": 1000}
SCHEMES = ("https://", "http://", "tel:")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def weight(value: object) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())


def problems(objects: list[dict[str, Any]]) -> list[str]:
    """Give what LINE would not take; [] when it is good."""
    found = [] if 1 <= len(objects) <= 5 else [f"{len(objects)} objects"]
    found += _refused_by_the_sdk(objects)
    for index, each in enumerate(objects):
        if each["type"] == "text" and not (each["text"].strip() and units(each["text"]) <= 5000):
            found.append("text")
        if "quickReply" in each:
            items = each["quickReply"]["items"]
            found += ["quick replies"] if not 1 <= len(items) <= 13 or index < len(objects) - 1 else []
            found += [f"label {item}" for item in items if units(item["action"]["label"]) > 20]
        if each["type"] == "flex":
            contents = each["contents"]
            bubbles = contents["contents"] if contents["type"] == "carousel" else [contents]
            heavy = any(weight(bubble) > 30_000 for bubble in bubbles) or weight(contents) > 50_000
            found += ["flex"] if heavy or len(bubbles) > 12 else []
        found += [f"{key} {value!r}" for key, value in _fields(each) if not _fits(key, value)]
    return found


def _refused_by_the_sdk(objects: list[dict[str, Any]]) -> list[str]:
    return [problem for each in objects if (problem := _read_by_the_sdk(json.dumps(each)))]


@lru_cache(maxsize=4096)
def _read_by_the_sdk(text: str) -> str:
    """Read and write an object by the SDK's models: what comes out must be what went in."""
    given = json.loads(text)
    try:
        read = Message.from_dict(given).to_dict()
    except ValueError as error:
        return f"SDK: {type(error).__name__}"
    return "" if read == given else f"SDK: reads {read} for {given}"


def _fits(key: str, value: Any) -> bool:
    if key == "uri" and not (value.startswith(SCHEMES) and value.isascii() and " " not in value):
        return False
    if key in UTF16:
        return 0 < units(value) <= UTF16[key]
    return key not in LETTERS or 0 < len(value) <= LETTERS[key]


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _fields(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, str):
                yield key, each
            yield from _fields(each)
