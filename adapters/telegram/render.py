"""A turn as calls of the Bot API: one text where it fits, a venue for a single place, then the buttons."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, assert_never
from urllib.parse import quote, urlsplit

from adapters import jsons
from adapters.telegram import keyboard
from adapters.telegram.enclosed import COPY, copied, recaptioned
from adapters.telegram.split import EXPANDABLE, Run, markup, sendable, split
from bot import original
from bot.conversation import Asked
from bot.parcel import Parcel
from bot.plain import rough_distance
from bot.reply import Enclosure, File, Kind, Link, Paragraph, Phone, PlaceCard, ShowJapanese, Source, Translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.conversation import Conversation
    from bot.phrases import Phrasebook
    from bot.reply import Choice, Part, Reply
    from bot.step import Step

TEXT, VENUE, EDIT, FILE = "text", "venue", "edit", "file"
LONGEST_NAME = 64
MAP = "https://www.openstreetmap.org/search?query="
_GAP, _LINE = Run("\n\n"), Run("\n")
_BOLD, _ITALIC, _SHOWN, _READING = ("b",), ("i",), ("blockquote", "b"), ("blockquote",)
_FOLDED = (EXPANDABLE,)


@dataclass(slots=True)
class Call:
    """One call in the making; ``markup`` are the buttons that come with it."""

    route: str
    body: dict[str, object]
    markup: keyboard.Markup | None = None

    def parcel(self) -> Parcel:
        """Close it."""
        body = self.body if self.markup is None else {**self.body, "reply_markup": self.markup}
        return Parcel(jsons.text(body), self.route)


@dataclass(slots=True)
class _Sheet:
    """What goes into one message, if it fits."""

    language: str
    runs: list[Run] = field(default_factory=list)
    cards: list[PlaceCard] = field(default_factory=list)
    choices: tuple[Choice, ...] = ()
    asks_location: bool = False
    alone: bool = False
    mapped: bool = True


def pack(phrases: Phrasebook, before: Conversation, step: Step) -> tuple[Parcel, ...]:
    """Give the calls that bring a turn to a person, in order. Pure."""
    sheets = _sheets(step.replies, phrases)
    calls = [call for sheet in sheets for call in _calls(sheet, phrases)]
    if before.asked is Asked.WHERE and not any(sheet.asks_location for sheet in sheets):
        # The location button goes as soon as a message has room for that: one carries one keyboard only.
        free = next((call for call in calls if call.markup is None), None)
        if free is not None:
            free.markup = keyboard.removed()
    return tuple(call.parcel() for call in calls)


def pack_spoken(phrases: Phrasebook, replies: Sequence[Reply], sender: str) -> tuple[Parcel, ...]:
    """Give the calls that bring what is said outside a turn: by a counselor, or by the counter itself. Pure."""
    calls: list[Call] = []
    for alone, said in groupby(replies, lambda reply: copied(reply.parts) is not None or bool(_files(reply))):
        if not alone:
            calls += [call for sheet in _sheets(tuple(said), phrases, sender) for call in _calls(sheet, phrases)]
            continue
        for reply in said:
            copies, files = copied(reply.parts), _files(reply)
            bare = replace(reply, parts=tuple(part for part in reply.parts if part not in files))
            # The words that stand with a picture are copied with it: before it comes only whose it is. Where they
            # are translated it comes without them, below the translation.
            if copies is not None and _translated(reply):
                copies = {**copies, "remove_caption": True}
                bare = replace(bare, parts=tuple(part for part in bare.parts if not isinstance(part, Enclosure)))
            elif copies is not None:
                bare = replace(bare, parts=())
            sheets = _sheets((bare,), phrases, sender) if bare.parts else []
            words = [call for sheet in sheets for call in _calls(sheet, phrases)]
            name = [] if words else list(_signed(reply.sender or sender))[:1]
            calls += [*words, *([_text(name)] if name else [])]
            calls += [Call(COPY, copies)] if copies is not None else [Call(FILE, {"file": file.id}) for file in files]
    return tuple(call.parcel() for call in calls)


def _files(reply: Reply) -> list[File]:
    """Give what the counter itself keeps and brings: one call each, so that what fails fails alone."""
    return [part for part in reply.parts if isinstance(part, File) and part.id]


def _translated(reply: Reply) -> bool:
    return any(isinstance(part, Translated) for part in reply.parts)


def pack_edit(phrases: Phrasebook, reply: Reply, names: Sequence[str]) -> Parcel | None:
    """Give the call that changes a counselor's words where they stand; None when they do not stand in one message."""
    copies = copied(reply.parts)
    if copies is not None and _translated(reply):
        return None
    if copies is not None:
        words = [part.text for part in reply.parts if isinstance(part, Paragraph)]
        return recaptioned(copies, " ".join(words), names)
    calls = [call for sheet in _sheets((reply,), phrases) for call in _calls(sheet, phrases)]
    _, _, number = names[0].partition(":") if len(names) == 1 else ("", "", "")
    if len(calls) != 1 or calls[0].route != TEXT or calls[0].markup is not None or not number.isdecimal():
        return None
    return Call(EDIT, {"message_id": int(number), **calls[0].body}).parcel()


