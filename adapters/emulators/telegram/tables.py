"""The methods and their parameters (Bot API 10.1, core.telegram.org/bots/api, read 2026-11-23).

Written as in shapes.py; further types: `file` (an upload, a file_id or an address), `json:<Shape>`, `ids` (array of
message ids), `strings` (array of texts), `markup` (one of the four keyboards).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .shapes import Field, fields

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHERE = "chat_id!:chat message_thread_id:int direct_messages_topic_id:int "
_HOW = (
    "disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str "
    "suggested_post_parameters:any "
)
_SENT = "business_connection_id:str " + _WHERE + _HOW + "reply_parameters:ReplyParameters reply_markup:markup "
_CAPTION = "caption:str parse_mode:str caption_entities:[MessageEntity] "
_EDITED = "business_connection_id:str chat_id:chat message_id:int inline_message_id:str reply_markup:markup "
_MENU = "scope:BotCommandScope language_code:str"
_TOPIC = "chat_id!:chat message_thread_id!:int "

_ROWS = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:strings",
    "setWebhook": (
        "url!:str certificate:file ip_address:str max_connections:int allowed_updates:strings "
        "drop_pending_updates:bool secret_token:str"
    ),
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": _SENT + "text!:str parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions",
    "sendPhoto": _SENT + _CAPTION + "photo!:file show_caption_above_media:bool has_spoiler:bool",
    "sendDocument": _SENT + _CAPTION + "document!:file thumbnail:file disable_content_type_detection:bool",
    "sendLocation": (
        _SENT + "latitude!:float longitude!:float horizontal_accuracy:float live_period:int heading:int "
        "proximity_alert_radius:int"
    ),
    "sendVenue": (
        _SENT + "latitude!:float longitude!:float title!:str address!:str foursquare_id:str foursquare_type:str "
        "google_place_id:str google_place_type:str"
    ),
    "sendContact": _SENT + "phone_number!:str first_name!:str last_name:str vcard:str",
    "sendChatAction": "business_connection_id:str chat_id!:chat message_thread_id:int action!:str",
    "copyMessage": (
        _WHERE + _HOW + _CAPTION + "reply_parameters:ReplyParameters reply_markup:markup from_chat_id!:chat "
        "message_id!:int video_start_timestamp:int show_caption_above_media:bool"
    ),
    "copyMessages": (
        _WHERE + "from_chat_id!:chat message_ids!:ids disable_notification:bool protect_content:bool "
        "remove_caption:bool"
    ),
    "forwardMessage": (
        _WHERE + "from_chat_id!:chat message_id!:int video_start_timestamp:int disable_notification:bool "
        "protect_content:bool message_effect_id:str suggested_post_parameters:any"
    ),
    "editMessageText": (
        _EDITED + "text:str parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions "
        "rich_message:any"
    ),
    "editMessageReplyMarkup": _EDITED,
    "editMessageMedia": _EDITED + "media!:any",
    "editMessageCaption": _EDITED + _CAPTION + "show_caption_above_media:bool",
    "deleteMessage": "chat_id!:chat message_id!:int",
    "deleteMessages": "chat_id!:chat message_ids!:ids",
    "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
    "setMessageReaction": "chat_id!:chat message_id!:int reaction:[ReactionType] is_big:bool",
    "setMyCommands": "commands!:[BotCommand] " + _MENU,
    "getMyCommands": _MENU,
    "deleteMyCommands": _MENU,
    "setMyName": "name:str language_code:str",
    "getMyName": "language_code:str",
    "setMyDescription": "description:str language_code:str",
    "getMyDescription": "language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "getMyShortDescription": "language_code:str",
    "setChatMenuButton": "chat_id:int menu_button:MenuButton",
    "getChatMenuButton": "chat_id:int",
    "getChat": "chat_id!:chat",
    "getChatMember": "chat_id!:chat user_id!:int",
    "leaveChat": "chat_id!:chat",
    "getFile": "file_id!:str",
    "createForumTopic": "chat_id!:chat name!:str icon_color:int icon_custom_emoji_id:str",
    "editForumTopic": _TOPIC + "name:str icon_custom_emoji_id:str",
    "closeForumTopic": _TOPIC,
    "reopenForumTopic": _TOPIC,
    "deleteForumTopic": _TOPIC,
}

METHODS: Mapping[str, dict[str, Field]] = {name: fields(row) for name, row in _ROWS.items()}
NAMES: Mapping[str, str] = {name.lower(): name for name in METHODS}
"""The server does not mind upper and lower case in a method's name."""

KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "guest_message", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot",
)  # fmt: skip
"""Kinds of updates, those included that the stand-in never makes."""
DEFAULT_KINDS = frozenset(KINDS) - {"chat_member", "message_reaction", "message_reaction_count"}
