"""What a bot says of itself: name, descriptions, commands, by language and scope (TDLib BotCommand.cpp, misc.cpp)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .refusal import Json, bad

if TYPE_CHECKING:
    from .state import Call, State

_COMMAND = re.compile(r"[a-z0-9_]+")
_MOST, _NAME, _ABOUT, _COMMAND_LENGTH = 100, 64, 256, 32
_LIMITS = {"name": _NAME, "description": 512, "short_description": 120}
_SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)
Scope = tuple[str, int, int]


class Profile:
    """The texts and lists as they were set."""

    def __init__(self, name: str) -> None:
        self.texts: dict[str, dict[str, str]] = {"name": {"": name}, "description": {}, "short_description": {}}
        self.commands: dict[tuple[Scope, str], list[Json]] = {}
        self.buttons: dict[int, Json] = {}

    def text(self, kind: str, language: str | None) -> str:
        """Give what a person with this language sees."""
        texts = self.texts[kind]
        return texts.get((language or "").lower()[:2]) or texts.get("", "")

    def menu(self, chat: int, language: str | None) -> list[Json]:
        """Give the commands a person sees in the private chat, the narrowest scope first."""
        code = (language or "").lower()[:2]
        for scope in (("chat", chat, 0), ("all_private_chats", 0, 0), ("default", 0, 0)):
            for tag in dict.fromkeys((code, "")):
                if (scope, tag) in self.commands:
                    return self.commands[scope, tag]
        return []


def _language(call: Call) -> str:
    code = call.args.get("language_code", "")
    if code and not re.fullmatch("[a-z]{2}", code):
        bad("Invalid language code specified")
    return str(code)


def _scope(state: State, call: Call) -> Scope:
    scope = call.args.get("scope") or {"type": "default"}
    kind = scope["type"]
    if kind not in _SCOPES:
        bad("Can't parse BotCommandScope: Unsupported type specified")
    if not kind.startswith("chat"):
        return kind, 0, 0
    if "chat_id" not in scope:
        bad("Can't parse BotCommandScope: Can't find field \"chat_id\"")
    chat = state.writable(int(scope["chat_id"]) if str(scope["chat_id"]).lstrip("-").isdecimal() else None)
    if kind != "chat" and chat.private:
        bad("can't change commands in private chats for this scope")
    return kind, chat.id, int(scope.get("user_id", 0))


def set_my_commands(state: State, call: Call) -> bool:
    """Carry out setMyCommands."""
    scope, language = _scope(state, call), _language(call)
    commands = [_command(command) for command in call.args["commands"]]
    if len(commands) > _MOST:
        bad("BOT_COMMANDS_TOO_MUCH")
    if commands:
        state.profile.commands[scope, language] = commands
    else:
        state.profile.commands.pop((scope, language), None)
    state.screens.touch(state.world.people)
    return True


def _command(given: Json) -> Json:
    name = given["command"].strip().removeprefix("/")
    about = given["description"].strip()
    if not name:
        bad("Command must be non-empty")
    if len(name) > _COMMAND_LENGTH:
        bad(f"Command length must not exceed {_COMMAND_LENGTH}")
    if not about:
        bad("Command description must be non-empty")
    if len(about) > _ABOUT:
        bad(f"Command description length must not exceed {_ABOUT}")
    if not _COMMAND.fullmatch(name):
        bad("BOT_COMMAND_INVALID")
    return {"command": name, "description": about}


def get_my_commands(state: State, call: Call) -> list[Json]:
    """Carry out getMyCommands: exactly this scope and language, nothing inherited."""
    return state.profile.commands.get((_scope(state, call), _language(call)), [])


def delete_my_commands(state: State, call: Call) -> bool:
    """Carry out deleteMyCommands."""
    state.profile.commands.pop((_scope(state, call), _language(call)), None)
    state.screens.touch(state.world.people)
    return True


def _set_text(state: State, call: Call, kind: str) -> bool:
    language, text = _language(call), str(call.args.get(kind, ""))
    if len(text) > _LIMITS[kind]:
        bad(f"{kind} is too long: at most {_LIMITS[kind]} characters")
    texts = state.profile.texts[kind]
    if text:
        texts[language] = text
    elif kind != "name" or language:
        texts.pop(language, None)
    state.screens.touch(state.world.people)
    return True


def _get_text(state: State, call: Call, kind: str) -> Json:
    texts = state.profile.texts[kind]
    given = texts.get(_language(call), "")
    return {kind: given or (texts[""] if kind == "name" else "")}


def set_my_name(state: State, call: Call) -> bool:
    """Carry out setMyName."""
    return _set_text(state, call, "name")


def set_my_description(state: State, call: Call) -> bool:
    """Carry out setMyDescription."""
    return _set_text(state, call, "description")


def set_my_short_description(state: State, call: Call) -> bool:
    """Carry out setMyShortDescription."""
    return _set_text(state, call, "short_description")


def get_my_name(state: State, call: Call) -> Json:
    """Carry out getMyName."""
    return _get_text(state, call, "name")


def get_my_description(state: State, call: Call) -> Json:
    """Carry out getMyDescription."""
    return _get_text(state, call, "description")


def get_my_short_description(state: State, call: Call) -> Json:
    """Carry out getMyShortDescription."""
    return _get_text(state, call, "short_description")


def set_chat_menu_button(state: State, call: Call) -> bool:
    """Carry out setChatMenuButton."""
    button = call.args.get("menu_button") or {"type": "default"}
    if button["type"] not in {"commands", "web_app", "default"}:
        bad("MenuButton has unsupported type")
    chat = call.args.get("chat_id", 0)
    if chat:
        state.chat(chat)
    state.profile.buttons[chat] = button
    return True


def get_chat_menu_button(state: State, call: Call) -> Json:
    """Carry out getChatMenuButton."""
    buttons = state.profile.buttons
    return buttons.get(call.args.get("chat_id", 0)) or buttons.get(0) or {"type": "default"}
