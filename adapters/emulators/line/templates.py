"""Template messages: buttons, confirm, carousel and image carousel.

Source: Messaging API reference, "Template messages" (read 2026-11-23): buttons 4 actions, text 160 (60 beside a picture
or title), title 40; confirm text 240 and 2 actions; carousel 10 columns of 3 actions, text 120 (60), equal columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.emulators.line import actions
from adapters.emulators.line.checks import (
    Violation,
    anything,
    array,
    colour,
    https,
    label,
    one_of,
    record,
    union,
)
from adapters.emulators.line.units import letters

if TYPE_CHECKING:
    from adapters.emulators.line.checks import Check, Found, JsonObject, Rule

_CROWDED = 60
_RATIO, _SIZE = one_of("rectangle", "square"), one_of("cover", "contain")


def _shorter_beside_an_image(value: JsonObject, path: str, found: Found) -> None:
    beside = value.get("thumbnailImageUrl") or value.get("title")
    if beside and letters(value["text"]) > _CROWDED:
        found.append(Violation(f"{path}.text", f"Length must be between 1 and {_CROWDED} beside an image or a title"))


def _equal(columns: str, *names: str) -> Rule:
    def rule(value: JsonObject, path: str, found: Found) -> None:
        members = value[columns]
        if len({len(member["actions"]) for member in members}) > 1:
            found.append(Violation(f"{path}.{columns}", "The number of actions must be the same in all columns"))
        found += [
            Violation(f"{path}.{columns}", f"{name} must be in all columns or in none")
            for name in names
            if len({bool(member.get(name)) for member in members}) > 1
        ]

    return rule


_COLUMN = record(
    {"text": label(120), "actions": array(actions.TEMPLATE, 1, 3)},
    {
        "thumbnailImageUrl": https,
        "imageBackgroundColor": colour,
        "title": label(40),
        "defaultAction": actions.FLEX,
    },
    (_shorter_beside_an_image,),
)

TEMPLATE: Check = union(
    {
        "buttons": record(
            {"type": anything, "text": label(160), "actions": array(actions.TEMPLATE, 1, 4)},
            {
                "thumbnailImageUrl": https,
                "imageAspectRatio": _RATIO,
                "imageSize": _SIZE,
                "imageBackgroundColor": colour,
                "title": label(40),
                "defaultAction": actions.FLEX,
            },
            (_shorter_beside_an_image,),
        ),
        "confirm": record({"type": anything, "text": label(240), "actions": array(actions.TEMPLATE, 2, 2)}),
        "carousel": record(
            {"type": anything, "columns": array(_COLUMN, 1, 10)},
            {"imageAspectRatio": _RATIO, "imageSize": _SIZE},
            (_equal("columns", "title", "thumbnailImageUrl"),),
        ),
        "image_carousel": record(
            {
                "type": anything,
                "columns": array(record({"imageUrl": https, "action": actions.IMAGE_CAROUSEL}), 1, 10),
            },
        ),
    }
)
