"""The history checker: what was promised to people, against what they saw.

Two journals go in, both kept by the platform's side, which is never killed: which message of whom
was accepted (2xx), in order, and which answers each person saw, in order. One pass over each; a
talk's answers carry the numbers of the messages that they answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Told = tuple[str, int]
"""Who, and the number of their message."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What went wrong, message by message. Nothing did when all four are empty.

    lost       accepted and never answered, nor said to be uncertain
    doubled    answered more than once
    disordered answered after a later message of the same person was
    invented   answered although nobody had been promised an answer
    uncertain  said to be uncertain: a person has to look (never counted as an answer)
    """

    accepted: int
    answered: int
    lost: tuple[Told, ...] = ()
    doubled: tuple[Told, ...] = ()
    disordered: tuple[Told, ...] = ()
    invented: tuple[Told, ...] = ()
    uncertain: int = 0

    @property
    def good(self) -> bool:
        """Say whether every promise was kept."""
        return not (self.lost or self.doubled or self.disordered or self.invented)

    def __str__(self) -> str:
        """Give the verdict as one line."""
        return (
            f"{self.accepted} accepted, {self.answered} answered, {len(self.lost)} lost, {len(self.doubled)} doubled, "
            f"{len(self.disordered)} out of order, {len(self.invented)} invented, {self.uncertain} uncertain"
        )


@dataclass(slots=True)
class History:
    """Both journals, as they come in."""

    accepted: list[Told] = field(default_factory=list)
    offered: set[Told] = field(default_factory=set)
    shown: list[Told] = field(default_factory=list)

    def offer(self, who: str, number: int) -> None:
        """Note that a message was brought: from now on an answer to it is no invention."""
        self.offered.add((who, number))

    def accept(self, who: str, number: int) -> None:
        """Note that a message was accepted: from now on an answer is owed."""
        self.accepted.append((who, number))

    def show(self, who: str, number: int) -> None:
        """Note that a person saw an answer."""
        self.shown.append((who, number))

    def verdict(self, uncertain: Collection[Told] = ()) -> Verdict:
        """Compare. ``uncertain``: what the counter itself says it does not know."""
        owed, unsure, times = set(self.accepted), set(uncertain), Counter(self.shown)
        return Verdict(
            accepted=len(owed),
            answered=len(times),
            lost=tuple(sorted(owed - times.keys() - unsure)),
            doubled=tuple(sorted(told for told, count in times.items() if count > 1)),
            disordered=tuple(_disordered(self.shown)),
            invented=tuple(sorted(times.keys() - self.offered - owed)),
            uncertain=len(unsure & owed),
        )


def _disordered(shown: Iterable[Told]) -> list[Told]:
    """Give the first showings that came after a later message's answer."""
    latest: defaultdict[str, int] = defaultdict(int)
    seen: set[Told] = set()
    late = []
    for who, number in shown:
        if (who, number) not in seen and number < latest[who]:
            late.append((who, number))
        seen.add((who, number))
        latest[who] = max(latest[who], number)
    return late
