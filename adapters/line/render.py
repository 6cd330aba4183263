"""A turn as message objects of LINE: few bubbles, emergencies first, the choices below the last one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from adapters.line import enclosed, flex, quick
from adapters.line.limits import LOCATION, OBJECTS, SENDER, TEXT, cut
from adapters.line.links import web
from adapters.line.split import split
from bot import original
from bot.plain import part_text
from bot.reply import File, Kind, Phone, PlaceCard, ShowJapanese, Source, Translated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.line.enclosed import Address
    from bot.phrases import Phrasebook
    from bot.reply import Part, Reply

Object = dict[str, Any]
_FORBIDDEN = re.compile("[lｌ][iｉ][nｎ][eｅ]", re.IGNORECASE)


@dataclass(slots=True)
class _Sheet:
    """Objects in the making; ``text`` waits for more to stand in the same bubble."""

    objects: list[Object] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def close(self) -> list[Object]:
        whole = "\n\n".join(filter(str.strip, self.text))
        self.text.clear()
        if whole:
            self.objects += [{"type": "text", "text": piece} for piece in split(whole, TEXT)]
        return self.objects


def objects(
    replies: Sequence[Reply],
    phrases: Phrasebook,
    *,
    public: bool = False,
    sender: str = "",
    address: Address | None = None,
) -> list[Object]:
    """Give the message objects of a turn, in order; more than five go in several calls.

    public  others read along: nobody is asked where they are
    sender  alias of the counselor whose words stand in replies that do not say whose they are
    address  where LINE fetches what a counselor encloses; None while it cannot reach us
    """
    # sorted() keeps the order of what is alike.
    ordered = sorted(replies, key=lambda reply: reply.kind is not Kind.EMERGENCY)
    found = _objects(ordered, phrases, sender, address, compact=False)
    if len(found) > OBJECTS:
        found = _objects(ordered, phrases, sender, address, compact=True)
    asking = next((reply for reply in reversed(ordered) if reply.choices or reply.asks_location), None)
    if asking is not None:
        found = found or [{"type": "text", "text": phrases.say("which_one", asking.language)}]
    _add_spot(found, ordered)
    if asking is not None:
        asks_location = asking.asks_location and not public
        items = quick.items(asking.choices, phrases, asking.language, asks_location=asks_location)
        if items:
            found[-1]["quickReply"] = {"items": items}
    return found


def _objects(
    replies: Sequence[Reply], phrases: Phrasebook, sender: str, address: Address | None, *, compact: bool
) -> list[Object]:
    """Lay everything out; what a counselor says is never in one bubble with what the counter says."""
    found: list[Object] = []
    for name, said in groupby(replies, lambda reply: _name(reply, sender)):
        sheet = _Sheet()
        for reply in said:
            if reply.kind is Kind.EMERGENCY:
                _emergency(reply, phrases, sheet)
            elif compact:
                _compact(reply, phrases, sheet)
            else:
                _calm(reply, phrases, sheet)
            files = [part for part in reply.parts if isinstance(part, File)]
            if shown := enclosed.objects(files, phrases, reply.language, address):
                sheet.close().extend(shown)
            sheet.text += enclosed.notes(files, phrases, reply.language, address)
        found += [{**each, "sender": {"name": name}} if name else each for each in sheet.close()]
    return found


def _calm(reply: Reply, phrases: Phrasebook, sheet: _Sheet) -> None:
    """Lay out a reply in its own order: texts together, places and numbers as cards."""
    for kind, parts in groupby(reply.parts, type):
        if kind is PlaceCard:
            cards = [part for part in parts if isinstance(part, PlaceCard)]
            sheet.close().extend(flex.places(cards, phrases, reply.language))
        elif kind is Phone:
            phones = [part for part in parts if isinstance(part, Phone)]
            sheet.close().extend(flex.numbers(phones, phrases, reply.language))
        elif kind is Translated:
            found = [part for part in parts if isinstance(part, Translated)]
            sheet.text += [_text(part, phrases, reply.language) for part in found]
            sheet.close().extend(flex.originals(found, phrases, reply.language))
        else:
            sheet.text += [_text(part, phrases, reply.language) for part in parts]
    sheet.text.append(_listed(reply, phrases))


def _compact(reply: Reply, phrases: Phrasebook, sheet: _Sheet) -> None:
    """Lay out a reply in as few objects as it can be: all text first, then the places."""
    cards = [part for part in reply.parts if isinstance(part, PlaceCard)]
    sheet.text += [_text(part, phrases, reply.language) for part in reply.parts if not isinstance(part, PlaceCard)]
    sheet.text.append(_listed(reply, phrases))
    if found := [part for part in reply.parts if isinstance(part, Translated)]:
        sheet.close().extend(flex.originals(found, phrases, reply.language))
    if cards:
        sheet.close().extend(flex.places(cards, phrases, reply.language))


def _emergency(reply: Reply, phrases: Phrasebook, sheet: _Sheet) -> None:
    """Lay out an emergency: everything as text of its own, for cards do not show everywhere; then what to tap."""
    sheet.close()
    sheet.text += [_text(part, phrases, reply.language) for part in reply.parts]
    sheet.text.append(_listed(reply, phrases))
    phones = [part for part in reply.parts if isinstance(part, Phone)]
    shown = [part for part in reply.parts if isinstance(part, ShowJapanese)]
    sheet.close().extend(flex.emergency(phones, shown, phrases, reply.language))


def _listed(reply: Reply, phrases: Phrasebook) -> str:
    """Write down the choices that need it; below an answer it is said what they are."""
    lines = quick.listed(reply.choices)
    return f"{phrases.say('more_questions', reply.language)}\n{lines}" if lines and reply.kind is Kind.ANSWER else lines


def _text(part: Part, phrases: Phrasebook, language: str) -> str:
    if isinstance(part, File):
        return ""  # it stands for itself, below
    if isinstance(part, Translated):
        return f"{part.text}\n\n{original.notice(phrases, language)}"
    text = part_text(part, phrases, language)
    url = web(part.url) if isinstance(part, Source) else ""
    return f"{text}\n{url}" if url else text


def _add_spot(found: list[Object], replies: Sequence[Reply]) -> None:
    """Put a single place on the map too, if there is room for it."""
    cards = [part for reply in replies for part in reply.parts if isinstance(part, PlaceCard)]
    spot = _spot(cards[0]) if len(cards) == 1 and len(found) < OBJECTS else None
    at = next((index for index, each in enumerate(found, 1) if each["type"] == "flex"), None)
    if spot is not None and at is not None and all(reply.kind is not Kind.EMERGENCY for reply in replies):
        named = {"sender": found[at - 1]["sender"]} if "sender" in found[at - 1] else {}
        found.insert(at, {**spot, **named})


def _spot(card: PlaceCard) -> Object | None:
    title, address = cut(card.name or card.name_ja, LOCATION), cut(card.address_ja, LOCATION)
    if card.latitude is None or card.longitude is None or not title or not address:
        return None
    spot = {"latitude": card.latitude, "longitude": card.longitude}
    return {"type": "location", "title": title, "address": address, **spot}


def _name(reply: Reply, sender: str) -> str:
    """Give the name that LINE shows ("name from 'account'"): 20 letters at most, and "LINE" may not be in it.

    Icon and display name, read 2026-11-28. What is taken out can leave the word behind once more.
    """
    name = (reply.sender or sender) if reply.kind is Kind.PERSON else ""
    while _FORBIDDEN.search(name):
        name = _FORBIDDEN.sub("", name)
    return cut(name, SENDER)
