"""Flex Messages: bubbles, carousels and every component, with where each may stand.

Source: Messaging API reference, "Flex Message", and "Flex Message layout" (read 2026-11-23): a bubble 30 KB, a carousel
50 KB and 12 bubbles of one size, icons only in baseline boxes, spans only in texts, videos only as hero of one bubble.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adapters.emulators.line import actions
from adapters.emulators.line.checks import (
    Violation,
    anything,
    array,
    boolean,
    colour,
    https,
    integer,
    matching,
    one_of,
    record,
    text,
    union,
)
from adapters.emulators.line.units import size

if TYPE_CHECKING:
    from adapters.emulators.line.checks import Check, Found, JsonObject

_BUBBLE_BYTES, _CAROUSEL_BYTES, _BUBBLES = 30 * 1024, 50 * 1024, 12
_MANY = 1000
_TALL = 3
_GAP = r"none|xs|sm|md|lg|xl|xxl"
_SIZES = r"xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
_PX = r"\d+(?:\.\d+)?px"
_SHARE = r"\d+(?:\.\d+)?%"
_WHOLE = integer(0, 2**31 - 1)
_MARGIN = matching(rf"{_GAP}|{_PX}", "invalid margin")
_OFFSET = matching(rf"{_GAP}|-?{_PX}|-?{_SHARE}", "invalid offset")
_PADDING = matching(rf"{_GAP}|{_PX}|{_SHARE}", "invalid padding")
_LENGTH = matching(rf"{_PX}|{_SHARE}", "invalid length")
_LETTERS = matching(rf"{_SIZES}|{_PX}", "invalid size")
_GRAVITY = one_of("top", "bottom", "center")
_RATIO = re.compile(r"(\d{1,6})(?:\.\d+)?:(\d{1,6})(?:\.\d+)?\Z")
_PLACED: dict[str, Check] = {
    "position": one_of("relative", "absolute"),
    "offsetTop": _OFFSET,
    "offsetBottom": _OFFSET,
    "offsetStart": _OFFSET,
    "offsetEnd": _OFFSET,
    "margin": _MARGIN,
}
_WRITTEN: dict[str, Check] = {
    "size": _LETTERS,
    "color": colour,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}


def _ratio(value: object, path: str, found: Found) -> None:
    match = _RATIO.match(value) if isinstance(value, str) else None
    if match is None or not int(match[1]) or not int(match[2]) or int(match[2]) > _TALL * int(match[1]):
        found.append(Violation(path, "invalid aspectRatio"))


def _says_something(value: JsonObject, path: str, found: Found) -> None:
    if value.get("text") is None and not value.get("contents"):
        found.append(Violation(f"{path}.text", "text or contents must be specified"))


_CENTRE = ("centerColor", "centerPosition")


def _both_centres(value: JsonObject, path: str, found: Found) -> None:
    if len([name for name in _CENTRE if value.get(name) is not None]) == 1:
        found.append(Violation(path, "centerColor and centerPosition must be used together"))


def _part(value: object, path: str, found: Found) -> None:
    _IN_ROWS(value, path, found)


def _contents(value: JsonObject, path: str, found: Found) -> None:
    inside = _ON_BASELINE if value["layout"] == "baseline" else _part
    array(inside, 0, _MANY)(value["contents"], f"{path}.contents", found)


_SPAN = record({"type": one_of("span"), "text": text(2000)}, _WRITTEN)
_TEXT = record(
    {"type": anything},
    {
        **_PLACED,
        **_WRITTEN,
        "text": text(2000),
        "contents": array(_SPAN, 0, _MANY),
        "flex": _WHOLE,
        "align": one_of("start", "end", "center"),
        "gravity": _GRAVITY,
        "wrap": boolean,
        "lineSpacing": matching(_PX, "invalid lineSpacing"),
        "maxLines": _WHOLE,
        "action": actions.FLEX,
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
    },
    (_says_something,),
)
_BUTTON = record(
    {"type": anything, "action": actions.FLEX_BUTTON},
    {
        **_PLACED,
        "flex": _WHOLE,
        "color": colour,
        "style": one_of("primary", "secondary", "link"),
        "gravity": _GRAVITY,
        "height": one_of("md", "sm"),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": boolean,
    },
)
_IMAGE = record(
    {"type": anything, "url": https},
    {
        **_PLACED,
        "flex": _WHOLE,
        "align": one_of("start", "end", "center"),
        "gravity": _GRAVITY,
        "size": matching(rf"{_SIZES}|full|{_PX}|{_SHARE}", "invalid size"),
        "aspectRatio": _ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": colour,
        "action": actions.FLEX,
        "animated": boolean,
    },
)
_ICON = record(
    {"type": anything, "url": https}, {**_PLACED, "size": _LETTERS, "aspectRatio": _ratio, "scaling": boolean}
)
_FILLER = record({"type": anything}, {"flex": _WHOLE})
_BACKGROUND = record(
    {
        "type": one_of("linearGradient"),
        "angle": matching(r"(?:[12]?\d?\d|3[0-5]\d)(?:\.\d+)?deg", "invalid angle"),
        "startColor": colour,
        "endColor": colour,
    },
    {"centerColor": colour, "centerPosition": matching(r"(?:100|\d?\d)(?:\.\d+)?%", "invalid centerPosition")},
    (_both_centres,),
)
_BOX = record(
    {"type": one_of("box"), "layout": one_of("horizontal", "vertical", "baseline"), "contents": anything},
    {
        **_PLACED,
        **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), _LENGTH),
        **{f"padding{side}": _PADDING for side in ("All", "Top", "Bottom", "Start", "End")},
        "flex": _WHOLE,
        "spacing": _MARGIN,
        "backgroundColor": colour,
        "borderColor": colour,
        "borderWidth": matching(rf"none|light|normal|medium|semi-bold|bold|{_PX}", "invalid borderWidth"),
        "cornerRadius": _MARGIN,
        "action": actions.FLEX,
        "justifyContent": one_of("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        "background": _BACKGROUND,
    },
    (_contents,),
)
_ON_BASELINE = union({"icon": _ICON, "text": _TEXT, "filler": _FILLER})
_IN_ROWS = union(
    {
        "box": _BOX,
        "button": _BUTTON,
        "image": _IMAGE,
        "text": _TEXT,
        "separator": record({"type": anything}, {"margin": _MARGIN, "color": colour}),
        "filler": _FILLER,
    }
)
_VIDEO = record(
    {"type": anything, "url": https, "previewUrl": https, "altContent": union({"box": _BOX, "image": _IMAGE})},
    {"aspectRatio": _ratio, "action": actions.FLEX},
)
_STYLE = record({}, {"backgroundColor": colour, "separator": boolean, "separatorColor": colour})
_BLOCKS = ("header", "hero", "body", "footer")


def _bubble_rules(value: JsonObject, path: str, found: Found) -> None:
    if not any(value.get(block) for block in _BLOCKS):
        found.append(Violation(path, "At least one block must be specified"))
    if size(value) > _BUBBLE_BYTES:
        found.append(Violation(path, f"Size of a bubble must be at most {_BUBBLE_BYTES} bytes"))
    if (value.get("hero") or {}).get("type") == "video" and value.get("size", "mega") not in {"kilo", "mega", "giga"}:
        found.append(Violation(f"{path}.hero", "A video needs a bubble of size kilo, mega or giga"))


def _carousel_rules(value: JsonObject, path: str, found: Found) -> None:
    if size(value) > _CAROUSEL_BYTES:
        found.append(Violation(path, f"Size of a carousel must be at most {_CAROUSEL_BYTES} bytes"))
    if len({bubble.get("size", "mega") for bubble in value["contents"]}) > 1:
        found.append(Violation(f"{path}.contents", "All bubbles of a carousel must have the same size"))
    if any((bubble.get("hero") or {}).get("type") == "video" for bubble in value["contents"]):
        found.append(Violation(f"{path}.contents", "A video can't be in a carousel"))


_BUBBLE = record(
    {"type": one_of("bubble")},
    {
        "direction": one_of("ltr", "rtl"),
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "header": _BOX,
        "hero": union({"box": _BOX, "image": _IMAGE, "video": _VIDEO}),
        "body": _BOX,
        "footer": _BOX,
        "styles": record({}, dict.fromkeys(_BLOCKS, _STYLE)),
        "action": actions.FLEX,
    },
    (_bubble_rules,),
)
CONTAINER: Check = union(
    {
        "bubble": _BUBBLE,
        "carousel": record({"type": anything, "contents": array(_BUBBLE, 1, _BUBBLES)}, also=(_carousel_rules,)),
    }
)