def _sheets(replies: Sequence[Reply], phrases: Phrasebook, sender: str = "") -> list[_Sheet]:
    """Put replies together that need no buttons of their own; an emergency and a person's words stand alone."""
    sheets: list[_Sheet] = []
    for reply in replies:
        alone = reply.kind in {Kind.EMERGENCY, Kind.PERSON}
        last = sheets[-1] if sheets else None
        if last is None or alone or last.alone or last.choices or last.asks_location:
            last = _Sheet(reply.language)
            sheets.append(last)
        before: Part | None = None
        for part in reply.parts:
            runs = list(_part(part, phrases, reply.language, before))
            if any(run.text.strip() for run in runs):
                gap = _LINE if isinstance(part, Source) and isinstance(before, Source) else _GAP
                last.runs += [gap, *runs] if last.runs else runs
            if isinstance(part, PlaceCard):
                last.cards.append(part)
            before = part
        if last.runs and reply.kind is Kind.PERSON:
            last.runs = [*_signed(reply.sender or sender), *last.runs]
        last.choices, last.asks_location, last.alone = reply.choices, reply.asks_location, alone
        last.mapped = reply.kind is not Kind.EMERGENCY
        last.language = reply.language
    return sheets


def _calls(sheet: _Sheet, phrases: Phrasebook) -> list[Call]:
    pieces = [piece for piece in split(sheet.runs) if any(run.text.strip() for run in piece)]
    buttons = keyboard.inline(sheet.choices)
    if not pieces and (buttons or sheet.asks_location):
        pieces = [[Run(phrases.say("which_one", sheet.language))]]
    calls = [_text(piece) for piece in pieces]
    if not calls:
        return []
    if sheet.asks_location:
        calls[-1].markup = keyboard.location(phrases.say("send_location", sheet.language))
        if buttons:
            calls.append(_text([Run(phrases.say("more_questions", sheet.language))]))
    if buttons:
        calls[-1].markup = buttons
    venue = None if not sheet.mapped or len(sheet.cards) != 1 else _venue(sheet.cards[0])
    if venue is not None:
        calls.insert(len(calls) - 1, venue)
    return calls


def _signed(name: str) -> Iterator[Run]:
    """Give the line that says which counselor speaks."""
    shown = " ".join(sendable(name).split())[:LONGEST_NAME]
    if shown:
        yield Run(shown, _BOLD)
        yield _LINE


def _text(runs: list[Run]) -> Call:
    body: dict[str, object] = {"text": markup(runs), "parse_mode": "HTML"}
    return Call(TEXT, {**body, "link_preview_options": {"is_disabled": True}})


def _venue(card: PlaceCard) -> Call | None:
    """Give a map card: the name as the person reads it, the address as a taxi driver does."""
    title, address = card.name or card.name_ja, card.address_ja
    if card.latitude is None or card.longitude is None or not title or not address:
        return None
    body = {"latitude": card.latitude, "longitude": card.longitude, "title": title, "address": address}
    return Call(VENUE, {**body})


def _part(part: Part, phrases: Phrasebook, language: str, before: Part | None) -> Iterator[Run]:  # noqa: C901 - a line a kind
    match part:
        case Paragraph(text):
            yield Run(text)
        case Translated(text):
            yield Run(text)
            yield Run(f"\n\n{original.notice(phrases, language)}", _ITALIC)
            yield _LINE
            # Telegram shows its first lines, and the rest at a tap.
            yield Run(f"{original.label(part, phrases, language)}\n", (*_FOLDED, "b"))
            yield Run(part.original, _FOLDED)
        case Phone(number, label, note):
            # As it is printed: Telegram itself makes a number one that can be tapped.
            yield Run("📞 ")
            yield Run(number, _BOLD)
            yield Run(f" {label}" if label else "")
            yield Run(f"\n{note}" if note else "")
        case Link(url, label):
            yield Run(label or url, href=web(url))
        case ShowJapanese(text, reading, label):
            if not (isinstance(before, ShowJapanese) and before.label == label):
                yield Run(f"{label or phrases.say('show_this', language)}\n")
            yield Run(text, _SHOWN)
            yield Run(f"\n{reading}" if reading else "", _READING)
        case PlaceCard():
            yield from _card(part, phrases, language)
        case Source(text, url):
            yield Run(text, _ITALIC, web(url))
        case Enclosure(kind):
            yield Run(f"📎 {kind}")
        case File():
            yield Run(f"📎 {part.name or '–'}")
        case _:
            assert_never(part)


def _card(card: PlaceCard, phrases: Phrasebook, language: str) -> Iterator[Run]:
    yield Run(card.name or card.name_ja, _BOLD)
    if card.name and card.name_ja and card.name_ja not in card.name:
        yield Run(f" ({card.name_ja})")
    if card.distance_m is not None:
        away = rough_distance(card.distance_m, phrases, language)
        yield Run("\n" + phrases.say("about_distance", language, distance=away))
    for key, value in (("address", card.address_ja), ("phone", card.tel), ("fax", card.fax)):
        if value:
            yield Run(f"\n{phrases.say(key, language)}: {value}")
    for line in (card.hours, *card.notes, card.access):
        if line:
            yield Run(f"\n{line}")
    links = (("map", MAP + quote(card.address_ja) if card.address_ja else ""), ("website", web(card.url)))
    for at, (key, url) in enumerate((key, url) for key, url in links if url):
        yield Run(" · " if at else "\n")
        yield Run(phrases.say(key, language), href=url)


def web(url: str) -> str:
    """Give the address when it is http or https, else nothing."""
    try:
        given = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if given.scheme in ("http", "https") and given.netloc else ""
