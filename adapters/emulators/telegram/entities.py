"""Formatted texts: entities given, parsed or found, with offsets in UTF-16 units (TDLib MessageEntity.cpp)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .hypertext import parse_html
from .markdown import parse_markdown
from .marks import Unparsable, width
from .refusal import Json, bad

if TYPE_CHECKING:
    from .rules import Rules

_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}
_FOUND = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}\b)"
    r"|(?P<bot_command>(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
    r"|(?P<phone_number>(?<![\w+])\+\d[\d ()-]{7,18}\d(?!\w))"
)
_TYPES = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold", "italic",
     "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
     "text_link", "text_mention", "custom_emoji", "date_time", "bank_card_number"}
)  # fmt: skip
_ORDER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "bold")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as people see it, and its entities."""

    text: str
    entities: list[Json] = field(default_factory=list)


def formatted(raw: str, mode: str | None, given: list[Json] | None, rules: Rules) -> Formatted:
    """Read a text as `mode` says. Refuses what cannot be parsed; lengths are the caller's business."""
    if len(raw.encode("utf-8", "surrogatepass")) > rules.raw_limit:
        bad("Text is too long")
    mode = (mode or "").lower()
    if raw and mode not in {"", "none"}:
        if mode not in _PARSERS:
            bad("Unsupported parse_mode")
        try:
            text, entities = _PARSERS[mode](raw)
        except Unparsable as error:
            bad(f"Can't parse entities: {error.reason}")
    else:
        text, entities = raw, _checked(raw, given or [])
    text, entities = _trimmed(text, entities)
    entities = _unquoted(sorted(entities, key=_rank))
    if not rules.lean:
        entities = entities + found(text, entities)
    return Formatted(text, sorted(entities, key=_rank))


def _unquoted(entities: list[Json]) -> list[Json]:
    """Leave a quotation out that stands in another one: they are never nested (remove_intersecting_entities)."""
    end, kept = 0, []
    for entity in entities:
        quotation = entity["type"] in {"blockquote", "expandable_blockquote"}
        if quotation and entity["offset"] < end:
            continue
        end = entity["offset"] + entity["length"] if quotation else end
        kept.append(entity)
    return kept


def _rank(entity: Json) -> tuple[int, int, int]:
    kind = entity["type"]
    return entity["offset"], -entity["length"], _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _checked(text: str, given: list[Json]) -> list[Json]:
    total = width(text)
    for entity in given:
        if entity["type"] not in _TYPES:
            bad("Can't parse MessageEntity: Unsupported type specified")
        if entity["offset"] < 0:
            bad(f"Receive an entity with incorrect offset {entity['offset']}")
        if entity["length"] < 0 or entity["offset"] + entity["length"] > total:
            bad(f"Entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text at {total}")
        if entity["type"] == "text_link" and not entity.get("url"):
            bad("Can't parse MessageEntity: Can't find field \"url\"")
    return [dict(entity) for entity in given if entity["length"]]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    text = text.replace("\r", "")
    bare = text.strip(" \n\t")
    if bare == text:
        return text, entities
    cut = width(text[: len(text) - len(text.lstrip(" \n\t"))])
    total = width(bare)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, total)
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return bare, kept


def found(text: str, taken: list[Json] | None = None) -> list[Json]:
    """Find links, commands, mentions and the like, outside of what is taken already."""
    if not any(sign in text for sign in "/@#.+"):
        return []
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in taken or []
        if entity["type"] in {"code", "pre", "text_link", "text_mention", "url"}
    ]
    entities = []
    for match in _FOUND.finditer(text):
        begin = width(text[: match.start()])
        length = width(match.group())
        if match.lastgroup and not any(begin < end and begin + length > start for start, end in closed):
            entities.append({"type": match.lastgroup, "offset": begin, "length": length})
    return entities
