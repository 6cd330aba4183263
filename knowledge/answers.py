"""An entry put into words: its text, its cards, what to show in Japanese, and its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.entry import Action, Answer
from bot.reply import Choice, Link, Paragraph, Part, PlaceCard, ShowJapanese, Source
from knowledge import lounges
from knowledge.cards import address, on_weekday, only, phones, place_card
from knowledge.localise import say_language, say_languages
from knowledge.words import Speaker

if TYPE_CHECKING:
    from datetime import datetime

    from bot.entry import About
    from knowledge.library import Entry, Library, Sentence, Wording

_JAPANESE = frozenset({"ja", "ja-easy"})


def compose(library: Library, entry: Entry, language: str, now: datetime, about: About) -> Answer:
    """Put an entry into a language; what is missing there comes from its fallback, and says so."""
    wording, written = wording_for(library, entry, language)
    speaker = Speaker(library.phrasebook, library.records, language, now)
    body = Speaker(library.phrasebook, library.records, written, now, speaker.used)
    parts = tuple(_parts(library, entry, wording, speaker, body, about))
    shown = next((part.place for part in parts if isinstance(part, PlaceCard)), None)
    return Answer(
        entry=entry.id,
        title=wording.title,
        language=written,
        parts=parts,
        related=related(library, entry, language),
        action=entry.action,
        place=about.place or entry.place or shown or next(iter(entry.desks), None),
    )


def wording_for(library: Library, entry: Entry, language: str) -> tuple[Wording, str]:
    """Give the wording in the language, or the first one of its fallback chain, with its tag."""
    chain = library.phrasebook.language(language).fallback if library.phrasebook.knows(language) else ()
    for tag in (language, *chain, "en", "ja"):
        if tag in entry.wordings:
            return entry.wordings[tag], tag
    tag, wording = next(iter(entry.wordings.items()))
    return wording, tag


def title(library: Library, entry_id: str, language: str) -> str:
    """Give an entry's title for a button."""
    return wording_for(library, library.entries[entry_id], language)[0].title


def related(library: Library, entry: Entry, language: str) -> tuple[Choice, ...]:
    """Give the follow-up choices of an entry."""
    known = (other for other in entry.related if other in library.entries)
    return tuple(Choice(f"entry:{other}", title(library, other, language)) for other in known)


def _parts(  # noqa: PLR0913, PLR0917 - the pieces of one answer
    library: Library, entry: Entry, wording: Wording, speaker: Speaker, body: Speaker, about: About
) -> list[Part]:
    short = _short(library, entry, speaker, about)
    parts = short or _whole(library, entry, wording, speaker, body)
    if not short and body.language != speaker.language and not {body.language, speaker.language} <= _JAPANESE:
        said = speaker.say("only_in", language=say_language(body.language, speaker.language))
        parts.insert(0, Paragraph(said))
    for name in () if short else entry.facts:
        record_id, _, field = name.partition(".")
        fact = library.records[record_id].get(field) if record_id in library.records else None
        if fact is not None:
            speaker.note(record_id, field, fact)
    return [*parts, *speaker.sources(), *_unread(entry, wording, speaker)]


def _short(library: Library, entry: Entry, speaker: Speaker, about: About) -> list[Part]:
    """Answer only what was asked about a place; nothing where the whole entry says it better."""
    record = library.records.get(about.place or entry.place or "")
    if record is not None and about.weekday is not None:
        return list(on_weekday(speaker, record, about.weekday))
    if record is not None and about.aspect is not None:
        return list(only(speaker, record, about.aspect))
    if entry.action is Action.LOUNGE_NEAREST and about.spot is not None:
        return lounges.nearest(library, speaker, about.spot)
    return []


def _unread(entry: Entry, wording: Wording, speaker: Speaker) -> list[Part]:
    """Say that no person has read the text yet; not in small talk, and not to somebody in danger."""
    plain_talk = entry.topic in {"talk", "safety"}
    return [] if plain_talk or wording.by != "machine" else [Source(speaker.say("written_by_machine"))]


def _whole(library: Library, entry: Entry, wording: Wording, speaker: Speaker, body: Speaker) -> list[Part]:
    if entry.action is Action.HUMAN:
        return _people(library, entry, speaker)
    records = library.records
    parts: list[Part] = [Paragraph(text.strip()) for text in body.fill(wording.body).split("\n\n") if text.strip()]
    if entry.place and entry.place in records:
        parts.append(place_card(speaker, records[entry.place]))
    if entry.action is Action.LOUNGE_LIST:
        parts += lounges.all_of_them(library, speaker)
    if entry.action is Action.LOUNGE_HOURS:
        parts += lounges.open_now(library, speaker)
    parts += (each for desk in entry.desks if records[desk].value("tel") for each in phones(speaker, records[desk]))
    parts += _links(speaker, entry)
    parts += _to_show(library, entry, speaker)
    return parts


def _people(library: Library, entry: Entry, speaker: Speaker) -> list[Part]:
    """Give the desk with a human being, its hours and its languages.

    Until counselors answer in this chat, the entry's own text would promise too much.
    """
    parts: list[Part] = [Paragraph(speaker.say("person_here"))]
    for record in (library.records[desk] for desk in entry.desks):
        parts.append(place_card(speaker, record))
        fact = record.get("languages") or record.get("languages_listed")
        if fact is not None:
            speaker.note(record.id, "languages", fact)
            spoken = say_languages(fact.values, speaker.language)
            parts.append(Paragraph(speaker.say("person_languages", languages=spoken)))
    return parts


def _links(speaker: Speaker, entry: Entry) -> list[Part]:
    links: list[Part] = []
    for name in entry.links:
        record_id, _, field = name.partition(".")
        url = speaker.value(record_id, field)
        if url:
            links.append(Link(url, speaker.name(speaker.records[record_id])))
    return links


def _to_show(library: Library, entry: Entry, speaker: Speaker) -> list[Part]:
    """Japanese to show: names with addresses, and the sentences of an emergency."""
    shown: list[Part] = []
    if entry.say:
        shown += _sentences(library, entry.say, speaker)
    if speaker.language in _JAPANESE:
        return shown
    for record_id in dict.fromkeys((*entry.show, *entry.desks)):
        record = library.records[record_id]
        if record.name_ja and not entry.say:
            text = "\n".join(part for part in (record.name_ja, address(record)) if part)
            shown.append(ShowJapanese(text, label="" if shown else speaker.say("show_this")))
    return shown


def _sentences(library: Library, sentences: tuple[Sentence, ...], speaker: Speaker) -> list[Part]:
    """Give Japanese sentences to say; above each stands what it means, and above the first what to do."""
    own = library.phrasebook.language(speaker.language)
    filled: list[Part] = []
    for sentence in sentences:
        if "{language" in sentence.ja and own.tag in _JAPANESE:
            continue
        slots = {"language_ja": own.japanese, "language_romaji": own.romaji}
        meaning = speaker.say(sentence.means) if own.tag != "ja" else ""
        label = "\n".join(filter(None, ("" if filled else speaker.say("say_this"), meaning)))
        filled.append(ShowJapanese(sentence.ja.format_map(slots), sentence.reading.format_map(slots), label))
    return filled
