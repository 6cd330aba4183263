"""One file of the library as it lies on the disk: its values, and the line where each begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from knowledge.check.finding import Note
from knowledge.yamlfile import Keys, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.yamlfile import Node

FENCE = "---"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file, or the front matter and body of a Markdown file.

    lines    where the value under each path of keys stands ("0" is the first item of a list)
    double   keys that stand twice in one mapping: the second silently wins
    """

    path: Path
    data: Node
    lines: Mapping[Keys, int] = field(default_factory=dict)
    double: tuple[tuple[str, int], ...] = ()
    body: str = ""
    body_line: int = 1

    def line(self, *keys: str) -> int:
        """Give the line of a value, or of the nearest thing around it."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def note(self, message: str, *keys: str) -> Note:
        """Say something about the value under ``keys``."""
        return Note(self.path, self.line(*keys), message)

    @property
    def values(self) -> dict[str, Node]:
        """Give the file's mapping; empty when it holds something else."""
        return self.data if isinstance(self.data, dict) else {}

    def text(self, key: str) -> str:
        """Give one text, or "" when there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def strings(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; a single text is a list of one."""
        value = self.values.get(key)
        if isinstance(value, str):
            return (value,) if value else ()
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def open_document(path: Path) -> Document | Note:
    """Read a file, or say why it cannot be read."""
    try:
        raw = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Note(path, 1, f"cannot be read ({error}). Save it as UTF-8 text.")
    if path.suffix != ".md":
        return _parsed(path, raw, 0, "", 1)
    head, fence, body = raw.removeprefix(FENCE + "\n").partition(f"\n{FENCE}\n")
    if not raw.startswith(FENCE + "\n") or not fence:
        return Note(path, 1, "the front matter is missing. Begin with ---, title:, asked:, of:, by: and --- again.")
    blank = len(body) - len(body.lstrip("\n"))
    return _parsed(path, head, 1, body.strip(), head.count("\n") + 4 + blank)


def _parsed(path: Path, text: str, above: int, body: str, body_line: int) -> Document | Note:
    try:
        data: Node = yaml.load(text, _LOADER)  # noqa: S506 - the base loader makes strings only
        placed = list(lines_of(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 + above if error.problem_mark else 1
        return Note(path, line, f"not valid YAML ({error.problem}). Put the value in double quotes.")
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        return Note(path, 1, f"not valid YAML ({reason}). Remove the odd sign.")
    lines: dict[Keys, int] = {}
    double: list[tuple[str, int]] = []
    for keys, line in placed:
        if keys in lines:
            double.append((keys[-1], line + above))
        lines[keys] = line + above
    return Document(path, data, lines, tuple(double), body, body_line)
