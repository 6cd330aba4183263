"""Keyboards: inline ones, reply ones, their removal, forced replies (Client.cpp get_reply_markup, ReplyMarkup.cpp)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .marks import link
from .refusal import Json, Refused, bad
from .shapes import check

if TYPE_CHECKING:
    from .rules import Rules

_KINDS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
_ACTIONS = frozenset(
    {"url", "callback_data", "web_app", "login_url", "switch_inline_query",
     "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "callback_game",
     "pay"}
)  # fmt: skip
_REQUESTS = {
    "request_contact": "Phone number",
    "request_location": "Location",
    "request_poll": "Poll",
    "web_app": "Web App buttons",
    "request_users": "Users",
    "request_chat": "Chats",
    "request_managed_bot": "Managed bots",
}
_STYLES = frozenset({"", "default", "danger", "success", "primary"})
_MOST_BUTTONS, _PLACEHOLDER, _COPIED = 100, 64, 256


def keyboard(markup: Json | None, rules: Rules, *, private: bool) -> Json | None:
    """Check a keyboard and give it; None when there is none, or one without buttons."""
    if not markup:
        return None
    kinds = [name for name in _KINDS if name in markup]
    if not kinds:
        bad("Object expected as reply markup")
    kind = kinds[0]
    try:
        check(markup, _KINDS[kind], "reply_markup", strict=rules.strict)
    except Refused as refused:
        what = {"inline_keyboard": "inline keyboard button", "keyboard": "keyboard button"}.get(kind, "reply markup")
        bad(f"Can't parse {what}: {refused.description.removeprefix('Bad Request: ')}")
    rows = markup.get(kind)
    if kind == "inline_keyboard":
        _each(rows, lambda button: _inline(button, rules))
    elif kind == "keyboard":
        _each(rows, lambda button: _reply(button, private=private))
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= _PLACEHOLDER:
        bad("input_field_placeholder must be 1-64 characters")
    if rows is True:
        return markup
    buttons = sum(len(row) for row in rows) if isinstance(rows, list) else 0
    if buttons > _MOST_BUTTONS:
        bad("reply markup is too long")
    return {**markup, kind: [row for row in rows if row]} if buttons and isinstance(rows, list) else None


def inline(markup: Json | None, rules: Rules) -> Json | None:
    """Check a keyboard for an edit, where only inline ones may stand."""
    if markup and "inline_keyboard" not in markup:
        bad("Inline keyboard expected")
    return keyboard(markup, rules, private=True)


def is_inline(markup: Json | None) -> bool:
    """Tell whether it hangs at the message and not below the chat."""
    return bool(markup) and "inline_keyboard" in (markup or {})


def callback_data(markup: Json | None) -> set[str]:
    """Give the data of all buttons that make callbacks."""
    rows = (markup or {}).get("inline_keyboard", [])
    return {button["callback_data"] for row in rows for button in row if button.get("callback_data")}


def button_of(markup: Json | None, text: str) -> Json | None:
    """Find a button of a reply keyboard by its words."""
    for row in (markup or {}).get("keyboard", []):
        for button in row:
            if button["text"] == text:
                found: Json = button
                return found
    return None


def _each(rows: object, look: object) -> None:
    for row in rows if isinstance(rows, list) else []:
        for button in row:
            if callable(look):
                look(button)


def _inline(button: Json, rules: Rules) -> None:
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if "callback_data" in actions and not button["callback_data"]:
        actions.remove("callback_data")
    if not actions:
        bad("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not button["text"]:
        bad("Inline keyboard button text must be non-empty")
    if rules.strict and len(actions) > 1:
        bad("Can't parse inline keyboard button: exactly one of the optional fields must be used")
    if len(button.get("callback_data", "").encode()) > rules.callback_data_limit:
        bad("BUTTON_DATA_INVALID")
    if "url" in actions and link(button["url"]) is None:
        bad(f"Inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in actions and not 1 <= len(button["copy_text"]["text"]) <= _COPIED:
        bad("BUTTON_COPY_TEXT_INVALID")
    _style(button)


def _reply(button: Json, *, private: bool) -> None:
    if not button["text"]:
        bad("Keyboard button text must be non-empty")
    asked = [name for name in _REQUESTS if button.get(name)]
    if len(asked) > 1:
        bad("Can't parse keyboard button: at most one of the optional fields may be used")
    if asked and not private:
        verb = "used" if asked[0] == "web_app" else "requested"
        bad(f"{_REQUESTS[asked[0]]} can be {verb} in private chats only")
    _style(button)


def _style(button: Json) -> None:
    if button.get("style", "").lower() not in _STYLES:
        bad("Can't parse button: invalid style specified")
