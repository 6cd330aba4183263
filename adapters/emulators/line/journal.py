"""Everything that went over the wire, in order, with what was wrong about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from adapters.emulators.line.checks import JsonObject


@dataclass(slots=True)
class Entry:
    """One API call or one webhook delivery.

    `name` is the call's short name (reply, push, link_menu, …) or `webhook`; `person` the user or group it is about;
    `events` the webhook events delivered, or the one a reply answers; `status` 0 means that no answer came; `accepted`
    that the call took effect, or that the bot answered 200; `said` the texts sent; `problems` what broke a rule.
    """

    n: int
    at: float
    method: str
    path: str
    name: str
    person: str | None = None
    key: str | None = None
    status: int = 0
    accepted: bool = False
    request: str = ""
    events: tuple[str, ...] = ()
    fault: str | None = None
    seconds: float = 0.0
    said: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)
    body: Any = None

    def to_json(self) -> JsonObject:
        """Write the entry with an ISO time."""
        return {**asdict(self), "at": datetime.fromtimestamp(self.at, UTC).isoformat()}


class Journal:
    """The entries, numbered from 1."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def open(self, at: float, method: str, path: str, name: str) -> Entry:
        """Begin an entry; its fields are filled in as they become known."""
        entry = Entry(len(self.entries) + 1, at, method, path, name)
        self.entries.append(entry)
        return entry

    def after(self, n: int) -> list[Entry]:
        """Give the entries behind number n."""
        return self.entries[max(n, 0) :]

    def calls(self, *names: str) -> list[Entry]:
        """Give the API calls, of these names only if there are any."""
        return [entry for entry in self.entries if entry.name != "webhook" and (not names or entry.name in names)]

    def deliveries(self) -> list[Entry]:
        """Give the webhook deliveries."""
        return [entry for entry in self.entries if entry.name == "webhook"]

    def problems(self) -> list[JsonObject]:
        """Give every rule broken so far; empty for a bot that keeps to the rules."""
        return [
            {"n": entry.n, "name": entry.name, "person": entry.person, "problem": problem}
            for entry in self.entries
            for problem in entry.problems
        ]
