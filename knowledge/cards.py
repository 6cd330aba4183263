"""Cards: a place or a desk put into one language at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.entry import Aspect
from bot.reply import Paragraph, Part, Phone, PlaceCard
from knowledge.calendar import hours_trusted, next_weekday
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
    )


def opening(speaker: Speaker, record: Record) -> tuple[bool | None, str]:
    """Say whether a place is open at this moment, and when it opens; None when nobody knows."""
    fact = record.get("opening_hours")
    if fact is None or not hours_trusted(fact.value, speaker.now):
        return None, speaker.say("hours_unknown", tel=record.value("tel"))
    speaker.note(record.id, "opening_hours", fact)
    hours = Hours(fact.value)
    return hours.open_at(speaker.now), hours.status(speaker.now, speaker.language, speaker.say)


def phone(speaker: Speaker, record: Record) -> Phone:
    """Make a tappable number of a desk, with its hours and languages as far as a source says."""
    fact = record.get("tel")
    if fact is not None:
        speaker.note(record.id, "tel", fact)
    lines = []
    hours = record.get("opening_hours")
    if hours is not None:
        speaker.note(record.id, "opening_hours", hours)
        lines.append(Hours(hours.value).describe(speaker.language, speaker.say))
    languages = record.get("languages") or record.get("languages_listed")
    if languages is not None:
        speaker.note(record.id, "languages", languages)
        lines.append(say_languages(languages.values, speaker.language))
    return Phone(record.value("tel"), speaker.name(record), " · ".join(lines))


def only(speaker: Speaker, record: Record, aspect: Aspect) -> tuple[Part, ...]:
    """Answer a short question about one thing of a place ("and the phone?")."""
    name = speaker.name(record)
    match aspect:
        case Aspect.PHONE:
            return (Paragraph(speaker.say("phone_of", name=name)), phone(speaker, record))
        case Aspect.FAX:
            return (Paragraph(f"{name}\n{speaker.say('fax')}: {speaker.value(record.id, 'fax')}"),)
        case Aspect.ADDRESS:
            return (Paragraph(speaker.say("address_of", name=name)), place_card(speaker, record))
        case Aspect.HOURS:
            line = opening(speaker, record)[1]
            fact = record.get("opening_hours")
            week = (Paragraph(Hours(fact.value).describe(speaker.language, speaker.say)),) if fact else ()
            return (Paragraph(f"{speaker.say('hours_of', name=name)}\n{line}"), *week, phone(speaker, record))
        case Aspect.LANGUAGES:
            fact = record.get("languages") or record.get("languages_listed")
            if fact is None:
                return (Paragraph(speaker.say("languages_unknown", name=name)), phone(speaker, record))
            speaker.note(record.id, "languages", fact)
            said = say_languages(fact.values, speaker.language)
            return (Paragraph(f"{speaker.say('languages_of', name=name)}\n{said}"), phone(speaker, record))


def on_weekday(speaker: Speaker, record: Record, weekday: int) -> tuple[Part, ...]:
    """Answer "is it open on Sunday?" for the next such day."""
    name = speaker.name(record)
    fact = record.get("opening_hours")
    day = next_weekday(speaker.now, weekday)
    if fact is None or not hours_trusted(fact.value, day):
        said = speaker.say("hours_unknown", tel=record.value("tel"))
    else:
        speaker.note(record.id, "opening_hours", fact)
        said = Hours(fact.value).on_day(day.date(), speaker.language, speaker.say)
    return (Paragraph(f"{speaker.say('hours_of', name=name)}\n{said}"), phone(speaker, record))


def _access(speaker: Speaker, record: Record) -> str:
    fact = record.get("access")
    if fact is None or fact.type != "stations":
        return ""
    pairs = (value.partition("|") for value in fact.values)
    return " · ".join(speaker.say("minutes_walk", station=station, minutes=minutes) for station, _, minutes in pairs)


def _notes(speaker: Speaker, record: Record) -> tuple[str, ...]:
    notes = []
    printed, corrected = record.value("building_ja"), record.value("building_ja_corrected")
    if corrected:
        notes.append(speaker.say("misprint", printed=printed, corrected=corrected))
    fact = record.get("opening_hours")
    if fact is not None:
        notes.append(Hours(fact.value).describe(speaker.language, speaker.say))
        if fact.year is None:
            notes.append(speaker.say("hours_undated"))
        else:
            notes.append(speaker.say("hours_may_differ", date=say_date(fact.as_of, speaker.language)))
    return tuple(notes)
