"""A rule: a small function with a name. The first line of its docstring says what it looks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.check.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.check.finding import Note
    from knowledge.check.shelf import Shelf

    Check = Callable[[Shelf], Iterator[Note]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of a whole shelf."""

    name: str
    severity: Severity
    about: str
    check: Check

    def findings(self, shelf: Shelf) -> Iterator[Finding]:
        """Give what this rule finds."""
        for note in self.check(shelf):
            yield Finding(note.path, note.line, self.name, note.message, self.severity)


def rule(name: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Rule]:
    """Make a rule of a function that gives notes about a shelf."""

    def named(check: Check) -> Rule:
        return Rule(name, severity, (check.__doc__ or "").partition("\n")[0], check)

    return named
