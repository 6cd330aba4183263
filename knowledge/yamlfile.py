"""Reading YAML as strings only, with errors that tell an editor where and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Node = str | list["Node"] | dict[str, "Node"]
Keys = tuple[str, ...]

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(path: Path) -> Node:
    """Read one file; every scalar stays the string that stands there ("no" is not False)."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path}: cannot be read ({error}); save it as UTF-8 text"
        raise KnowledgeError(msg) from error


def parse_yaml(text: str, path: Path) -> Node:
    """Parse YAML text that stands in ``path``."""
    try:
        node: Node = yaml.load(text, _LOADER)  # noqa: S506 - the base loader makes strings only
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        msg = f"{path}:{line}: not valid YAML ({error.problem}); put the value in double quotes"
        raise KnowledgeError(msg) from error
    except yaml.YAMLError as error:
        msg = f"{path}: not valid YAML ({error}); remove what is not plain text"
        raise KnowledgeError(msg) from error
    return node


def mapping(node: Node, path: Path) -> dict[str, Node]:
    """Insist on a mapping ("key: value" lines)."""
    if isinstance(node, dict):
        return node
    msg = f"{path}: expected 'key: value' lines"
    raise KnowledgeError(msg)


def strings(node: Node | None, path: Path) -> tuple[str, ...]:
    """Insist on a list of strings; a missing one is empty, a single string is a list of one."""
    if node is None or node == "":
        return ()
    if isinstance(node, str):
        return (node,)
    if isinstance(node, list) and all(isinstance(item, str) for item in node):
        return tuple(str(item) for item in node)
    msg = f"{path}: expected a list of texts"
    raise KnowledgeError(msg)


def text(node: Node | None, path: Path) -> str:
    """Insist on one string; a missing one is empty."""
    if node is None:
        return ""
    if isinstance(node, str):
        return node
    msg = f"{path}: expected one text, found a list or a mapping"
    raise KnowledgeError(msg)


def lines_of(text: str) -> Iterator[tuple[Keys, int]]:
    """Give every value of a YAML text (under its path of keys; "0" is the first item of a list) with its line.

    A key that stands twice comes twice: the second would silently win.
    """
    yield from _walk(yaml.compose(text, _LOADER), (), set())


def _walk(node: yaml.Node | None, keys: Keys, seen: set[int]) -> Iterator[tuple[Keys, int]]:
    """Walk down a tree; an alias that leads back to itself is walked once."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*keys, str(key.value))
            yield below, key.start_mark.line + 1
            yield from _walk(value, below, seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            below = (*keys, str(number))
            yield below, value.start_mark.line + 1
            yield from _walk(value, below, seen)
