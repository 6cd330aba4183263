"""The methods that show something new: texts, places, files, copies, forwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .entities import Formatted, formatted
from .markup import is_inline, keyboard
from .refusal import Json, bad
from .world import Post

if TYPE_CHECKING:
    from .state import Call, State
    from .world import Chat

_ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
     "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
     "cancel"}
)  # fmt: skip
_NORTH, _EAST = 90, 180
_SERVICE = (
    "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "forum_topic_created",
    "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
)  # fmt: skip
_CAPTIONED = ("photo", "document", "voice", "video", "audio")


def send_message(state: State, call: Call) -> Json:
    """Carry out sendMessage."""
    text = message_text(state, call)
    content: Json = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    if "link_preview_options" in call.args:
        content["link_preview_options"] = call.args["link_preview_options"]
    return show(state, call, content).object


def message_text(state: State, call: Call) -> Formatted:
    """Read the text of a message to send or to edit; refuse one too long or empty."""
    raw = call.args.get("text", "")
    if not raw:
        bad("Message text is empty")
    text = formatted(raw, call.args.get("parse_mode"), call.args.get("entities"), state.rules)
    if not text.text:
        bad("Text must be non-empty")
    if len(text.text) > state.rules.text_limit:
        bad("Message is too long")
    return text


def caption(state: State, call: Call) -> Json:
    """Read a caption; nothing when there is none."""
    raw = call.args.get("caption", "")
    text = formatted(raw, call.args.get("parse_mode"), call.args.get("caption_entities"), state.rules)
    if len(text.text) > state.rules.caption_limit:
        bad("Message caption is too long")
    found: Json = {"caption": text.text} if text.text else {}
    if text.entities:
        found["caption_entities"] = text.entities
    return found


def _location(call: Call) -> Json:
    latitude, longitude = call.args["latitude"], call.args["longitude"]
    if not (-_NORTH <= latitude <= _NORTH and -_EAST <= longitude <= _EAST):
        bad("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}


def send_location(state: State, call: Call) -> Json:
    """Carry out sendLocation."""
    return show(state, call, {"location": _location(call)}).object


def send_venue(state: State, call: Call) -> Json:
    """Carry out sendVenue."""
    location = _location(call)
    venue: Json = {"location": location, "title": call.args["title"], "address": call.args["address"]}
    extra = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    venue.update({name: call.args[name] for name in extra if name in call.args})
    return show(state, call, {"venue": venue, "location": location}).object


def send_contact(state: State, call: Call) -> Json:
    """Carry out sendContact."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    return show(state, call, {"contact": {name: call.args[name] for name in names if name in call.args}}).object


def keep_file(state: State, kind: str, name: str, size: int, data: bytes | None = None) -> Json:
    """Keep a file and give what the platform calls it; its bytes, when there are any, can be fetched by its path."""
    number = len(state.files) + 1
    file: Json = {"file_id": f"{kind}-{number:08d}", "file_unique_id": f"u{number:08d}", "file_size": size}
    state.files[file["file_id"]] = {**file, "file_path": f"{kind}s/file_{number}"}
    if data is not None:
        state.contents[f"{kind}s/file_{number}"] = data
    if kind == "document":
        file["file_name"] = name
    return file


def _given_file(state: State, given: str | Json, kind: str) -> Json:
    if isinstance(given, dict):
        limit = 10_485_760 if kind == "photo" else 52_428_800
        if given["size"] > limit:
            bad("file is too big")
        if not given["size"]:
            bad("file must be non-empty")
        return keep_file(state, kind, given["upload"], given["size"])
    if given in state.files:
        return {name: value for name, value in state.files[given].items() if name != "file_path"}
    if given.startswith(("http://", "https://")):
        return keep_file(state, kind, given.rsplit("/", 1)[-1], 1)
    return bad("wrong file identifier/HTTP URL specified")


def send_photo(state: State, call: Call) -> Json:
    """Carry out sendPhoto."""
    file = {**_given_file(state, call.args["photo"], "photo"), "width": 800, "height": 600}
    return show(state, call, {"photo": [file], **caption(state, call)}).object


def send_document(state: State, call: Call) -> Json:
    """Carry out sendDocument."""
    file = _given_file(state, call.args["document"], "document")
    return show(state, call, {"document": file, **caption(state, call)}).object


