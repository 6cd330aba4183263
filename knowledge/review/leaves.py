"""Changing values in a YAML text while everything around them stays as somebody wrote it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.yamlfile import Keys, Node

    Edits = Mapping[Keys, str | tuple[str, ...]]

_WIDE = 110
_COMMENT = re.compile(r"(?:^|\s)#")


def changed(text: str, edits: Edits) -> str:
    """Give the text with other values under some keys; a list is given whole.

    What was changed is read again: when anything else came out differently, nothing is given back.
    """
    root = yaml.compose(text, yaml.BaseLoader)
    spans = []
    for keys, value in edits.items():
        node = _find(root, keys)
        spans.append((node.start_mark.index, *_written(text, node, value)))
    new = text
    for start, end, written in sorted(spans, reverse=True):
        new = new[:start] + written + new[end:]
    wanted = _parsed(text)
    for keys, value in edits.items():
        wanted = _set(wanted, keys, list(value) if isinstance(value, tuple) else value)
    if not _says(new, wanted):
        msg = "a value could not be written without harm to its neighbours; change it in the file"
        raise KnowledgeError(msg)
    return new


def _says(text: str, wanted: Node) -> bool:
    try:
        return _parsed(text) == wanted
    except yaml.YAMLError:
        return False


def _parsed(text: str) -> Node:
    node: Node = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - the base loader makes strings only
    return node


def _find(node: yaml.Node | None, keys: Keys) -> yaml.Node:
    for key in keys:
        below = None
        if isinstance(node, yaml.MappingNode):
            below = next((value for name, value in node.value if name.value == key), None)
        elif isinstance(node, yaml.SequenceNode) and key.isdecimal() and int(key) < len(node.value):
            below = node.value[int(key)]
        node = below
    if node is None:
        msg = f"{'.'.join(keys)} is not there"
        raise KnowledgeError(msg)
    return node


def _set(node: Node, keys: Keys, value: Node) -> Node:
    if not keys:
        return value
    if isinstance(node, dict):
        return {**node, keys[0]: _set(node[keys[0]], keys[1:], value)}
    if isinstance(node, list):
        at = int(keys[0])
        return [*node[:at], _set(node[at], keys[1:], value), *node[at + 1 :]]
    return value


def _written(text: str, node: yaml.Node, value: str | tuple[str, ...]) -> tuple[int, str]:
    """Give where the old value ends, and what to write in its place."""
    if isinstance(value, str):
        return node.end_mark.index, _scalar(value, text[node.start_mark.index : node.start_mark.index + 1])
    if not isinstance(node, yaml.SequenceNode):
        msg = "a list was expected"
        raise KnowledgeError(msg)
    end = node.value[-1].end_mark.index if node.value and not node.flow_style else node.end_mark.index
    old = text[node.start_mark.index : end]
    if any(_COMMENT.search(line) for line in _unquoted(old, node)):
        msg = "there are comments inside this list; change it in the file"
        raise KnowledgeError(msg)
    raw = {item.value: text[item.start_mark.index : item.end_mark.index] for item in node.value}
    like = next(iter(raw.values()), '"')[:1]
    items = [raw.get(word) or _scalar(word, like) for word in value]
    return end, _flow(items, node.start_mark.column + 1) if node.flow_style else _block(items, node.start_mark.column)


def _unquoted(old: str, node: yaml.SequenceNode) -> Iterator[str]:
    """Give what stands between the items: a # there begins a comment."""
    base, at = node.start_mark.index, 0
    for item in node.value:
        yield old[at : item.start_mark.index - base]
        at = item.end_mark.index - base
    yield old[at:]


def _flow(items: list[str], column: int) -> str:
    lines: list[str] = []
    for item in items:
        if lines and column + len(lines[-1]) + len(item) < _WIDE:
            lines[-1] += f" {item},"
        else:
            lines.append(f"{item},")
    return "[" + f"\n{' ' * column}".join(lines).removesuffix(",") + "]"


def _block(items: list[str], column: int) -> str:
    return f"\n{' ' * column}".join(f"- {item}" for item in items)


def _scalar(value: str, like: str) -> str:
    """Write one value, in quotes like the former or where it needs them."""
    if "\n" in value or not value.isprintable() or like == '"':
        return json.dumps(value, ensure_ascii=False)
    if like != "'" and _plain(value):
        return value
    return "'" + value.replace("'", "''") + "'"


def _plain(value: str) -> bool:
    """Say whether a value may stand without quotes, in a list as well."""
    try:
        return bool(value) and value == value.strip() and _parsed(f"- [{value}]\n- {value}\n") == [[value], value]
    except yaml.YAMLError:
        return False
