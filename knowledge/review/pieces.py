"""Everything that can be reviewed in one language, in the order of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.check.document import Document, open_document
from knowledge.check.passage import phrase_texts
from knowledge.library import SOURCE_LANGUAGE
from knowledge.localise import EASY
from knowledge.review.names import names
from knowledge.review.piece import BODY, COMMA, Form, Group, Piece, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from knowledge.yamlfile import Keys, Node

ENGLISH = "en"
_NARROWING = "these words keep an alarm still; say in the remarks what is wrong"
_WIDENING = frozenset({"any", "all", "misspelled"})


def pieces(folder: Path, tag: str) -> tuple[Piece, ...]:
    """Give every piece of one language; a file that cannot be read has none."""
    source = "" if tag == SOURCE_LANGUAGE else SOURCE_LANGUAGE
    tags = (tag, source, EASY if tag == ENGLISH else ENGLISH)
    return (
        *_entries(folder, tags),
        *_phrasings(folder, tag),
        *_sentences(folder, tags),
        *_cues(folder, tags),
        *_safety(folder, tag),
        *names(folder, tag),
    )


def _open(path: Path) -> Document | None:
    found = open_document(path) if path.is_file() else None
    return found if isinstance(found, Document) else None


def _entries(folder: Path, tags: tuple[str, str, str]) -> Iterator[Piece]:
    for place in sorted((folder / "entries").glob("*/")):
        own, source, beside = (_open(place / f"{tag}.md") for tag in tags)
        if own is None:
            continue
        file = own.path.relative_to(folder).as_posix()
        for name, form, keys in (("title", Form.LINE, ("title",)), ("text", Form.TEXT, BODY)):
            now, original, other = (_said(each, name) for each in (own, source, beside))
            if now:
                yield Piece(f"entry/{place.name}/{name}", Group.ANSWERS, form, file, keys, now, original, other)


def _said(document: Document | None, part: str) -> str:
    if document is None:
        return ""
    return document.body if part == "text" else document.text(part)


def _phrasings(folder: Path, tag: str) -> Iterator[Piece]:
    for place in sorted((folder / "entries").glob("*/")):
        own, source = _open(place / f"{tag}.md"), _open(place / f"{SOURCE_LANGUAGE}.md")
        if own is None:
            continue
        file, topic = own.path.relative_to(folder).as_posix(), source.text("title") if source else ""
        seen: set[str] = set()
        for number, asked in enumerate(own.strings("asked")):
            key = f"entry/{place.name}/asked/{digest_of(asked)}"
            if key not in seen:
                yield Piece(key, Group.PHRASINGS, Form.LINE, file, ("asked", str(number)), asked, topic, read=False)
            seen.add(key)
        new = f"entry/{place.name}/asked/new"
        yield Piece(new, Group.PHRASINGS, Form.NEW, file, ("asked",), "", topic, read=False)


def _sentences(folder: Path, tags: tuple[str, str, str]) -> Iterator[Piece]:
    for room, kind, key in (("phrases", "phrase", "phrases"), ("canned", "reply", "replies")):
        own, source, beside = (_open(folder / room / f"{tag}.yaml") for tag in tags)
        for name, text in _texts(own, key).items():
            original, other = (_texts(each, key).get(name, "") for each in (source, beside))
            form = Form.TEXT if "\n" in text else Form.LINE
            yield Piece(
                f"{kind}/{name}", Group.PHRASES, form, f"{room}/{tags[0]}.yaml", (key, name), text, original, other
            )


def _texts(document: Document | None, key: str) -> Mapping[str, str]:
    if document is None:
        return {}
    if key == "phrases":
        return phrase_texts(document)
    found = document.values.get(key)
    return {name: text for name, text in found.items() if isinstance(text, str)} if isinstance(found, dict) else {}


def _cues(folder: Path, tags: tuple[str, str, str]) -> Iterator[Piece]:
    own, source, beside = (_open(folder / "cues" / f"{tag}.yaml") for tag in tags)
    for key, kind in (("cues", "cue"), ("language_names", "language")):
        lists, *others = (_lists(each, key) for each in (own, source, beside))
        for name, words in lists.items():
            said = (COMMA.join(other.get(name, ())) for other in others)
            yield _list(f"{kind}/{name}", Group.CUES, f"cues/{tags[0]}.yaml", (key, name), words, *said)


def _lists(document: Document | None, key: str) -> Mapping[str, tuple[str, ...]]:
    found = document.values.get(key) if document else None
    return {name: _words(node) for name, node in found.items()} if isinstance(found, dict) else {}


def _words(node: Node | None) -> tuple[str, ...]:
    return tuple(word for word in node if isinstance(word, str)) if isinstance(node, list) else ()


def _safety(folder: Path, tag: str) -> Iterator[Piece]:
    for sheet in sorted((folder / "safety").glob(f"*/{tag}.yaml")):
        own = _open(sheet)
        for keys, node, name in _alarms(own.values if own else {}):
            file = sheet.relative_to(folder).as_posix()
            fixed = "" if _WIDENING & set(keys) else _NARROWING
            key = f"safety/{sheet.parent.name}/{name}"
            yield _list(key, Group.SAFETY, file, keys, _words(node), fixed=fixed)


def _alarms(sheet: Mapping[str, Node]) -> Iterator[tuple[Keys, Node, str]]:
    for key in ("misspelled", "harmless"):
        if sheet.get(key):
            yield (key,), sheet[key], key
    rules = sheet.get("rules")
    for number, rule in enumerate(rules if isinstance(rules, list) else ()):
        for key, node in rule.items() if isinstance(rule, dict) else ():
            here, name = ("rules", str(number), key), f"{rule['rule']}/{key}" if isinstance(rule, dict) else key
            if key in {"any", "unless"}:
                yield here, node, name
            elif key == "all" and isinstance(node, list):
                yield from (((*here, str(at)), words, f"{name}/{at}") for at, words in enumerate(node))


def _list(  # noqa: PLR0913, PLR0917 - a list is a piece like others
    key: str,
    group: Group,
    file: str,
    keys: Keys,
    words: tuple[str, ...],
    source: str = "",
    beside: str = "",
    fixed: str = "",
) -> Piece:
    if any(COMMA.strip() in word for word in words):
        fixed = fixed or "a word here has a semicolon; this list is changed in the file"
    grows = group is Group.SAFETY
    return Piece(
        key, group, Form.WORDS, file, keys, COMMA.join(words), source, beside, fixed=fixed, grows=grows, read=False
    )  # fmt: skip
