"""A file that an operator writes, while it is read: what is wrong is told with its line, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from knowledge.words import SLOT
from knowledge.yamlfile import Keys, Node, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.facts import Fact, Record

_DIGITS = 5  # nobody needs larger numbers, and larger ones are no minutes


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in the file: where, and what to do."""

    line: int
    message: str


@dataclass(slots=True)
class Sheet:
    """The file while it is read. ``used``: the facts that stand in it, by the line where they are named."""

    records: Mapping[str, Record]
    lines: dict[Keys, int] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    used: list[tuple[int, str, Fact]] = field(default_factory=list)

    @property
    def told(self) -> list[Trouble]:
        """Give what is wrong, from the first line to the last."""
        return sorted(self.troubles, key=lambda each: each.line)

    def tell(self, message: str, *keys: str) -> None:
        """Note that something is wrong with the value under ``keys``."""
        self.troubles.append(Trouble(self.line(*keys), message))

    def line(self, *keys: str) -> int:
        """Give the line of a value, or of the nearest thing around it."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def table(self, node: Node | None, keys: Keys) -> dict[str, Node]:
        """Give a mapping; nothing at all is an empty one."""
        if node is None or node == "":
            return {}
        if isinstance(node, dict):
            return node
        self.tell("expected “key: value” lines here. Compare it with the example at the top of the file.", *keys)
        return {}

    def fact(self, node: Node | None, *keys: str) -> Fact | None:
        """Give the fact that a value like {record.field} stands for."""
        slot = SLOT.fullmatch(node) if isinstance(node, str) else None
        if slot is None:
            return None
        record = self.records.get(slot[1])
        known = record.get(slot[2]) if record else None
        if known is None:
            self.tell(f"{node}: no record has this. Correct it, or write the value itself.", *keys)
        else:
            self.used.append((self.line(*keys), slot[0], known))
        return known

    def text(self, node: Node | None, *keys: str) -> str:
        """Give a text, written here or by a fact; "" for none."""
        if isinstance(node, str) and SLOT.fullmatch(node):
            known = self.fact(node, *keys)
            return known.value if known else ""
        if node is not None and not isinstance(node, str):
            self.tell("expected one text here. Put it in quotes.", *keys)
        return node.strip() if isinstance(node, str) else ""

    def number(self, node: Node | None, *keys: str) -> int | None:
        """Give a whole number, written here or by a fact; None for none."""
        written = self.text(node, *keys)
        if not written:
            return None
        if not written.isdecimal() or len(written) > _DIGITS:
            self.tell(f"“{written}” is no whole number of use. Write digits, like '30'.", *keys)
            return None
        return int(written)


def open_sheet(path: Path, records: Mapping[str, Record]) -> Sheet:
    """Begin to read a file that is YAML; a key that stands twice is told."""
    sheet = Sheet(records)
    try:
        placed = list(lines_of(path.read_text(encoding="utf-8")))
    except yaml.YAMLError:
        return sheet
    for keys, line in placed:
        if keys in sheet.lines:
            sheet.troubles.append(Trouble(line, f"“{keys[-1]}” stands here twice. Take one of them out."))
        sheet.lines[keys] = line
    return sheet
