"""The methods that change what is shown: edits, deletions, answers to taps, reactions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .entities import formatted
from .markup import inline, is_inline
from .refusal import Json, bad
from .sending import caption, message_text

if TYPE_CHECKING:
    from .state import Call, State
    from .world import Chat, Post

_CAPTIONED = frozenset({"photo", "document", "voice", "video", "audio"})
_EXCHANGED = ("photo", "video", "document", "audio", "animation")
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
REACTIONS = frozenset(
    {"❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩",
     "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤\u200d🔥", "🌚", "🌭", "💯",
     "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭",
     "🤓", "👻", "👨\u200d💻", "👀", "🎃", "🙈", "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄",
     "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷\u200d♂",
     "🤷", "🤷\u200d♀", "😡"}
)  # fmt: skip


def _own(state: State, call: Call, *, only_markup: bool) -> tuple[Chat, Post]:
    args = call.args
    if "chat_id" not in args and "message_id" not in args:
        bad("Message identifier is not specified")
    chat = state.writable(args.get("chat_id"))
    post = chat.shown(args.get("message_id", 0))
    if post is None:
        bad("message to edit not found", blame=False)
    if not post.by_bot or (post.markup is not None and not is_inline(post.markup)) or "forward_origin" in post.object:
        bad("Message can't be edited")
    if not only_markup and call.method == "editMessageText" and "text" not in post.object:
        bad("There is no text in the message to edit")
    return chat, post


def _change(state: State, call: Call, content: Json | None, drop: tuple[str, ...]) -> Json:
    chat, post = _own(state, call, only_markup=content is None)
    keys = inline(call.args.get("reply_markup"), state.rules)
    before = {name: post.object[name] for name in drop if name in post.object}
    if (content is None or content == before) and keys == post.markup:
        bad(_SAME, blame=False)
    after = {name: value for name, value in post.object.items() if name not in {*drop, "reply_markup"}}
    if content is not None:
        after.update(content)
        after["edit_date"] = int(state.clock())
        post.edited = True
    else:
        after.update(before)
    if keys is not None:
        after["reply_markup"] = keys
    post.object, post.markup = after, keys
    state.world.touch(chat)
    return after


def edit_message_text(state: State, call: Call) -> Json:
    """Carry out editMessageText."""
    text = message_text(state, call)
    content: Json = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    if "link_preview_options" in call.args:
        content["link_preview_options"] = call.args["link_preview_options"]
    return _change(state, call, content, ("text", "entities", "link_preview_options"))


def edit_message_caption(state: State, call: Call) -> Json:
    """Carry out editMessageCaption."""
    content = caption(state, call)
    _, post = _own(state, call, only_markup=False)
    if not _CAPTIONED & post.object.keys():
        bad("There is no caption in the message to edit")
    return _change(state, call, content, ("caption", "caption_entities"))


def edit_message_media(state: State, call: Call) -> Json:
    """Carry out editMessageMedia, for files that the platform has already."""
    _, post = _own(state, call, only_markup=False)
    media = call.args["media"]
    kind = media.get("type") if isinstance(media, dict) else None
    if kind not in _EXCHANGED:
        bad("Can't parse InputMedia: type is invalid")
    if media.get("media") not in state.files:
        bad("wrong file identifier/HTTP URL specified")
    if not _CAPTIONED & post.object.keys() or "voice" in post.object:
        bad("message can't be edited")
    if "media_group_id" in post.object and (kind == "document") != ("document" in post.object):
        bad("message media of an album can't be changed to another type")
    file = {name: value for name, value in state.files[media["media"]].items() if name != "file_path"}
    words = formatted(media.get("caption", ""), media.get("parse_mode"), media.get("caption_entities"), state.rules)
    content: Json = {kind: [file] if kind == "photo" else file}
    if words.text:
        content["caption"] = words.text
    if words.entities:
        content["caption_entities"] = words.entities
    return _change(state, call, content, (*_EXCHANGED, "caption", "caption_entities"))


def edit_message_reply_markup(state: State, call: Call) -> Json:
    """Carry out editMessageReplyMarkup."""
    return _change(state, call, None, ())


def _delete(state: State, chat: Chat, post: Post) -> None:
    if state.clock() - post.at > state.rules.deletable:
        bad("message can't be deleted for everyone", blame=False)
    if not chat.private and not post.by_bot and "can_delete_messages" not in chat.rights:
        bad("message can't be deleted")
    post.deleted = True
    if chat.keyboard_post == post.id:
        chat.keyboard = None
    state.world.touch(chat)


def delete_message(state: State, call: Call) -> bool:
    """Carry out deleteMessage."""
    chat = state.writable(call.args["chat_id"])
    post = chat.shown(call.args["message_id"])
    if post is None:
        bad("message to delete not found", blame=False)
    _delete(state, chat, post)
    return True


def delete_messages(state: State, call: Call) -> bool:
    """Carry out deleteMessages: what is missing is passed over."""
    chat = state.writable(call.args["chat_id"])
    for number in call.args["message_ids"]:
        post = chat.shown(number)
        if post is not None:
            _delete(state, chat, post)
    return True


def answer_callback_query(state: State, call: Call) -> bool:
    """Carry out answerCallbackQuery: once, in time, at most 200 characters."""
    args = call.args
    callback = state.callbacks.get(args["callback_query_id"])
    late = callback is not None and state.clock() - callback.at > state.rules.callback_life
    if callback is None or late or callback.answer is not None:
        if callback is not None and callback.answer is not None:
            call.blame("the callback query was answered before")
        bad("query is too old and response timeout expired or query ID is invalid", blame=callback is None)
    if len(args.get("text", "")) > state.rules.answer_limit:
        bad("MESSAGE_TOO_LONG")
    url = args.get("url", "")
    if url and not re.match(rf"(https?://)?t\.me/{state.bot.username}\?start=", url):
        bad("URL_INVALID")
    callback.answer = {"text": args.get("text", ""), "show_alert": bool(args.get("show_alert")), "url": url}
    state.screens.touch([callback.person])
    return True


def set_message_reaction(state: State, call: Call) -> bool:
    """Carry out setMessageReaction: a bot may set one."""
    chat = state.writable(call.args["chat_id"])
    post = chat.shown(call.args["message_id"])
    if post is None:
        bad("message to react not found", blame=False)
    reactions = call.args.get("reaction", [])
    if len(reactions) > 1:
        bad("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction["type"] not in {"emoji", "custom_emoji", "paid"}:
            bad("invalid reaction type specified")
        if reaction["type"] == "paid" or (reaction["type"] == "emoji" and reaction.get("emoji") not in REACTIONS):
            bad("REACTION_INVALID")
    post.reaction = reactions
    state.world.touch(chat)
    return True
