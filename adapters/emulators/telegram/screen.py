"""What one person sees."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .refusal import Json
    from .state import State
    from .world import Post


def screen(state: State, person: int, chat: int = 0) -> Json:
    """Give the private chat with the bot, or a group, as JSON. `callbacks` without an answer are still spinning."""
    who = state.world.person(person)
    room = state.world.chats[chat or person]
    kinds = ("name", "description", "short_description")
    buttons = state.profile.buttons
    return {
        "items": [_item(post, person) for post in room.posts.values()],
        "typing": state.clock() < room.typing_until,
        "keyboard": room.keyboard,
        "menu": state.profile.menu(person, who.language),
        "menu_button": buttons.get(person) or buttons.get(0) or {"type": "default"},
        "profile": {kind: state.profile.text(kind, who.language) for kind in kinds},
        "callbacks": [
            {"id": one.id, "message_id": one.post, "data": one.data, "answer": one.answer}
            for one in state.callbacks.values()
            if one.person == person
        ],
        "topics": [{**topic.object(), "closed": topic.closed} for topic in room.topics.values()],
        "started": who.started,
        "blocked": who.blocked,
        "version": state.screens.version(person),
    }


def _item(post: Post, person: int) -> Json:
    return {
        "id": post.id,
        "mine": post.sender == person,
        "at": datetime.fromtimestamp(post.at, UTC).isoformat(),
        "object": post.object,
        "reaction": post.reaction,
        "deleted": post.deleted,
        "edited": post.edited,
    }
