"""The city's scheme of volunteer interpreters: its rules, as the facts of the library say them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from knowledge.opening import checked, spans_on
from knowledge.times import local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.facts import Fact, Record

RECORD = "interpreter-dispatch"
_RULES = ("weeks_before", "opening_hours", "hours_max", "languages", "places", "excluded", "fee", "desks")


@dataclass(frozen=True, slots=True)
class Scheme:
    """The rules, each a fact with its source and date (``facts``).

    ahead  how long before the day it must be asked for; longest: one visit at most
    """

    hours: str
    ahead: timedelta
    longest: timedelta
    languages: tuple[str, ...]
    offices: tuple[str, ...]
    excluded: tuple[str, ...]
    free: bool
    desks: tuple[str, ...]
    facts: Mapping[str, Fact]

    def first_day(self, now: datetime) -> date:
        """Give the first day for which an interpreter can still be asked, holidays aside."""
        day = local(now).date() + self.ahead
        while not spans_on(self.hours, day):
            day += timedelta(days=1)
        return day


def read_scheme(records: Mapping[str, Record]) -> Scheme | None:
    """Give the city's scheme; None where the library has no such record. KnowledgeError names a fact it lacks."""
    record = records.get(RECORD)
    if record is None:
        return None
    facts = {name: fact for name in _RULES if (fact := record.get(name)) is not None}
    missing = [name for name in _RULES if name not in facts]
    if missing:
        msg = f"facts/{RECORD}.yaml: {', '.join(missing)} has no value; look it up, or take the form away"
        raise KnowledgeError(msg)
    try:
        return Scheme(
            hours=checked(facts["opening_hours"].value),
            ahead=timedelta(weeks=int(facts["weeks_before"].value)),
            longest=timedelta(hours=int(facts["hours_max"].value)),
            languages=facts["languages"].values,
            offices=facts["places"].values,
            excluded=facts["excluded"].values,
            free=int(facts["fee"].value) == 0,
            desks=facts["desks"].values,
            facts=facts,
        )
    except ValueError as error:
        msg = f"facts/{RECORD}.yaml: {error}; write the fact as a number, or as hours"
        raise KnowledgeError(msg) from error
