"""One parcel to one chat, and what a refusal means for the next try. Telegram knows no idempotency keys."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from telegram import (
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from adapters import jsons
from adapters.media.pictures import photographic
from adapters.telegram.client import NotSent, Slow, Unknown
from adapters.telegram.enclosed import CAPTION, COPY, MEDIA
from adapters.telegram.render import EDIT, FILE, TEXT, VENUE
from adapters.telegram.split import plain
from bot.errors import SendError
from bot.parcel import Receipt

if TYPE_CHECKING:
    from telegram import Bot, InputMedia, Message

    from adapters.media import Enclosure, Sent
    from bot.parcel import Dispatch

log = logging.getLogger(__name__)

TOKEN_S = 60.0
UNSURE, NO_WAY, TOKEN, GONE = "unsure", "route", "token", "file-gone"
_MEDIA = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
    "animation": InputMediaAnimation,
}
_UNPARSED = "can't parse entities"
_SAME = "message is not modified"
_NOBODY = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found", "bot was blocked")


async def deliver(bot: Bot, dispatch: Dispatch, sent: Sent | None = None) -> Receipt:
    """Make the call of a parcel; ``SendError`` says what may be done when it fails. ``sent`` gives what it brings."""
    if dispatch.unsure and dispatch.parcel.route not in (EDIT, CAPTION, MEDIA):
        raise SendError(UNSURE, retry=False, unsure=True)
    body = _body(dispatch)
    if dispatch.parcel.route == FILE:
        return await _bring(bot, dispatch, await sent(body["file"]) if sent is not None else None)
    try:
        return await _call(bot, dispatch, body)
    except SendError as refusal:
        if refusal.reason != _UNPARSED or "text" not in body:
            raise
    # That call was certainly not taken; the words matter more than their looks.
    log.warning("telegram could not read our markup; sent without it")
    del body["parse_mode"]
    return await _call(bot, dispatch, {**body, "text": plain(body["text"])})


def _body(dispatch: Dispatch) -> dict[str, Any]:
    body: dict[str, Any] = jsons.read(dispatch.parcel.body)
    return body


async def _call(bot: Bot, dispatch: Dispatch, body: dict[str, Any]) -> Receipt:
    try:
        match dispatch.parcel.route:
            case route if route == TEXT:
                said = await bot.send_message(int(dispatch.conversation), **body)
            case route if route == VENUE:
                said = await bot.send_venue(int(dispatch.conversation), **body)
            case route if route == COPY:
                copies = await bot.copy_messages(int(dispatch.conversation), **body)
                return Receipt(tuple(f"{dispatch.conversation}:{copy.message_id}" for copy in copies))
            case route if route in (EDIT, CAPTION, MEDIA):
                return await _edit(bot, dispatch, body)
            case _:
                raise SendError(NO_WAY, retry=False)
    except TelegramError as error:
        raise refusal(error) from None
    except (AttributeError, KeyError, TypeError, ValueError):
        # Accepted, but the answer is of a shape the library does not know.
        return Receipt()
    return Receipt((_name(said),))


async def _bring(bot: Bot, dispatch: Dispatch, file: Enclosure | None) -> Receipt:
    """Bring a file: a picture as one, where Telegram shows it as one; all else as a document with its name."""
    if file is None:
        raise SendError(GONE, retry=False)
    chat = int(dispatch.conversation)
    try:
        if file.picture and photographic(file.data, file.mime):
            said = await bot.send_photo(chat, photo=file.data, filename=file.name)
        else:
            said = await bot.send_document(chat, document=file.data, filename=file.name)
    except TelegramError as error:
        raise refusal(error) from None
    except (AttributeError, KeyError, TypeError, ValueError):
        return Receipt()
    return Receipt((_name(said),))


async def _edit(bot: Bot, dispatch: Dispatch, body: dict[str, Any]) -> Receipt:
    """Change a message of ours. Done twice it is the same, so an unclear end is no riddle: it is tried again."""
    try:
        if dispatch.parcel.route == MEDIA:
            await bot.edit_message_media(_media(body["media"]), int(dispatch.conversation), body["message_id"])
        else:
            change = bot.edit_message_text if dispatch.parcel.route == EDIT else bot.edit_message_caption
            await change(chat_id=int(dispatch.conversation), **body)
    except BadRequest as error:
        if _SAME not in error.message.lower():
            raise
    except Unknown as error:
        raise SendError(error.message, retry=True, unsure=True) from None
    return Receipt((f"{dispatch.conversation}:{body['message_id']}",))


def _media(given: dict[str, str]) -> InputMedia:
    """Write what is to stand there as the library wants it."""
    made: InputMedia = _MEDIA[given["type"]](given["media"], caption=given["caption"])
    return made


def _name(said: Message) -> str:
    return f"{said.chat.id}:{said.message_id}"


def refusal(error: TelegramError) -> SendError:  # noqa: PLR0911 - a line a kind
    """Say what an error of the Bot API means for a parcel."""
    match error:
        case Slow():
            return SendError("429", retry=True, wait=error.seconds)
        case InvalidToken():
            return SendError(TOKEN, retry=True, wait=TOKEN_S, broad=True)
        case Forbidden():
            return SendError("403", retry=False, gone=True)
        case ChatMigrated():
            return SendError("migrated", retry=False)
        case NotSent():
            return SendError("not connected", retry=True)
        case Unknown():
            return SendError(error.message, retry=False, unsure=True)
        case BadRequest():
            said = error.message.lower()
            if _UNPARSED in said:
                return SendError(_UNPARSED, retry=False)
            return SendError("400", retry=False, gone=any(reason in said for reason in _NOBODY))
        case NetworkError():
            return SendError("refused", retry=False)
        case _:
            # A body that is no answer of the Bot API, whatever its status says.
            return SendError("no answer", retry=False, unsure=True)
