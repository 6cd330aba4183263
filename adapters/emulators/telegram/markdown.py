"""The parse mode MarkdownV2, with its errors (TDLib MessageEntity.cpp parse_markdown_v2, read 2026-11-23)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from .marks import Unparsable, linked, place, width

if TYPE_CHECKING:
    from .refusal import Json

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_ESCAPED = re.compile(r"\\([\x01-\x7e])")
_SIGNS = (
    ("```", "pre"), ("`", "code"), ("||", "spoiler"), ("__", "underline"), ("_", "italic"), ("*", "bold"),
    ("~", "strikethrough"), ("![", "custom_emoji"), ("[", "text_link"),
)  # fmt: skip
_ENDS = {
    "pre": "```", "code": "`", "spoiler": "||", "underline": "__", "italic": "_", "bold": "*", "strikethrough": "~",
    "custom_emoji": "]", "text_link": "]",
}  # fmt: skip
_NAMES = {
    "pre": "Pre", "code": "Code", "spoiler": "Spoiler", "underline": "Underline", "italic": "Italic", "bold": "Bold",
    "strikethrough": "Strikethrough", "custom_emoji": "CustomEmoji", "text_link": "TextUrl", "blockquote": "BlockQuote",
}  # fmt: skip


def parse_markdown(text: str) -> tuple[str, list[Json]]:
    """Give the text without its signs, and the entities."""
    reader = _Reader(text)
    reader.read()
    return "".join(reader.out), reader.entities


@dataclass(slots=True)
class _Open:
    kind: str
    at: int
    offset: int
    begin: int
    language: str = ""


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0
    offset: int = 0
    quoting: bool = False
    line: bool = True
    out: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> None:
        while self.at < len(self.text):
            self._step()
        if self.quoting and self.open and self.open[-1].kind == "spoiler" and self.open[-1].at == len(self.text) - 2:
            self.open.pop()
            self.open[-1].kind = "expandable_blockquote"
        if self.open and self.open[-1].kind.endswith("blockquote"):
            self._mark(self.open.pop())
        if self.open:
            self._unended()

    def _step(self) -> None:
        char = self.text[self.at]
        escaped = _ESCAPED.match(self.text, self.at)
        if escaped:
            self._put(escaped.group(1))
            self.at += 2
        elif (self._inside_code() and char != "`") or char not in _RESERVED:
            self._put(char)
            self.at += 1
        elif not self._ended(char):
            self._begin(char)

    def _inside_code(self) -> bool:
        return bool(self.open) and self.open[-1].kind in {"pre", "code"}

    def _put(self, char: str) -> None:
        self.out.append(char)
        self.offset += width(char)
        self.line = char == "\n" or (char == "\r" and self.line)

    def _fail(self, reason: str) -> NoReturn:
        raise Unparsable(reason)

    def _unended(self) -> NoReturn:
        last = self.open[-1]
        name = _NAMES.get(last.kind, "BlockQuote")
        self._fail(f"Can't find end of {name} entity at byte offset {place(self.text, last.at)}")

    def _ended(self, char: str) -> bool:
        if not self.open:
            return False
        if self.quoting and char == "\n" and not self.text.startswith(">", self.at + 1):
            self._end_quote()
            return True
        last = self.open[-1]
        sign = _ENDS.get(last.kind, "")
        if not sign or not self.text.startswith(sign, self.at):
            return False
        if last.kind == "italic" and self.text.startswith("__", self.at):
            return False
        self.open.pop()
        self.at += len(sign)
        if last.kind in {"text_link", "custom_emoji"}:
            self._link(last)
        else:
            self._mark(last)
        return True

    def _end_quote(self) -> None:
        last = self.open[-1]
        if last.kind == "spoiler" and last.at == self.at - 2:
            self.open.pop()
            self.open[-1].kind = "expandable_blockquote"
        if not self.open[-1].kind.endswith("blockquote"):
            self._unended()
        self._put("\n")
        self.at += 1
        self._mark(self.open.pop())
        self.quoting = False

    def _link(self, opened: _Open) -> None:
        url = "".join(self.out[opened.begin :])
        if self.text.startswith("(", self.at):
            end = re.compile(r"(?:\\[\x01-\x7e]|[^)])*\)").match(self.text, self.at + 1)
            if not end:
                self._fail(f"Can't find end of a URL at byte offset {place(self.text, self.at + 1)}")
            url = _ESCAPED.sub(r"\1", end.group()[:-1])
            self.at = end.end()
        elif opened.kind == "custom_emoji":
            self._fail("The entity must contain a tg://emoji or tg://time URL")
        length = self.offset - opened.offset
        if opened.kind == "custom_emoji":
            found = re.fullmatch(r"tg://emoji\?id=(\d+)", url)
            if not found:
                self._fail("Invalid tg://emoji or tg://time URL specified")
            self.entities.append(
                {"type": "custom_emoji", "offset": opened.offset, "length": length, "custom_emoji_id": found.group(1)}
            )
        elif length and (entity := linked(url, opened.offset, length)):
            self.entities.append(entity)

    def _mark(self, opened: _Open) -> None:
        if self.offset > opened.offset:
            entity: Json = {"type": opened.kind, "offset": opened.offset, "length": self.offset - opened.offset}
            if opened.language:
                entity["language"] = opened.language
            self.entities.append(entity)

    def _begin(self, char: str) -> None:
        if char == "\n":
            self._put(char)
            self.at += 1
            return
        if char == ">" and self.line:
            if not self.quoting:
                self.quoting = True
                self.open.append(_Open("blockquote", self.at, self.offset, len(self.out)))
            self.at += 1
            return
        for sign, kind in _SIGNS:
            if self.text.startswith(sign, self.at):
                self.open.append(_Open(kind, self.at, self.offset, len(self.out)))
                self.at += len(sign)
                if kind == "pre":
                    self._language()
                return
        self._fail(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")

    def _language(self) -> None:
        found = re.compile(r"([^\s`]*)(\r\n|\n\r|\n|\r)?").match(self.text, self.at)
        if found and found.group(1) and not self.text.startswith("`", found.end(1)):
            self.open[-1].language = found.group(1)
            self.at = found.end()
        elif found and not found.group(1):
            self.at = found.end()
