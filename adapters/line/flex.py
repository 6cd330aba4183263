"""Cards: places, telephone numbers, and the emergency card with something large to tap and to show.

Flex Messages, Messaging API reference, read 2026-11-23. Every text wraps and grows with the
letters of the person's telephone (``scaling``); colours have a contrast of 4.5 : 1 or more.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from adapters.line.limits import ALT_TEXT, BUBBLES, CAROUSEL_BYTES, DISPLAY_TEXT, FLEX_LABEL, LABEL, cut
from adapters.line.links import map_of, tel, web
from adapters.line.parse import VERSION
from bot import original
from bot.plain import rough_distance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.phrases import Phrasebook
    from bot.reply import File, Phone, PlaceCard, ShowJapanese, Translated

Object = dict[str, Any]
"""A part of a message as LINE's JSON."""

INK, SOFT, MAIN, TINT = "#22303C", "#55626D", "#1F4B73", "#E3EDF5"
ALARM, ALARM_TINT, GOOD, CLOSED = "#B3261E", "#FDEBE8", "#1C6B45", "#8A1A13"
_OPEN = {True: GOOD, False: CLOSED, None: SOFT}
_LINE, _NOTES = 300, 6
_MEGABYTE = 1_000_000
_NUMBERS = 8
"""Telephone numbers on one card; more make further cards to swipe to."""


def places(cards: Sequence[PlaceCard], phrases: Phrasebook, language: str) -> list[Object]:
    """Give messages with one bubble a place; several are swiped through."""
    alt = "; ".join(" ".join(filter(None, (card.name or card.name_ja, card.hours, card.tel))) for card in cards)
    return _messages([_place(card, phrases, language) for card in cards], alt)


def numbers(phones: Sequence[Phone], phrases: Phrasebook, language: str) -> list[Object]:
    """Give messages with telephone numbers to tap."""
    rows = [_number(phone, phrases, language, MAIN) for phone in phones]
    parts = [rows[start : start + _NUMBERS] for start in range(0, len(rows), _NUMBERS)]
    return _messages([_bubble(_flat(part)) for part in parts], _spoken(phones))


def documents(found: Sequence[tuple[File, str]], phrases: Phrasebook, language: str) -> list[Object]:
    """Give messages with a bubble for each file and a button to open it at its address."""
    alt = "; ".join(f"{phrases.say(f'file_{file.kind}', language)}: {file.name}" for file, _ in found)
    return _messages([_document(file, url, phrases, language) for file, url in found], alt)


def originals(parts: Sequence[Translated], phrases: Phrasebook, language: str) -> list[Object]:
    """Give messages with a button below what was translated: a tap brings what the counselor wrote.

    LINE folds nothing away, and a quick reply goes with the next message: a button stays.
    """
    labels = [original.label(part, phrases, language) for part in parts]
    buttons = [_asking(original.data(part), label) for part, label in zip(parts, labels, strict=True)]
    bubbles: list[Object] = [
        {"type": "bubble", "size": "kilo", "body": {**_column([button], "sm"), "paddingAll": "sm"}}
        for button in buttons
    ]
    return _messages(bubbles, "; ".join(dict.fromkeys(labels)))


def emergency(
    phones: Sequence[Phone], shown: Sequence[ShowJapanese], phrases: Phrasebook, language: str
) -> list[Object]:
    """Give the emergency card: large numbers to tap, and what to show to a passer-by."""
    rows = [_number(phone, phrases, language, ALARM) for phone in phones]
    contents = _flat(rows[:_NUMBERS])
    for words in shown[:2]:
        contents.append({"type": "separator", "margin": "lg"})
        contents += _show(words, phrases, language)
    if not contents:
        return []
    style = {"styles": {"body": {"backgroundColor": ALARM_TINT}}}
    alt = "; ".join(filter(None, (_spoken(phones), *(words.text for words in shown))))
    further = [_bubble(_flat(rows[start : start + _NUMBERS])) for start in range(_NUMBERS, len(rows), _NUMBERS)]
    return _messages([{**_bubble(contents), **style}, *further], alt)


