"""Each rule about Flex, with an example that keeps it and one that breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.line.bodies import BODIES

if TYPE_CHECKING:
    from adapters.emulators.line.checks import Found

URL = "https://example.com/a.png"
WORDS = {"type": "text", "text": "a"}
ICON = {"type": "icon", "url": URL}


def found(contents: Any) -> Found:
    noted: Found = []
    message = {"type": "flex", "altText": "a", "contents": contents}
    BODIES["validate"]({"messages": [message]}, "", noted)
    return noted


def box(*contents: Any, **fields: Any) -> dict[str, Any]:
    return {"type": "box", "layout": "vertical", "contents": list(contents), **fields}


def bubble(*contents: Any, **fields: Any) -> dict[str, Any]:
    return {"type": "bubble", "body": box(*contents), **fields}


def carousel(*bubbles: Any) -> dict[str, Any]:
    return {"type": "carousel", "contents": list(bubbles)}


def button(label: str | None = "ok", **fields: Any) -> dict[str, Any]:
    named = {} if label is None else {"label": label}
    return {"type": "button", "action": {"type": "postback", "data": "d", **named}, **fields}


def image(**fields: Any) -> dict[str, Any]:
    return {"type": "image", "url": URL, **fields}


def heavy(weight: int) -> dict[str, Any]:
    """Weigh so many bytes of compact JSON."""
    empty = len('{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]}}')
    one = len('{"type":"text","text":""},')
    parts: list[dict[str, Any]] = []
    rest = weight - empty
    while rest > 0:
        letters = min(2000, rest - one + (0 if parts else 1))
        if 0 < rest - letters - one < one + 2:
            letters -= one + 2
        parts.append({"type": "text", "text": "a" * letters})
        rest -= letters + one - (0 if len(parts) > 1 else 1)
    return bubble(*parts)


VIDEO = {"type": "video", "url": URL, "previewUrl": URL, "altContent": image()}
GRADIENT = {"type": "linearGradient", "angle": "90deg", "startColor": "#ffffff", "endColor": "#000000"}

PAIRS: dict[str, tuple[Any, Any]] = {
    "a container": (bubble(WORDS), box(WORDS)),
    "some block": ({"type": "bubble", "footer": box()}, {"type": "bubble"}),
    "a known direction": (bubble(WORDS, direction="rtl"), bubble(WORDS, direction="up")),
    "a known size": (bubble(WORDS, size="giga"), bubble(WORDS, size="huge")),
    "known fields": (bubble({**WORDS, "wrap": True}), bubble({**WORDS, "bold": True})),
    "words": (bubble(WORDS), bubble({"type": "text", "text": ""})),
    "words or spans": (bubble({"type": "text", "contents": [{"type": "span", "text": "a"}]}), bubble({"type": "text"})),
    "spans in texts": (bubble(WORDS), bubble({"type": "span", "text": "a"})),
    "icons on a baseline": (bubble(box(ICON, WORDS, layout="baseline")), bubble(ICON)),
    "no boxes on a baseline": (bubble(box(WORDS, layout="baseline")), bubble(box(box(), layout="baseline"))),
    "a layout": (bubble(box(layout="horizontal")), bubble({"type": "box", "contents": []})),
    "label 40": (bubble(button("l" * 40)), bubble(button("l" * 41))),
    "a button's label": (bubble(button()), bubble(button(None))),
    "a button's style": (bubble(button(style="primary")), bubble(button(style="loud"))),
    "colours": (bubble({**WORDS, "color": "#ff00aa80"}), bubble({**WORDS, "color": "red"})),
    "margins": (bubble({**WORDS, "margin": "12px"}), bubble({**WORDS, "margin": "12"})),
    "offsets": (bubble({**WORDS, "offsetTop": "-2px"}), bubble({**WORDS, "offsetTop": "up"})),
    "paddings": (bubble(box(paddingAll="5%")), bubble(box(paddingAll="5em"))),
    "letter sizes": (bubble({**WORDS, "size": "3xl"}), bubble({**WORDS, "size": "large"})),
    "picture sizes": (bubble(image(size="full")), bubble(image(size="whole"))),
    "picture URLs": (bubble(image()), bubble(image(url="http://example.com/a.png"))),
    "ratios": (bubble(image(aspectRatio="1:3")), bubble(image(aspectRatio="1:4"))),
    "flex numbers": (bubble({**WORDS, "flex": 0}), bubble({**WORDS, "flex": -1})),
    "gradients": (bubble(box(background=GRADIENT)), bubble(box(background={**GRADIENT, "angle": "400deg"}))),
    "whole middles": (
        bubble(box(background={**GRADIENT, "centerColor": "#00ff00", "centerPosition": "10%"})),
        bubble(box(background={**GRADIENT, "centerColor": "#00ff00"})),
    ),
    "films are heroes": ({"type": "bubble", "hero": VIDEO, "size": "mega"}, bubble(VIDEO)),
    "films need room": (
        {"type": "bubble", "hero": VIDEO, "size": "kilo"},
        {"type": "bubble", "hero": VIDEO, "size": "nano"},
    ),
    "films stand alone": ({"type": "bubble", "hero": VIDEO}, carousel({"type": "bubble", "hero": VIDEO})),
    "12 bubbles": (carousel(*[bubble(WORDS)] * 12), carousel(*[bubble(WORDS)] * 13)),
    "bubbles of one size": (
        carousel(bubble(WORDS, size="kilo"), bubble(WORDS, size="kilo")),
        carousel(bubble(WORDS, size="kilo"), bubble(WORDS, size="mega")),
    ),
    "30 KB": (heavy(30 * 1024), heavy(30 * 1024 + 1)),
    "50 KB": (carousel(heavy(25_000), heavy(25_000)), carousel(heavy(26_000), heavy(26_000))),
    "styles": (bubble(WORDS, styles={"body": {"separator": True}}), bubble(WORDS, styles={"tail": {}})),
}


@pytest.mark.parametrize("rule", PAIRS)
def test_a_container_that_keeps_the_rule_passes(rule: str) -> None:
    assert found(PAIRS[rule][0]) == []


@pytest.mark.parametrize("rule", PAIRS)
def test_a_container_that_breaks_the_rule_is_found(rule: str) -> None:
    assert found(PAIRS[rule][1])


def test_a_letter_of_three_bytes_counts_three() -> None:
    texts = [{"type": "text", "text": "あ" * 2000}] * 6
    assert any("30720 bytes" in one.message for one in found(bubble(*texts)))
    assert found(bubble(*texts[:4])) == []
