"""What a tap does: the action objects, and which of them each place allows.

Source: Messaging API reference, "Action objects" (read 2026-11-23): label 20 (Flex 40, image carousel 12), postback
data 300, displayText 300 and not beside `text`, message text 300, URI and clipboard text 1000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.emulators.line.checks import Violation, anything, label, matching, one_of, record, text, union

if TYPE_CHECKING:
    from adapters.emulators.line.checks import Check, Found, JsonObject

_DATE, _TIME = r"\d{4}-\d{2}-\d{2}", r"(?:[01]\d|2[0-3]):[0-5]\d"
_PICKED = matching(rf"{_DATE}[Tt]{_TIME}|{_DATE}|{_TIME}", "invalid date or time")
_URI_LIMIT = 1000
_DATA = text(300, empty=True)
ALIAS = matching(r"[a-z0-9_-]{1,32}", "must match [a-z0-9_-]{1,32}")


def _uri(*schemes: str) -> Check:
    shape = matching(rf"(?:{'|'.join(schemes)}):[!-~]+", "invalid uri")

    def check(value: object, path: str, found: Found) -> None:
        if isinstance(value, str) and len(value) > _URI_LIMIT:
            found.append(Violation(path, f"Length must be between 1 and {_URI_LIMIT}"))
        else:
            shape(value, path, found)

    return check


def _shown_once(value: JsonObject, path: str, found: Found) -> None:
    if value.get("displayText") is not None and value.get("text") is not None:
        found.append(Violation(f"{path}.displayText", "displayText and text can't be used together"))


def _fill_in_needs_keyboard(value: JsonObject, path: str, found: Found) -> None:
    if value.get("fillInText") is not None and value.get("inputOption") != "openKeyboard":
        found.append(Violation(f"{path}.fillInText", "fillInText needs inputOption openKeyboard"))


def _action(labels: Check, *, labelled: bool, more: tuple[str, ...] = ()) -> Check:
    def kind(must: dict[str, Check], may: dict[str, Check] | None = None, *also: object) -> Check:
        must = {"type": anything, **({"label": labels} if labelled else {}), **must}
        may = {**({} if labelled else {"label": labels}), **(may or {})}
        return record(must, may, tuple(rule for rule in (_shown_once, _fill_in_needs_keyboard) if rule in also))

    known: dict[str, Check] = {
        "postback": kind(
            {"data": _DATA},
            {
                "displayText": label(300),
                "text": label(300),
                "inputOption": one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
                "fillInText": label(300),
            },
            _shown_once,
            _fill_in_needs_keyboard,
        ),
        "message": kind({"text": label(300)}),
        "uri": kind({"uri": _uri("https?", "line", "tel")}, {"altUri": record({}, {"desktop": _uri("https?")})}),
        "datetimepicker": kind(
            {"data": _DATA, "mode": one_of("date", "time", "datetime")},
            {"initial": _PICKED, "max": _PICKED, "min": _PICKED},
        ),
        "clipboard": kind({"clipboardText": text(1000)}),
        "camera": kind({}),
        "cameraRoll": kind({}),
        "location": kind({}),
        "richmenuswitch": kind({"richMenuAliasId": ALIAS, "data": _DATA}),
    }
    allowed = ("postback", "message", "uri", "datetimepicker", "clipboard", *more)
    return union({name: known[name] for name in allowed})


QUICK_REPLY = _action(label(20), labelled=True, more=("camera", "cameraRoll", "location"))
TEMPLATE = _action(label(20), labelled=True)
IMAGE_CAROUSEL = _action(label(12), labelled=False)
FLEX_BUTTON = _action(label(40), labelled=True)
FLEX = _action(label(40), labelled=False)
RICH_MENU = _action(label(20), labelled=False, more=("richmenuswitch",))
TAPS = frozenset(
    {
        "postback", "message", "uri", "datetimepicker", "clipboard",
        "camera", "cameraRoll", "location", "richmenuswitch",
    }
)  # fmt: skip


def actions_of(value: object) -> list[JsonObject]:
    """Find every action in a message object, in reading order; the quick replies come last."""
    if isinstance(value, list):
        return [action for member in value for action in actions_of(member)]
    if not isinstance(value, dict):
        return []
    found = [value] if value.get("type") in TAPS and "layout" not in value else []
    for name, member in value.items():
        if name != "quickReply":
            found += actions_of(member)
    return found + actions_of((value.get("quickReply") or {}).get("items", []))
