"""Where a call is carried out: checked against the tables, done, written into the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import editing, profile, rooms, sending, setup
from .polling import Polling
from .refusal import Json, Refused
from .state import Call
from .values import conform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .journal import Entry
    from .state import State

_DOING: Mapping[str, Callable[[State, Call], object]] = {
    "getMe": setup.get_me,
    "setWebhook": setup.set_webhook,
    "deleteWebhook": setup.delete_webhook,
    "getWebhookInfo": setup.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendLocation": sending.send_location,
    "sendVenue": sending.send_venue,
    "sendContact": sending.send_contact,
    "sendChatAction": sending.send_chat_action,
    "copyMessage": sending.copy_message,
    "copyMessages": sending.copy_messages,
    "forwardMessage": sending.forward_message,
    "editMessageText": editing.edit_message_text,
    "editMessageMedia": editing.edit_message_media,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_callback_query,
    "setMessageReaction": editing.set_message_reaction,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getChat": rooms.get_chat,
    "getChatMember": rooms.get_chat_member,
    "leaveChat": rooms.leave_chat,
    "getFile": rooms.get_file,
    "createForumTopic": rooms.create_forum_topic,
    "editForumTopic": rooms.edit_forum_topic,
    "closeForumTopic": rooms.close_forum_topic,
    "reopenForumTopic": rooms.reopen_forum_topic,
    "deleteForumTopic": rooms.delete_forum_topic,
}


class Desk:
    """Carries out calls. `on_webhook` is called when where updates go has changed."""

    def __init__(self, state: State, on_webhook: Callable[[], None]) -> None:
        self._state = state
        self._on_webhook = on_webhook
        self.polling = Polling(state)

    async def carry_out(self, method: str, raw: Json, entry: Entry) -> tuple[int, Json]:
        """Do what a call asks for and give status and body of the answer."""
        state = self._state
        if not (state.rules.lean and method == "getUpdates"):
            entry.body = raw
        try:
            call = Call(method, conform(method, raw, strict=state.rules.strict), entry)
            result = await self._do(call)
        except Refused as refused:
            return self.refuse(refused, entry)
        entry.accepted = True
        entry.result = None if state.rules.lean and method == "getUpdates" else result
        body: Json = {"ok": True, "result": result}
        if call.description:
            body["description"] = call.description
        return 200, body

    def refuse(self, refused: Refused, entry: Entry) -> tuple[int, Json]:
        """Write a refusal down and give the answer."""
        entry.error = refused.description
        if refused.blame:
            entry.problems.append(refused.description)
        return refused.code, refused.answer()

    async def _do(self, call: Call) -> Any:  # noqa: ANN401 -- each method has its own result
        if call.method == "getUpdates":
            return await self.polling.get(call)
        before = self._state.hook.url, self._state.hook.secret, self._state.hook.connections
        result = _DOING[call.method](self._state, call)
        if before != (self._state.hook.url, self._state.hook.secret, self._state.hook.connections):
            if self._state.hook.url:
                self.polling.webhook_set()
            self._on_webhook()
        return result
