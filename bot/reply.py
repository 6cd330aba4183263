"""What goes out: meaning, never looks. Each channel renders it within its platform's limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text in the reply's language. In easy Japanese a reading follows its kanji in （）."""

    text: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to tap. ``number`` as people dial it ("119", "#7119", "045-222-1209")."""

    number: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A page to open; ``url`` is http or https."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class ShowJapanese:
    """Japanese words to show or read aloud to somebody: always Japanese, whatever the language.

    ``reading`` is the same in Latin letters or kana, for the person to say; may be empty.
    """

    text: str
    reading: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """One place. Names and addresses are facts and stand here untranslated.

    name       in the reply's language where an official name exists, else the Japanese one
    name_ja    the Japanese name, to show
    address_ja the Japanese address with building and floor, to show, and for the map link
    open_now   True, False, or None when the hours are not known
    hours      one line: "open now, until 17:00" / "hours not known, call 045-…"
    distance_m metres as the crow flies, or None; always "about"
    latitude, longitude  degrees (WGS 84) of the building or of its block, None when not known
    """

    place: str
    name: str
    name_ja: str
    address_ja: str
    tel: str
    fax: str
    open_now: bool | None
    hours: str
    url: str = ""
    access: str = ""
    distance_m: int | None = None
    notes: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts of an answer come from, as one finished line in the reply's language."""

    text: str
    url: str = ""
    old: bool = False


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture, voice message or file of a counselor's; ``kind`` is one of those words.

    source  where the channel that brings it finds it; nobody else looks inside
    """

    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class File:
    """A picture, sound or document of a counselor's that the counter itself keeps, and hands out under this id.

    id      nobody can guess it; "" once the file was taken back: then nothing else of it is left
    mime    what its bytes are, whatever anybody said; name: as it is saved; size: in bytes
    millis  how long a sound lasts, 0 where that is not known
    """

    id: str = ""
    mime: str = ""
    name: str = ""
    size: int = 0
    millis: int = 0

    @property
    def kind(self) -> str:
        """Give what people call it: "image", "audio" or "document"."""
        kind = self.mime.partition("/")[0]
        return kind if kind in {"image", "audio"} else "document"


@dataclass(frozen=True, slots=True)
class Translated:
    """A counselor's words that a machine put into the reply's language; marked as such wherever they are shown.

    original  what the counselor wrote, one tap away; written: the tag of its language
    """

    text: str
    original: str
    written: str


Part = Paragraph | Phone | Link | ShowJapanese | PlaceCard | Source | Enclosure | File | Translated


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the person may tap, or answer with its number or words.

    data is opaque, ASCII, at most 60 bytes: "entry:lounge-hours", "none", "lang:uk", "yes" …
    """

    data: str
    label: str


class Kind(StrEnum):
    """What a reply is for; channels may give each its own looks. PERSON: a counselor's own words."""

    ANSWER = "answer"
    EMERGENCY = "emergency"
    OFFER = "offer"
    NOTICE = "notice"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Reply:
    """One turn of the counter. ``language`` is the tag of its text; ``entry`` what it answers.

    sender  the alias of the counselor whose words these are (kind PERSON), else ""
    """

    kind: Kind
    language: str
    parts: tuple[Part, ...]
    choices: tuple[Choice, ...] = ()
    entry: str | None = None
    asks_location: bool = field(default=False)
    sender: str = ""
