"""Cards: a place or a desk put into one language at one moment."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.entry import Area, Aspect, Spot
from bot.reply import Paragraph, Part, Phone, PlaceCard
from knowledge.calendar import hours_trusted, next_weekday
from knowledge.gazetteer import label
from knowledge.gazetteer.places import load_places
from knowledge.hours import Hours
from knowledge.localise import say_date, say_languages

if TYPE_CHECKING:
    from knowledge.facts import Record
    from knowledge.words import Speaker

CITY = "横浜市"


def address(record: Record) -> str:
    """Give the Japanese address with its building, letter-exact as the source prints it."""
    return " ".join(part for part in (record.value("address_ja"), record.value("building_ja")) if part)


def place_card(speaker: Speaker, record: Record, distance_m: int | None = None) -> PlaceCard:
    """Make the card of a place, every fact noted for the sources."""
    for field in ("name", "address_ja", "building_ja", "tel", "fax", "building_ja_corrected", "access"):
        fact = record.name.get("ja") if field == "name" else record.get(field)
        if fact is not None:
            speaker.note(record.id, field, fact)
    open_now, line = opening(speaker, record)
    latitude, longitude = point(record) or (None, None)
    return PlaceCard(
        place=record.id,
        name=speaker.own_name(record),
        name_ja=record.name_ja,
        address_ja=address(record),
        tel=record.value("tel"),
        fax=record.value("fax"),
        open_now=open_now,
        hours=line,
        url=record.value("url"),
        access=_access(speaker, record),
        distance_m=distance_m,
        notes=_notes(speaker, record),
        latitude=latitude,
        longitude=longitude,
    )


def point(record: Record) -> tuple[float, float] | None:
    """Give the spot of a place in degrees (WGS 84), None when no source says."""
    fact = record.get("coordinates")
    if fact is None:
        return None
    latitude, _, longitude = fact.value.partition(",")
    return float(latitude), float(longitude)


def opening(speaker: Speaker, record: Record) -> tuple[bool | None, str]:
    """Say whether a place is open at this moment, and when it opens; None when nobody knows."""
    fact = record.get("opening_hours")
    if fact is None:
        return None, _ask(speaker, record, "hours_unknown")
    if not hours_trusted(fact.value, speaker.now):
        return None, _ask(speaker, record, "hours_special")
    speaker.note(record.id, "opening_hours", fact)
    hours = Hours(fact.value)
    opened, change = hours.open_at(speaker.now), hours.next_change(speaker.now)
    if not opened and change is not None and not hours_trusted(fact.value, change):
        return False, _ask(speaker, record, "closed_call")
    return opened, hours.status(speaker.now, speaker.language, speaker.say)


def phone(speaker: Speaker, record: Record) -> Phone:
    """Make a tappable number of a desk, with its hours and languages as far as a source says."""
    tel = speaker.value(record.id, "tel")
    lines = [] if record.get("opening_hours") is None else [_week(speaker, record)]
    fact = record.get("languages") or record.get("languages_listed")
    if fact is not None and not _with_reserve(record):
        speaker.note(record.id, "languages", fact)
        lines.append(say_languages(fact.values, speaker.language))
    return Phone(tel, speaker.desk(record), " · ".join(lines))


def phones(speaker: Speaker, record: Record) -> tuple[Phone, ...]:
    """Give a desk's number, and behind it those for telephones that cannot dial the first."""
    other = record.get("alt_tel")
    if other is None:
        return (phone(speaker, record),)
    speaker.note(record.id, "alt_tel", other)
    numbers = other.values or (other.value,)
    return (phone(speaker, record), *(Phone(number, speaker.desk(record)) for number in numbers))


