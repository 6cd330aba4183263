"""The parse mode HTML, with its errors (TDLib MessageEntity.cpp parse_html, read 2026-11-23)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from .marks import Unparsable, linked, place, width

if TYPE_CHECKING:
    from .refusal import Json

_TAGS = {
    "a": "text_link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "s": "strikethrough",
    "strike": "strikethrough", "del": "strikethrough", "u": "underline", "ins": "underline",
    "tg-spoiler": "spoiler", "span": "spoiler", "tg-emoji": "custom_emoji", "tg-time": "date_time", "pre": "pre",
    "code": "code", "blockquote": "blockquote",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<dec>\d{1,7})|(?P<name>[A-Za-z]+));?")
_PLAIN = re.compile(r"[^&<]+")
_HIGHEST = 0x10FFFF


def parse_html(text: str) -> tuple[str, list[Json]]:
    """Give the text without its tags, and the entities."""
    reader = _Reader(text)
    reader.read()
    return "".join(reader.out), reader.entities


@dataclass(slots=True)
class _Open:
    name: str
    argument: str
    offset: int
    begin: int


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0
    offset: int = 0
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> None:
        while self.at < len(self.text):
            plain = _PLAIN.match(self.text, self.at)
            if plain:
                self._put(plain.group())
                self.at = plain.end()
            elif self.text[self.at] == "&":
                char, self.at = _decoded(self.text, self.at)
                self._put(char)
            elif self.text.startswith("/", self.at + 1):
                self._close()
            else:
                self._begin()
        if self.open:
            self._fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')

    def _put(self, piece: str) -> None:
        self.out.append(piece)
        self.offset += width(piece)

    def _fail(self, reason: str, index: int | None = None) -> NoReturn:
        raise Unparsable(reason if index is None else f"{reason} at byte offset {place(self.text, index)}")

    def _begin(self) -> None:
        begin = self.at
        found = re.compile(r"<([^\s>]*)").match(self.text, begin)
        end = found.end() if found else begin + 1
        name = found.group(1).lower() if found else ""
        if end >= len(self.text):
            self._fail("Unclosed start tag", begin)
        if name not in _TAGS:
            self._fail(f'Unsupported start tag "{name}"', begin)
        self.at = end
        argument = self._attributes(name, begin)
        if name == "span" and argument != "spoiler":
            self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(name, argument, self.offset, len(self.out)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip()
            if self._char() == ">":
                self.at += 1
                return argument
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value) or argument

    def _attribute(self, tag: str, begin: int) -> tuple[str, str | None]:
        found = re.compile(r"[^\s=>/\"']+").match(self.text, self.at)
        if not found:
            what = "Unclosed start tag" if self.at >= len(self.text) else f'Empty attribute name in the tag "{tag}"'
            self._fail(what, begin)
        self.at = found.end()
        self._skip()
        if self._char() != "=":
            if not self._char():
                self._fail(f'Unclosed start tag "{tag}"', begin)
            return found.group(), None
        self.at += 1
        self._skip()
        return found.group(), self._value(tag, begin)

    def _value(self, tag: str, begin: int) -> str:
        quote = self._char()
        if not quote:
            self._fail(f'Unclosed start tag "{tag}"', begin)
        if quote not in "\"'":
            start = self.at
            token = re.compile(r"[A-Za-z0-9.-]*").match(self.text, start)
            self.at = token.end() if token else start
            if self._char() and self._char() != ">" and not self._char().isspace():
                self._fail("Unexpected end of name token", start)
            return self.text[start : self.at].lower()
        end = self.text.find(quote, self.at + 1)
        if end < 0 or end + 1 >= len(self.text):
            self._fail("Unclosed start tag", begin)
        value = self.text[self.at + 1 : end]
        self.at = end + 1
        return _REFERENCE.sub(lambda match: _decoded(match.group(), 0)[0], value)

    def _close(self) -> None:
        begin = self.at
        if not self.open:
            self._fail("Unexpected end tag", begin)
        found = re.compile(r"</([^\s>]*)\s*").match(self.text, begin)
        name = found.group(1).lower() if found else ""
        self.at = found.end() if found else begin + 2
        if self._char() != ">":
            self._fail("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if name not in {"", opened.name}:
            where = f"Unmatched end tag at byte offset {place(self.text, begin)}"
            self._fail(f'{where}, expected "</{opened.name}>", found "</{name}>"')
        if self.offset > opened.offset:
            self._mark(opened)

    def _mark(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        entity: Json | None = {"type": _TAGS[opened.name], "offset": opened.offset, "length": length}
        if opened.name == "a":
            entity = linked(opened.argument or "".join(self.out[opened.begin :]), opened.offset, length)
        elif entity and opened.name == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif entity and opened.name == "tg-emoji":
            if not opened.argument.isdecimal():
                self._fail("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif entity and opened.name in {"pre", "code"} and self._joined(opened, length):
            return
        if entity:
            self.entities.append(entity)

    def _joined(self, opened: _Open, length: int) -> bool:
        """Make one entity of a code with a language inside of a pre."""
        if opened.name == "code":
            if opened.argument and self.open and self.open[-1].name == "pre":
                self.open[-1].argument = opened.argument
                return self.open[-1].offset == opened.offset
            return False
        last = self.entities[-1] if self.entities else None
        entity = {"type": "pre", "offset": opened.offset, "length": length}
        if last and last["type"] == "code" and (last["offset"], last["length"]) == (opened.offset, length):
            self.entities.pop()
        if opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)
        return True

    def _skip(self) -> None:
        while self._char().isspace():
            self.at += 1

    def _char(self) -> str:
        return self.text[self.at : self.at + 1]


def _argument(tag: str, name: str, value: str | None) -> str:
    if tag == "blockquote" and name == "expandable":
        return "1"
    value = value or ""
    wanted = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id", "tg-time": "format"}
    if wanted.get(tag) != name:
        return ""
    if tag == "code":
        return value.removeprefix("language-") if value.startswith("language-") else ""
    return value.removeprefix("tg-") if tag == "span" and value.startswith("tg-") else value


def _decoded(text: str, at: int) -> tuple[str, int]:
    found = _REFERENCE.match(text, at)
    if not found:
        return "&", at + 1
    if found.group("name"):
        char = _NAMED.get(found.group("name"))
        return (char, found.end()) if char else ("&", at + 1)
    digits = found.group("hex")
    code = int(digits, 16) if digits else int(found.group("dec"))
    if not 0 < code < _HIGHEST:
        return "&", at + 1
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 -- half of a pair
        reason = "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
        raise Unparsable(reason + "surrogate code units")
    return chr(code), found.end()
