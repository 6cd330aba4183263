"""Each rule about a message object, with an example that keeps it and one that breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.line.bodies import BODIES, refusal

from .bot import text

if TYPE_CHECKING:
    from adapters.emulators.line.checks import Found

URL = "https://example.com/a.png"
FAMILY = "👨‍👩‍👧‍👦"


def found(message: dict[str, Any]) -> Found:
    noted: Found = []
    BODIES["validate"]({"messages": [message]}, "", noted)
    return noted


def action(kind: str = "postback", **fields: Any) -> dict[str, Any]:
    return {"type": kind, "label": "ok", **({"data": "d"} if kind == "postback" else {}), **fields}


def quick(*actions: dict[str, Any]) -> dict[str, Any]:
    items = [{"type": "action", "action": one} for one in actions]
    return {**text("choose"), "quickReply": {"items": items}}


def buttons(**fields: Any) -> dict[str, Any]:
    template = {"type": "buttons", "text": "which?", "actions": [action()], **fields}
    return {"type": "template", "altText": "which?", "template": template}


def carousel(*columns: dict[str, Any]) -> dict[str, Any]:
    return {"type": "template", "altText": "a", "template": {"type": "carousel", "columns": list(columns)}}


def column(actions: int = 1, **fields: Any) -> dict[str, Any]:
    return {"text": "t", "actions": [action()] * actions, **fields}


def place(**fields: Any) -> dict[str, Any]:
    return {"type": "location", "title": "t", "address": "a", "latitude": 35.4, "longitude": 139.6, **fields}


def v2(words: str, **given: Any) -> dict[str, Any]:
    return {"type": "textV2", "text": words, "substitution": given}


CONFIRM = {"type": "confirm", "text": "sure?", "actions": [action(), action()]}
EMOJI = {"productId": "5ac1bfd5040ab15980c9b435", "emojiId": "001"}
MAP = {
    "type": "imagemap", "altText": "a", "baseUrl": URL, "baseSize": {"width": 1040, "height": 700},
    "actions": [{"type": "uri", "linkUri": URL, "area": {"x": 0, "y": 0, "width": 9, "height": 9}}],
}  # fmt: skip

PAIRS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "5000 units": (text("a" * 5000), text("a" * 5001)),
    "an emoji is two units": (text("😀" * 2500), text("😀" * 2500 + "a")),
    "not empty": (text("a"), text("")),
    "a string": (text("1"), {"type": "text", "text": 1}),
    "whole letters": (text("\U0001f600"), text("\ud83d")),
    "no unknown fields": (text("a"), {**text("a"), "colour": "red"}),
    "a known type": (text("a"), {"type": "poem", "text": "a"}),
    "null is absent": ({**text("a"), "quickReply": None}, {"type": "text", "text": None}),
    "emojis stand at a dollar": (
        {**text("😀$"), "emojis": [{"index": 2, **EMOJI}]},
        {**text("😀$"), "emojis": [{"index": 1, **EMOJI}]},
    ),
    "placeholders are filled": (v2("hi {a}", a={"type": "emoji", **EMOJI}), v2("hi {a}")),
    "fillings have a place": (v2("{{a}}"), v2("hi", a={"type": "emoji", **EMOJI})),
    "sticker ids are digits": (
        {"type": "sticker", "packageId": "446", "stickerId": "1988"},
        {"type": "sticker", "packageId": "446", "stickerId": "x"},
    ),
    "https": (
        {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL},
        {"type": "image", "originalContentUrl": "http://example.com/a.png", "previewImageUrl": URL},
    ),
    "percent-encoded": (
        {"type": "image", "originalContentUrl": "https://example.com/%E3%81%82", "previewImageUrl": URL},
        {"type": "image", "originalContentUrl": "https://example.com/あ", "previewImageUrl": URL},
    ),
    "a film": (
        {"type": "video", "originalContentUrl": URL, "previewImageUrl": URL},
        {"type": "video", "originalContentUrl": URL},
    ),
    "a recording": (
        {"type": "audio", "originalContentUrl": URL, "duration": 1000},
        {"type": "audio", "originalContentUrl": URL, "duration": "1 s"},
    ),
    "title 100": (place(title="t" * 100), place(title="t" * 101)),
    "an address": (place(), place(address=None)),
    "on this earth": (place(latitude=-90), place(latitude=90.1)),
    "an image map": (MAP, {**MAP, "baseSize": {"width": 800, "height": 700}}),
    "13 quick replies": (quick(*[action()] * 13), quick(*[action()] * 14)),
    "a label there": (quick(action(label="l")), quick({"type": "postback", "data": "d"})),
    "label 20": (quick(action(label="l" * 20)), quick(action(label="l" * 21))),
    "label in letters": (quick(action(label="か" * 20)), quick(action(label=FAMILY * 3))),
    "data 300": (quick(action(data="d" * 300)), quick(action(data="d" * 301))),
    "displayText 300": (quick(action(displayText="d" * 300)), quick(action(displayText="d" * 301))),
    "shown once": (quick(action(displayText="d")), quick(action(displayText="d", text="d"))),
    "filled in by keyboard": (
        quick(action(inputOption="openKeyboard", fillInText="a")),
        quick(action(inputOption="openVoice", fillInText="a")),
    ),
    "message 300": (quick(action("message", text="a" * 300)), quick(action("message", text="a" * 301))),
    "URI 1000": (
        quick(action("uri", uri="https://e.jp/" + "a" * 987)),
        quick(action("uri", uri="https://e.jp/" + "a" * 988)),
    ),
    "URI schemes": (quick(action("uri", uri="tel:119")), quick(action("uri", uri="mailto:a@example.com"))),
    "clipboard 1000": (
        quick(action("clipboard", clipboardText="a" * 1000)),
        quick(action("clipboard", clipboardText="a" * 1001)),
    ),
    "dates": (
        quick(action("datetimepicker", data="d", mode="date", initial="2026-11-23")),
        quick(action("datetimepicker", data="d", mode="date", initial="tomorrow")),
    ),
    "no menu switch in quick replies": (
        quick(action("location")),
        quick(action("richmenuswitch", richMenuAliasId="en", data="d")),
    ),
    "location only in quick replies": (buttons(), buttons(actions=[action("location")])),
    "sender 20": ({**text("a"), "sender": {"name": "n" * 20}}, {**text("a"), "sender": {"name": "n" * 21}}),
    "sender is not LINE": ({**text("a"), "sender": {"name": "Online"}}, {**text("a"), "sender": {"name": "LINE desk"}}),
    "altText 1500": ({**buttons(), "altText": "a" * 1500}, {**buttons(), "altText": "a" * 1501}),
    "4 buttons": (buttons(actions=[action()] * 4), buttons(actions=[action()] * 5)),
    "buttons' text 160": (buttons(text="a" * 160), buttons(text="a" * 161)),
    "60 beside a title": (buttons(text="a" * 60, title="t"), buttons(text="a" * 61, title="t")),
    "buttons' title 40": (buttons(title="t" * 40), buttons(title="t" * 41)),
    "confirm has two": (
        {"type": "template", "altText": "a", "template": CONFIRM},
        {"type": "template", "altText": "a", "template": {**CONFIRM, "actions": [action()]}},
    ),
    "confirm's text 240": (
        {"type": "template", "altText": "a", "template": {**CONFIRM, "text": "a" * 240}},
        {"type": "template", "altText": "a", "template": {**CONFIRM, "text": "a" * 241}},
    ),
    "10 columns": (carousel(*[column()] * 10), carousel(*[column()] * 11)),
    "3 actions a column": (carousel(column(3)), carousel(column(4))),
    "equal columns": (carousel(column(2), column(2)), carousel(column(1), column(2))),
    "titles in all columns": (carousel(column(title="a"), column(title="b")), carousel(column(title="a"), column())),
}


@pytest.mark.parametrize("rule", PAIRS)
def test_a_message_that_keeps_the_rule_passes(rule: str) -> None:
    assert found(PAIRS[rule][0]) == []


@pytest.mark.parametrize("rule", PAIRS)
def test_a_message_that_breaks_the_rule_is_found(rule: str) -> None:
    assert found(PAIRS[rule][1])


def test_one_to_five_messages() -> None:
    noted: Found = []
    BODIES["validate"]({"messages": [text("a")] * 5}, "", noted)
    assert noted == []
    BODIES["validate"]({"messages": [text("a")] * 6}, "", noted)
    BODIES["validate"]({"messages": []}, "", noted)
    assert [one.message for one in noted] == ["Size must be between 1 and 5"] * 2


def test_a_refusal_names_the_field() -> None:
    noted = found(text(""))
    assert refusal(noted) == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "May not be empty", "property": "messages[0].text"}],
    }


def test_a_refusal_points_into_a_template() -> None:
    refused = refusal(found(buttons(actions=[action(), action(label="")])))
    assert refused["message"] == "A message (messages[0]) in the request body is invalid"
    assert refused["details"] == [{"message": "May not be empty", "property": "/actions/1/label"}]
