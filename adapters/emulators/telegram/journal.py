"""Everything that passed: calls of the bot, deliveries to it, and what was wrong with them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .refusal import Json


@dataclass(slots=True)
class Entry:
    """One call or delivery. `status` 0: no answer left the house, or none came back."""

    n: int
    at: float
    kind: str
    method: str
    person: int | None = None
    status: int = 0
    accepted: bool = False
    problems: list[str] = field(default_factory=list)
    body: Json | None = None
    result: object = None
    error: str | None = None
    fault: str | None = None
    took: float = 0.0
    update_id: int | None = None

    def row(self) -> Json:
        """Give it as JSON."""
        return {"path": self.method, **asdict(self)}


class Journal:
    """The list of all entries, numbered from 1."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def open(self, at: float, kind: str, method: str) -> Entry:
        """Begin an entry; it is filled in as the call goes on."""
        entry = Entry(len(self.entries) + 1, at, kind, method)
        self.entries.append(entry)
        return entry

    def after(self, number: int) -> list[Json]:
        """Give the entries later than `number`."""
        return [entry.row() for entry in self.entries[number:]]

    def calls(self, method: str | None = None) -> list[Entry]:
        """Give the bot's calls, all or those of one method."""
        return [entry for entry in self.entries if entry.kind == "call" and method in {None, entry.method}]

    def deliveries(self) -> list[Entry]:
        """Give what was delivered to the webhook, each attempt."""
        return [entry for entry in self.entries if entry.kind == "delivery"]

    def problems(self) -> list[Json]:
        """Give all violations; empty for a conformant bot."""
        return [
            {"n": entry.n, "method": entry.method, "problem": problem}
            for entry in self.entries
            for problem in entry.problems
        ]