def only(speaker: Speaker, record: Record, aspect: Aspect) -> tuple[Part, ...]:
    """Answer a short question about one thing of a place ("and the phone?"); nothing if no source says."""
    name, call = speaker.name(record), (phone(speaker, record),) if record.get("tel") else ()
    match aspect:
        case Aspect.PHONE:
            return call
        case Aspect.FAX:
            fax = speaker.value(record.id, "fax")
            return (Paragraph(f"{name}\n{speaker.say('fax')}: {fax}"),) if fax else ()
        case Aspect.ADDRESS:
            card = place_card(speaker, record)
            return (Paragraph(speaker.say("address_of", name=name)), card) if card.address_ja else ()
        case Aspect.HOURS:
            line = opening(speaker, record)[1]
            return (
                Paragraph(f"{speaker.say('hours_of', name=name)}\n{line}"),
                *_dated(speaker, record),
                *call,
            )
        case Aspect.LANGUAGES:
            fact = record.get("languages") or record.get("languages_listed")
            if fact is None:
                return (Paragraph(speaker.say("languages_unknown", name=name)), *call) if call else ()
            speaker.note(record.id, "languages", fact)
            said = say_languages(fact.values, speaker.language)
            return (Paragraph(f"{speaker.say('languages_of', name=name)}\n{said}"), *call)


def on_weekday(speaker: Speaker, record: Record, weekday: int) -> tuple[Part, ...]:
    """Answer "is it open on Sunday?" for the next such day."""
    name = speaker.name(record)
    fact = record.get("opening_hours")
    day = next_weekday(speaker.now, weekday)
    call = (phone(speaker, record),) if record.get("tel") else ()
    if fact is None:
        said = _ask(speaker, record, "hours_unknown")
    elif not hours_trusted(fact.value, day):
        said = _ask(speaker, record, "hours_special")
    else:
        speaker.note(record.id, "opening_hours", fact)
        said = Hours(fact.value).on_day(day.date(), speaker.language, speaker.say)
    return (Paragraph(f"{speaker.say('hours_of', name=name)}\n{said}"), *_dated(speaker, record), *call)


def _ask(speaker: Speaker, record: Record, key: str) -> str:
    """Say that we do not know, and whom to call; nothing where there is nobody to call."""
    tel = record.value("tel")
    return speaker.say(key, tel=tel) if tel else ""


def _week(speaker: Speaker, record: Record) -> str:
    fact = record.fields["opening_hours"]
    speaker.note(record.id, "opening_hours", fact)
    return Hours(fact.value).describe(speaker.language, speaker.say)


def _with_reserve(record: Record) -> bool:
    """Whether a hotline's hours hold for some languages only: then the text of the entry says which."""
    hours = record.get("opening_hours")
    return record.kind == "hotline" and hours is not None and bool(hours.note)


def _dated(speaker: Speaker, record: Record) -> tuple[Paragraph, ...]:
    line = _date_of_hours(speaker, record)
    return (Paragraph(line),) if line else ()


def _date_of_hours(speaker: Speaker, record: Record) -> str:
    """Say of what date the hours are, and that a call before going is wise."""
    fact = record.get("opening_hours")
    if fact is None or not record.value("tel"):
        return ""
    if fact.year is None:
        return speaker.say("hours_undated")
    return speaker.say("hours_may_differ", date=say_date(fact.as_of, speaker.language))


def _access(speaker: Speaker, record: Record) -> str:
    fact = record.get("access")
    if fact is None or fact.type != "stations":
        return ""
    pairs = (value.partition("|") for value in fact.values)
    named = ((label(_stations()[name], speaker.language), minutes) for name, _, minutes in pairs)
    return " · ".join(speaker.say("minutes_walk", station=name, minutes=minutes) for name, minutes in named)


@lru_cache(maxsize=1)
def _stations() -> dict[str, Spot]:
    return {place.spot.name: place.spot for place in load_places().all if place.spot.area is Area.STATION}


def _notes(speaker: Speaker, record: Record) -> tuple[str, ...]:
    notes = [] if speaker.has_name(record) else [speaker.say("japanese_name_only")]
    if record.get("opening_hours") is not None:
        notes += [_week(speaker, record), _date_of_hours(speaker, record)]
    printed, corrected = record.value("building_ja"), record.value("building_ja_corrected")
    if corrected:
        notes.append(speaker.say("misprint", printed=printed, corrected=corrected))
    return tuple(note for note in notes if note)
