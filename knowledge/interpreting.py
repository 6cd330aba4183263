"""Asking for an interpreter: a filled form, held against the rules of the city's scheme. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from bot.counselor import kin
from knowledge.calendar import TOKYO, hours_trusted
from knowledge.opening import spans_on
from knowledge.times import local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from knowledge.opening import Span
    from knowledge.scheme import Scheme

T = TypeVar("T")

LONGEST_TEXT = 200
_YEARS = 2  # a day further away was mistyped


class Field(StrEnum):
    """What the form asks for. ``KIND`` is what it is not for, where it is one of those."""

    DAY = "day"
    BEGINS = "begins"
    ENDS = "ends"
    LANGUAGE = "language"
    OFFICE = "office"
    PLACE = "place"
    TOPIC = "topic"
    KIND = "kind"


class Fault(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    TOO_MUCH_TEXT = "too-much-text"
    TOO_SOON = "too-soon"
    NO_WEEKDAY = "no-weekday"
    HOLIDAY = "holiday"
    OUTSIDE_HOURS = "outside-hours"
    BACKWARDS = "backwards"
    TOO_LONG = "too-long"
    OTHER_LANGUAGE = "other-language"
    OTHER_OFFICE = "other-office"
    NOT_COVERED = "not-covered"


DOUBTFUL = frozenset({Fault.HOLIDAY, Fault.OTHER_LANGUAGE, Fault.NOT_COVERED})
"""What the published rules leave open (holidays; "and other languages") or say in an old page only: ask the desk."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and the numbers that a sentence about it needs (days, hours, day, begins, ends)."""

    field: Field
    fault: Fault
    slots: tuple[tuple[str, str], ...] = ()

    @property
    def firm(self) -> bool:
        """Say whether it stands in the way; else the desk is to be asked."""
        return self.fault not in DOUBTFUL


@dataclass(frozen=True, slots=True)
class Request:
    """A request that keeps to the rules. ``office`` is one of the scheme's; ``place`` its name."""

    day: date
    begins: time
    ends: time
    language: str
    office: str
    place: str
    topic: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a form: the request (None while something stands in the way), and what is to be said."""

    request: Request | None
    problems: tuple[Problem, ...] = ()


def check(form: Mapping[str, str], scheme: Scheme, now: datetime) -> Checked:
    """Hold a filled form against the rules: all that is wrong at once, field by field."""
    written = {field: form.get(field, "").strip() for field in Field}
    problems = [Problem(field, Fault.MISSING) for field in Field if field is not Field.KIND and not written[field]]
    problems += [
        Problem(field, Fault.TOO_MUCH_TEXT, (("limit", str(LONGEST_TEXT)),))
        for field in (Field.PLACE, Field.TOPIC)
        if len(written[field]) > LONGEST_TEXT
    ]
    day = _read(date.fromisoformat, Field.DAY, written, problems)
    begins = _read(_clock, Field.BEGINS, written, problems)
    ends = _read(_clock, Field.ENDS, written, problems)
    if day is not None and abs(day.year - local(now).year) > _YEARS:
        problems.append(Problem(Field.DAY, Fault.UNREADABLE))
        day = None
    if day is not None:
        problems += _about_the_day(day, scheme, now)
    if begins is not None and ends is not None:
        problems += _about_the_time(day, (begins, ends), scheme)
    problems += _about_the_rest(written, scheme)
    problems.sort(key=lambda each: list(Field).index(each.field))
    if day is None or begins is None or ends is None or any(each.firm for each in problems):
        return Checked(None, tuple(problems))
    language, office, place, topic = (
        written[field] for field in (Field.LANGUAGE, Field.OFFICE, Field.PLACE, Field.TOPIC)
    )
    return Checked(Request(day, begins, ends, language, office, place, topic), tuple(problems))


def _about_the_day(day: date, scheme: Scheme, now: datetime) -> list[Problem]:
    found = []
    if day - local(now).date() < scheme.ahead:
        first = scheme.first_day(now).isoformat()
        found.append(Problem(Field.DAY, Fault.TOO_SOON, (("days", str(scheme.ahead.days)), ("day", first))))
    if not spans_on(scheme.hours, day):
        found.append(Problem(Field.DAY, Fault.NO_WEEKDAY))
    elif not hours_trusted(scheme.hours, datetime.combine(day, time(12), TOKYO)):
        found.append(Problem(Field.DAY, Fault.HOLIDAY))
    return found


def _about_the_time(day: date | None, span: Span, scheme: Scheme) -> list[Problem]:
    begins, ends = span
    if ends <= begins:
        return [Problem(Field.ENDS, Fault.BACKWARDS)]
    some_day = day or date.min
    found = []
    if datetime.combine(some_day, ends) - datetime.combine(some_day, begins) > scheme.longest:
        hours = str(int(scheme.longest.total_seconds()) // 3600)
        found.append(Problem(Field.ENDS, Fault.TOO_LONG, (("hours", hours),)))
    spans = spans_on(scheme.hours, day) if day is not None else ()
    if spans and not any(first <= begins and ends <= last for first, last in spans):
        field = Field.ENDS if any(first <= begins < last for first, last in spans) else Field.BEGINS
        slots = (("begins", f"{spans[0][0]:%H:%M}"), ("ends", f"{spans[-1][1]:%H:%M}"))
        found.append(Problem(field, Fault.OUTSIDE_HOURS, slots))
    return found


def _about_the_rest(written: Mapping[Field, str], scheme: Scheme) -> list[Problem]:
    language, office = written[Field.LANGUAGE], written[Field.OFFICE]
    found = []
    if language and not any(kin(language, tag) for tag in scheme.languages):
        found.append(Problem(Field.LANGUAGE, Fault.OTHER_LANGUAGE))
    if office and office not in scheme.offices:
        found.append(Problem(Field.OFFICE, Fault.OTHER_OFFICE))
    if written[Field.KIND] in scheme.excluded:
        found.append(Problem(Field.KIND, Fault.NOT_COVERED))
    return found


def _clock(written: str) -> time:
    clock = time.fromisoformat(written)
    if clock.tzinfo is not None:
        msg = "a clock time has no zone here"
        raise ValueError(msg)
    return clock.replace(second=0, microsecond=0)


def _read(parse: Callable[[str], T], field: Field, written: Mapping[Field, str], problems: list[Problem]) -> T | None:
    """Read a date or a time; what is there and cannot be read is a problem."""
    if not written[field]:
        return None
    try:
        return parse(written[field])
    except ValueError:
        problems.append(Problem(field, Fault.UNREADABLE))
        return None
