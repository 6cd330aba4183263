"""Who answers a case: first somebody of the person's own language, then a pair, else whoever opens next.

Pure. It says who is to be shown a case, in which order, and how they understand each other; whoever
calls it shows it to them, or gives it to the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.clocks import covered
from bot.counselor import Level, kin
from bot.handoff import turn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from bot.case import Case
    from bot.counselor import Counselor
    from bot.ports import Office


class Bridge(IntEnum):
    """How a counselor and a person understand each other, the best first."""

    NATIVE = 0
    FLUENT = 1
    SOME = 2
    INTERPRETER = 3
    TRANSLATION = 4

    @property
    def banner(self) -> bool:
        """Say whether both sides must be told that a machine translates."""
        return self is Bridge.TRANSLATION


@dataclass(frozen=True, slots=True)
class Match:
    """A counselor for a case.

    language     the one in which the counselor reads and writes
    interpreter  id of who helps to understand, with ``Bridge.INTERPRETER``
    """

    counselor: str
    bridge: Bridge
    language: str
    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """These can take the case now, the best first."""

    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody who could help is at work, but has all hands full: the case waits in the line, shown to these."""

    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Later:
    """Nobody at work can help: the next opening of a team that can, or None when none ever does."""

    opens: datetime | None


Route = Ready | Busy | Later


@dataclass(frozen=True, slots=True)
class Floor:
    """Who is there, and which languages a machine translates into which."""

    staff: Sequence[Counselor]
    pairs: Collection[tuple[str, str]] = ()


def route(case: Case, floor: Floor, now: datetime, office: Office) -> Route:
    """Say who can take a case. Somebody in danger waits for nobody's free hands.

    Of one that was taken up again whoever had it comes first, as soon as they are back, whatever else they have;
    while they are away, their team comes before others who understand the person as well.
    """
    matches = matched(case, floor, now)
    free = tuple(each for each in matches if _free(each, case, floor))
    if free:
        return Ready(free)
    return Busy(matches) if matches else Later(office.opens(covered(case.language, now, office), now))


def matched(case: Case, floor: Floor, now: datetime) -> tuple[Match, ...]:
    """Give everybody at work who may see a case and can understand the person, the best first."""
    before = _before(case, floor)
    found = [(each, match) for each, match in _who_understand(case.language, floor, now) if _may_see(each, case)]
    return tuple(match for _, match in sorted(found, key=lambda pair: _rank(pair, pair[0].load, before)))


def understood(
    one: Counselor, language: str, helpers: Iterable[Counselor], pairs: Collection[tuple[str, str]]
) -> Match | None:
    """Say how a counselor and somebody who reads ``language`` understand each other; None when they do not."""
    level = one.speaks(language)
    if level is not None:
        return Match(one.id, Bridge[level.name], language)
    fluent = [tag for tag, level in one.languages.items() if level is not Level.SOME]
    between = [(helper, tag) for helper in helpers for tag in fluent if _interprets(helper, language, tag)]
    if between:
        helper, tag = min(between, key=lambda each: (each[0].load, each[0].id, fluent.index(each[1])))
        return Match(one.id, Bridge.INTERPRETER, tag, helper.id)
    tag_ = next((tag for tag in fluent if _translated(language, tag, pairs)), None)
    return Match(one.id, Bridge.TRANSLATION, tag_) if tag_ is not None else None


def handed_out(cases: Iterable[Case], floor: Floor, now: datetime) -> tuple[tuple[str, Match], ...]:
    """Give waiting cases to free hands, urgent ones first, then by their turn; what finds none goes on waiting."""
    given: list[tuple[str, Match]] = []
    load = {each.id: each.load for each in floor.staff}
    known: dict[str, list[tuple[Counselor, Match]]] = {}
    for case in sorted(cases, key=turn):
        if case.language not in known:
            known[case.language] = _who_understand(case.language, floor, now)
        before = _before(case, floor)
        free = [
            (each, match)
            for each, match in known[case.language]
            if (case.urgent or each.id == before[0] or load[each.id] < each.capacity) and _may_see(each, case)
        ]
        if free:
            _, first = min(free, key=lambda pair: _rank(pair, load[pair[0].id], before))
            given.append((case.id, first))
            load[first.counselor] += 1
    return tuple(given)


def _before(case: Case, floor: Floor) -> tuple[str | None, frozenset[str]]:
    """Say who had a case that was taken up again, and of which teams they are: both are asked before others."""
    former = case.former if case.again else None
    return former, next((each.teams for each in floor.staff if each.id == former), frozenset())


def _free(match: Match, case: Case, floor: Floor) -> bool:
    """Say whether somebody has a hand free for a case; for their own that came back they always have."""
    return case.urgent or (case.again and match.counselor == case.former) or _hand_free(match, floor)


def _who_understand(language: str, floor: Floor, now: datetime) -> list[tuple[Counselor, Match]]:
    """Give everybody at work who can understand somebody of a language, and how."""
    there = [each for each in floor.staff if each.on_duty(now)]
    helpers = [each for each in there if each.interprets]
    matches = ((each, understood(each, language, helpers, floor.pairs)) for each in there if not each.interprets)
    return [(each, match) for each, match in matches if match is not None]


def _rank(
    pair: tuple[Counselor, Match], load: int, before: tuple[str | None, frozenset[str]]
) -> tuple[bool, Bridge, bool, float, str]:
    """Put first who had the case; then who understands best; of those the former one's team, then the freest hands."""
    (one, match), (former, mates) = pair, before
    return one.id != former, match.bridge, not one.teams & mates, load / max(one.capacity, 1), one.id


def _may_see(one: Counselor, case: Case) -> bool:
    return (one.lead or not case.restricted) and (not case.team or case.team in one.teams)


def _hand_free(match: Match, floor: Floor) -> bool:
    return any(each.id == match.counselor and each.load < each.capacity for each in floor.staff)


def _interprets(helper: Counselor, language: str, tag: str) -> bool:
    levels = (helper.speaks(language), helper.speaks(tag))
    return all(level is not None and level is not Level.SOME for level in levels)


def _translated(language: str, tag: str, pairs: Collection[tuple[str, str]]) -> bool:
    """Say whether a machine translates both ways; one way is half a talk."""
    there = any(kin(one, language) and kin(other, tag) for one, other in pairs)
    return there and any(kin(one, tag) and kin(other, language) for one, other in pairs)