def send_chat_action(state: State, call: Call) -> bool:
    """Carry out sendChatAction: it shows for some seconds, or until the next message."""
    action = call.args["action"].lower()
    if action not in _ACTIONS:
        bad("Wrong parameter action in request")
    chat = state.writable(call.args["chat_id"])
    chat.typing_until = 0.0 if action == "cancel" else state.clock() + state.rules.typing
    state.world.touch(chat)
    return True


def show(state: State, call: Call, content: Json, *, markup: bool = True) -> Post:
    """Show a message of the bot, when chat, topic, reply, keyboard and rate allow it."""
    args = call.args
    chat = state.writable(args["chat_id"])
    thread = args.get("message_thread_id")
    if thread and state.world.topic(chat, thread).closed:
        bad("TOPIC_CLOSED", blame=False)
    keys = keyboard(args.get("reply_markup"), state.rules, private=chat.private) if markup else None
    now = state.clock()
    number_before = _replied(state, chat, args.get("reply_parameters"))
    state.rates.spend(chat, 1, now)
    number = state.world.number(chat)
    message: Json = {
        "message_id": number,
        "from": state.bot.user(),
        "chat": state.world.chat_object(chat),
        "date": int(now),
    }
    if thread:
        message.update(message_thread_id=thread, is_topic_message=True)
    if number_before:
        message["reply_to_message"] = number_before
    message.update(content)
    if keys is not None and is_inline(keys):
        message["reply_markup"] = keys
    if args.get("protect_content"):
        message["has_protected_content"] = True
    _lay_out(chat, keys, number)
    chat.typing_until = 0.0
    post = Post(number, True, state.bot.id, now, message, keys, bool(args.get("protect_content")))  # noqa: FBT003
    return state.world.post(chat, post)


def _lay_out(chat: Chat, keys: Json | None, number: int) -> None:
    if keys is not None and not is_inline(keys):
        chat.keyboard = None if keys.get("remove_keyboard") else keys
        chat.keyboard_post = number


def _replied(state: State, chat: Chat, parameters: Json | None) -> Json | None:
    if not parameters:
        return None
    source = state.chat(parameters["chat_id"]) if "chat_id" in parameters else chat
    post = source.shown(parameters["message_id"])
    if post is None:
        if not parameters.get("allow_sending_without_reply"):
            bad("message to be replied not found", blame=False)
        return None
    return {name: value for name, value in post.object.items() if name != "reply_to_message"}


def _content(post: Post) -> Json:
    fixed = {
        "message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message", "message_thread_id",
        "is_topic_message", "has_protected_content", "forward_origin",
    }  # fmt: skip
    return {name: value for name, value in post.object.items() if name not in fixed}


def _source(state: State, call: Call, number: int, verb: str) -> Post:
    post = state.chat(call.args["from_chat_id"]).shown(number)
    if post is None:
        bad(f"message to {verb} not found", blame=False)
    if any(name in post.object for name in _SERVICE):
        bad(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return post


def copy_message(state: State, call: Call) -> Json:
    """Carry out copyMessage."""
    content = _content(_source(state, call, call.args["message_id"], "copy"))
    if "caption" in call.args and any(name in content for name in _CAPTIONED):
        content = {name: value for name, value in content.items() if not name.startswith("caption")}
        content.update(caption(state, call))
    return {"message_id": show(state, call, content).id}


def copy_messages(state: State, call: Call) -> list[Json]:
    """Carry out copyMessages: what is missing or cannot be copied is passed over."""
    source = state.chat(call.args["from_chat_id"])
    posts = [source.shown(number) for number in call.args["message_ids"]]
    found = [post for post in posts if post and not any(name in post.object for name in _SERVICE)]
    if not found:
        bad("There are no messages to forward", blame=False)
    contents = [_content(post) for post in found]
    if call.args.get("remove_caption"):
        contents = [
            {name: value for name, value in content.items() if not name.startswith("caption")} for content in contents
        ]
    return [{"message_id": show(state, call, content, markup=False).id} for content in contents]


def forward_message(state: State, call: Call) -> Json:
    """Carry out forwardMessage."""
    post = _source(state, call, call.args["message_id"], "forward")
    if post.protected:
        bad("message can't be forwarded")
    origin = post.object.get("forward_origin") or {
        "type": "user",
        "sender_user": post.object["from"],
        "date": post.object["date"],
    }
    return show(state, call, {**_content(post), "forward_origin": origin}, markup=False).object
