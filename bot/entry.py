"""What is known, as the dialog sees it: findings, answers, spots on the map."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.reply import Choice, Part


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry that may be meant; ``score`` is a calibrated probability, 0 to 1."""

    entry: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """One entry is meant, surely enough to answer."""

    entry: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """Several may be meant: offer up to three."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nobody's topic, as far as we can tell."""

    candidates: tuple[Candidate, ...] = ()


Finding = Found | Unsure | Nothing


@dataclass(frozen=True, slots=True)
class Outside:
    """A language that we do not write.

    tag      as CLDR and engines call it ("fr"); name: its own name for itself
    nearest  the language of ours to answer in, where nothing tells which one the person knows
    """

    tag: str
    name: str
    nearest: str


@dataclass(frozen=True, slots=True)
class Guess:
    """The language a text is written in; ``sure`` when it is safe to follow it at once.

    outside  set when it is surely none of ours: ``language`` is then the one to answer in
    """

    language: str
    sure: bool
    outside: Outside | None = None


class Action(StrEnum):
    """What an entry needs the program to compute or do, beside its text."""

    HELLO = "hello"
    HELP = "help"
    LANGUAGE_CHOOSER = "language-chooser"
    EASY_JAPANESE = "easy-japanese"
    HUMAN = "human"
    PRIVACY = "privacy"
    ERASE = "erase"
    LOUNGE_LIST = "lounge-list"
    LOUNGE_NEAREST = "lounge-nearest"
    LOUNGE_HOURS = "lounge-hours"


class Aspect(StrEnum):
    """The one thing about a place that a short follow-up asks for ("and the phone?")."""

    PHONE = "phone"
    ADDRESS = "address"
    HOURS = "hours"
    LANGUAGES = "languages"
    FAX = "fax"


class Area(StrEnum):
    """What kind of spot a name or a coordinate turned out to be."""

    WARD = "ward"
    STATION = "station"
    TOWN = "town"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Spot:
    """Somewhere: a ward, a station, a town, or bare coordinates (degrees, WGS 84).

    ward is the Japanese name ("鶴見区"), or "" outside the city; name is Japanese too.
    """

    area: Area
    name: str
    ward: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry put into words for one language and one moment.

    language is the tag the text really has: it differs from the asked one where it is missing.
    place is the place the answer is about, for a follow-up in the next turn.
    """

    entry: str
    title: str
    language: str
    parts: tuple[Part, ...]
    related: tuple[Choice, ...] = ()
    action: Action | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about, beyond its entry: all optional.

    aspect   only this one thing about a place
    weekday  0 (Monday) to 6: the hours of that day; place: a place's id
    spot     where the person is, for the nearest lounges
    """

    aspect: Aspect | None = None
    weekday: int | None = None
    place: str | None = None
    spot: Spot | None = None


NO_MORE = About()
