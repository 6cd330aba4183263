"""Which path is which call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adapters.emulators.line import asking, menus, sending

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.emulators.line.calls import Answer, Call
    from adapters.emulators.line.state import State

    Doing = Callable[[State, Call], Answer]


_ROUTES: tuple[tuple[str, str, str, Doing | None], ...] = (
    ("POST", "message/reply", "reply", sending.reply),
    ("POST", "message/push", "push", sending.push),
    ("POST", "message/multicast", "multicast", sending.multicast),
    ("POST", "message/narrowcast", "narrowcast", sending.narrowcast),
    ("GET", "message/progress/narrowcast", "narrowcast_progress", sending.narrowcast_progress),
    ("POST", "message/broadcast", "broadcast", sending.broadcast),
    ("POST", "message/validate/(?:reply|push|multicast|narrowcast|broadcast)", "validate", sending.validate),
    ("POST", "chat/loading/start", "loading", sending.loading),
    ("POST", "chat/markAsRead", "mark_as_read", sending.mark_as_read),
    ("GET", "profile/*", "profile", asking.profile),
    ("GET", "followers/ids", "followers", asking.followers),
    ("GET", "info", "info", asking.info),
    ("GET", "(?:group|room)/*/member/*", "member", asking.member),
    ("GET", "(?:group|room)/*/members/ids", "member_ids", asking.member_ids),
    ("GET", "(?:group|room)/*/members/count", "member_count", asking.count),
    ("GET", "group/*/summary", "group", asking.summary),
    ("POST", "(?:group|room)/*/leave", "leave", asking.leave),
    ("GET", "message/quota", "quota", asking.quota),
    ("GET", "message/quota/consumption", "consumption", asking.consumption),
    ("GET", "message/delivery/(?:reply|push|multicast|broadcast)", "delivered", asking.delivered),
    ("GET", "message/*/content", "content", asking.content),
    ("GET", "message/*/content/preview", "preview", asking.content),
    ("GET", "message/*/content/transcoding", "transcoding", asking.transcoding),
    ("GET", "channel/webhook/endpoint", "webhook", asking.webhook),
    ("PUT", "channel/webhook/endpoint", "set_webhook", asking.set_webhook),
    ("POST", "channel/webhook/test", "test_webhook", None),
    ("POST", "richmenu", "create_menu", menus.create),
    ("POST", "richmenu/validate", "validate_menu", menus.check),
    ("GET", "richmenu/list", "list_menus", menus.every),
    ("POST", "richmenu/alias", "create_alias", menus.create_alias),
    ("GET", "richmenu/alias/list", "list_aliases", menus.aliases),
    ("GET", "richmenu/alias/*", "get_alias", menus.get_alias),
    ("POST", "richmenu/alias/*", "update_alias", menus.update_alias),
    ("DELETE", "richmenu/alias/*", "delete_alias", menus.delete_alias),
    ("POST", "richmenu/bulk/link", "bulk_link", menus.bulk_link),
    ("POST", "richmenu/bulk/unlink", "bulk_unlink", menus.bulk_unlink),
    ("GET", "richmenu/*", "get_menu", menus.get),
    ("DELETE", "richmenu/*", "delete_menu", menus.delete),
    ("POST", "richmenu/*/content", "upload_menu", menus.upload),
    ("GET", "richmenu/*/content", "download_menu", menus.download),
    ("POST", "user/all/richmenu/*", "default_menu", menus.set_default),
    ("GET", "user/all/richmenu", "get_default_menu", menus.get_default),
    ("DELETE", "user/all/richmenu", "clear_default_menu", menus.clear_default),
    ("POST", "user/*/richmenu/*", "link_menu", menus.link),
    ("GET", "user/*/richmenu", "get_link", menus.get_link),
    ("DELETE", "user/*/richmenu", "unlink_menu", menus.unlink),
)
_SEARCHED = [
    (method, re.compile("/v2/bot/" + path.replace("*", "([^/]+)") + r"\Z"), name, doing)
    for method, path, name, doing in _ROUTES
]
_EXACT = {
    (method, f"/v2/bot/{path}"): (name, doing) for method, path, name, doing in _ROUTES if not set(path) & set("*(")
}
BODILESS = frozenset({"default_menu", "link_menu", "leave", "upload_menu"})
"""Calls that POST something other than a JSON body."""


def find(method: str, path: str) -> tuple[str, tuple[str, ...], Doing | None] | None:
    """Find the call of a path: its name, the parts of the path, what it does (None: the webhook test); None for 404."""
    exact = _EXACT.get((method, path))
    if exact is not None:
        return exact[0], (), exact[1]
    for known, pattern, name, doing in _SEARCHED:
        match = pattern.match(path) if known == method else None
        if match is not None:
            return name, match.groups(), doing
    return None
