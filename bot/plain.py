"""A reply as plain text: for the terminal, and for channels and people without anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot import original
from bot.reply import Enclosure, File, Kind, Link, Paragraph, Part, Phone, PlaceCard, ShowJapanese, Source, Translated

if TYPE_CHECKING:
    from bot.phrases import Phrasebook
    from bot.reply import Reply

_A_KILOMETRE = 950  # where "1.0 km" begins to read better than metres


def plain(reply: Reply, phrases: Phrasebook) -> str:
    """Write all parts of a reply as text, blocks apart by an empty line. Choices are not in it.

    A counselor's words stand below the name that says whose they are.
    """
    blocks = [block for part in reply.parts if (block := part_text(part, phrases, reply.language))]
    text = "\n\n".join(blocks)
    if reply.kind is not Kind.PERSON or not text:
        return text
    return f"{reply.sender or phrases.say('person_label', reply.language)}:\n{text}"


def part_text(part: Part, phrases: Phrasebook, language: str) -> str:  # noqa: PLR0911 - a line a kind
    """Write one part as text."""
    match part:
        case Paragraph(text):
            return text
        case Translated():
            label = original.label(part, phrases, language)
            return f"{part.text}\n\n{original.notice(phrases, language)}\n{label}\n{part.original}"
        case Phone(number, label, note):
            return "\n".join(line for line in (f"{label}: {number}" if label else number, note) if line)
        case Link(url, label):
            return f"{label}: {url}" if label else url
        case ShowJapanese(text, reading, label):
            return "\n".join(line for line in (label, text, f"({reading})" if reading else "") if line)
        case PlaceCard():
            return _card(part, phrases, language)
        case Source(text):
            return text
        case Enclosure(kind):
            return f"📎 {kind}"
        case File():
            return f"📎 {part.name}" if part.id else "📎 –"
        case _:
            assert_never(part)


def _card(card: PlaceCard, phrases: Phrasebook, language: str) -> str:
    def line(key: str, value: str) -> str:
        return f"{phrases.say(key, language)}: {value}" if value else ""

    name = card.name if card.name_ja in card.name else f"{card.name} ({card.name_ja})"
    away = ""
    if card.distance_m is not None:
        away = phrases.say("about_distance", language, distance=rough_distance(card.distance_m, phrases, language))
    lines = (
        name,
        away,
        line("address", card.address_ja),
        line("phone", card.tel),
        line("fax", card.fax),
        card.hours,
        *card.notes,
        card.access,
        line("website", card.url),
    )
    return "\n".join(text for text in lines if text)


def rough_distance(metres: int, phrases: Phrasebook, language: str) -> str:
    """Say a distance as roughly as it is known: 50 m steps, then 0.1 km."""
    if metres < _A_KILOMETRE:
        return phrases.say("metres", language, number=str(max(50, round(metres / 50) * 50)))
    whole, tenth = divmod(round(metres / 100), 10)
    return phrases.say("kilometres", language, whole=str(whole), tenth=str(tenth))
