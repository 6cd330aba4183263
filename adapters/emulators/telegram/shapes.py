"""Objects a bot may send inside a call: their fields, checked like the server checks JSON (Bot API 10.1).

A field is written `name:type`, with `!` when it is required. Types: str, int, float, bool, chat (number or @name),
the name of a shape, `[type]` for an array of it, `any` where the stand-in looks no closer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .refusal import bad

if TYPE_CHECKING:
    from collections.abc import Mapping

Field = tuple[str, bool]
_ROWS = {
    "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]]",
    "InlineKeyboardButton": (
        "text!:str icon_custom_emoji_id:str style:str url:str callback_data:str web_app:WebAppInfo login_url:LoginUrl "
        "switch_inline_query:str switch_inline_query_current_chat:str switch_inline_query_chosen_chat:any "
        "copy_text:CopyTextButton callback_game:any pay:bool"
    ),
    "WebAppInfo": "url!:str",
    "LoginUrl": "url!:str forward_text:str bot_username:str request_write_access:bool",
    "CopyTextButton": "text!:str",
    "ReplyKeyboardMarkup": (
        "keyboard!:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool one_time_keyboard:bool "
        "input_field_placeholder:str selective:bool"
    ),
    "KeyboardButton": (
        "text!:str icon_custom_emoji_id:str style:str request_users:any request_chat:any request_managed_bot:any "
        "request_contact:bool request_location:bool request_poll:any web_app:WebAppInfo"
    ),
    "ReplyKeyboardRemove": "remove_keyboard!:bool selective:bool",
    "ForceReply": "force_reply!:bool input_field_placeholder:str selective:bool",
    "MessageEntity": (
        "type!:str offset!:int length!:int url:str user:any language:str custom_emoji_id:str unix_time:int "
        "date_time_format:str"
    ),
    "LinkPreviewOptions": (
        "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool show_above_text:bool"
    ),
    "ReplyParameters": (
        "message_id!:int chat_id:chat allow_sending_without_reply:bool quote:str quote_parse_mode:str "
        "quote_entities:[MessageEntity] quote_position:int checklist_task_id:int poll_option_id:str"
    ),
    "BotCommand": "command!:str description!:str",
    "BotCommandScope": "type!:str chat_id:chat user_id:int",
    "ReactionType": "type!:str emoji:str custom_emoji_id:str",
    "MenuButton": "type!:str text:str web_app:WebAppInfo",
}


def fields(row: str) -> dict[str, Field]:
    """Read one row of a table: the field's type, and whether it must be there."""
    found: dict[str, Field] = {}
    for word in row.split():
        name, kind = word.split(":", 1)
        found[name.removesuffix("!")] = (kind, name.endswith("!"))
    return found


SHAPES: Mapping[str, dict[str, Field]] = {name: fields(row) for name, row in _ROWS.items()}
_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "of type String"),
    "int": ((int,), "of type Number"),
    "float": ((int, float), "of type Number"),
    "bool": ((bool,), "of type Boolean"),
    "chat": ((int, str), "of type String"),
}


def check(value: Any, kind: str, name: str, *, strict: bool) -> None:  # noqa: ANN401 -- JSON of strangers
    """Refuse a value that is not of its type; `name` is the field's, for the wording."""
    if kind == "any":
        return
    if kind in _TYPES:
        types, wanted = _TYPES[kind]
        if not isinstance(value, types) or (isinstance(value, bool) and kind != "bool"):
            bad(f'Field "{name}" must be {wanted}')
    elif kind.startswith("["):
        if not isinstance(value, list):
            bad(f'Field "{name}" must be an Array{" of Arrays" if kind.startswith("[[") else ""}')
        for item in value:
            check(item, kind[1:-1], name, strict=strict)
    else:
        _check_object(value, kind, strict=strict)


def _check_object(value: Any, kind: str, *, strict: bool) -> None:  # noqa: ANN401
    if not isinstance(value, dict):
        bad(f"{kind} must be an Object")
    known = SHAPES[kind]
    for name, (inner, required) in known.items():
        if value.get(name) is not None:
            check(value[name], inner, name, strict=strict)
        elif required:
            bad(f'Can\'t find field "{name}"')
    if strict and (unknown := sorted(value.keys() - known.keys())):
        bad(f'Field "{unknown[0]}" is not known in {kind}')