def weight(value: object) -> int:
    """Give the bytes of a value as LINE gets it."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def _place(card: PlaceCard, phrases: Phrasebook, language: str) -> Object:
    def line(key: str, value: str) -> str:
        return f"{phrases.say(key, language)}: {value}" if value else ""

    contents = [_text(card.name or card.name_ja, "lg", weight="bold")]
    if card.name_ja and card.name_ja not in card.name:
        contents.append(_text(card.name_ja, "md", SOFT))
    if card.hours:
        contents.append(_text(card.hours, "md", _OPEN[card.open_now], weight="bold", margin="md"))
    if card.distance_m is not None:
        away = rough_distance(card.distance_m, phrases, language)
        contents.append(_text(phrases.say("about_distance", language, distance=away), "md"))
    if card.address_ja:
        contents += [_text(phrases.say("address", language), "sm", SOFT, margin="md"), _text(card.address_ja, "md")]
    lines = (line("phone", card.tel), line("fax", card.fax), card.access, *card.notes[:_NOTES])
    contents += [_text(each, "sm", SOFT, margin="sm") for each in lines if each]
    call = phrases.say("web_call", language, number=card.tel)
    buttons = (
        _button(call, tel(card.tel), MAIN, "primary"),
        _button(phrases.say("map", language), map_of(card), MAIN, "link"),
        _button(phrases.say("website", language), web(card.url), MAIN, "link"),
    )
    return _bubble(contents, [button for button in buttons if button])


def _document(file: File, url: str, phrases: Phrasebook, language: str) -> Object:
    """Give one file: what it is, how it is called, how much that is to fetch on the way."""
    size = f"{file.size / 1e6:.1f} MB" if file.size >= _MEGABYTE else f"{max(1, round(file.size / 1e3))} kB"
    contents = [
        _text(phrases.say(f"file_{file.kind}", language), "sm", SOFT),
        _text(file.name, "md", weight="bold"),
        _text(size, "sm", SOFT),
    ]
    return _bubble(contents, [_button(phrases.say("file_open", language), url, MAIN, "primary")])


def _number(phone: Phone, phrases: Phrasebook, language: str, colour: str) -> list[Object]:
    """Give what belongs to one number: whom it calls, the number, and a button."""
    call = _button(phrases.say("web_call", language, number=phone.number), tel(phone.number), colour, "primary")
    rows = [_text(phone.label, "md", weight="bold", margin="md")] if phone.label else []
    if not call:
        rows.append(_text(phone.number, "xl", weight="bold"))
    if phone.note:
        rows.append(_text(phone.note, "sm", SOFT))
    return [*rows, {**call, "height": "md", "margin": "sm"}] if call else rows


def _show(words: ShowJapanese, phrases: Phrasebook, language: str) -> list[Object]:
    rows = [_text(words.label or phrases.say("show_this", language), "sm", SOFT, margin="lg")]
    rows.append(_text(words.text, "xl", weight="bold"))
    return [*rows, _text(words.reading, "md")] if words.reading else rows


def _text(text: str, size: str, color: str = INK, **more: str) -> Object:
    shown = cut(text, _LINE) or "–"
    return {"type": "text", "text": shown, "size": size, "color": color, "wrap": True, "scaling": True, **more}


def _button(label: str, uri: str, colour: str, style: str) -> Object:
    if not uri:
        return {}
    action = {"type": "uri", "label": cut(label, FLEX_LABEL), "uri": uri}
    fits = {"adjustMode": "shrink-to-fit", "scaling": True}
    return {"type": "button", "style": style, "color": colour, "height": "sm", "action": action, **fits}


def _asking(data: str, label: str) -> Object:
    """Give a button that asks us for something."""
    shown = {"label": cut(label, LABEL), "displayText": cut(label, DISPLAY_TEXT)}
    action = {"type": "postback", "data": VERSION + data, **shown}
    fits = {"adjustMode": "shrink-to-fit", "scaling": True}
    return {"type": "button", "style": "link", "color": MAIN, "height": "sm", "action": action, **fits}


def _bubble(contents: list[Object], buttons: list[Object] | None = None) -> Object:
    bubble: Object = {"type": "bubble", "body": _column(contents, "xs")}
    return {**bubble, "footer": _column(buttons, "sm")} if buttons else bubble


def _column(contents: list[Object], spacing: str) -> Object:
    return {"type": "box", "layout": "vertical", "spacing": spacing, "contents": contents}


def _messages(bubbles: list[Object], alt: str) -> list[Object]:
    """Put bubbles into as few messages as they fit into, by number and by weight."""
    messages: list[Object] = []
    while bubbles:
        some = bubbles[:BUBBLES]
        while len(some) > 1 and weight({"type": "carousel", "contents": some}) > CAROUSEL_BYTES:
            some.pop()
        bubbles = bubbles[len(some) :]
        contents = some[0] if len(some) == 1 else {"type": "carousel", "contents": some}
        messages.append({"type": "flex", "altText": cut(alt, ALT_TEXT) or "–", "contents": contents})
    return messages


def _spoken(phones: Sequence[Phone]) -> str:
    return "; ".join(f"{phone.label}: {phone.number}" if phone.label else phone.number for phone in phones)


def _flat(rows: Sequence[list[Object]]) -> list[Object]:
    return [each for row in rows for each in row]
