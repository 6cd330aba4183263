"""What the keyboard does, and the few sentences that scripts say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.console.words import Words

SHORTCUTS = (
    ("j k", "shortcut_move"),
    ("o", "shortcut_open"),
    ("g q m s o c", "shortcut_views"),
    ("/", "shortcut_search"),
    ("c", "shortcut_claim"),
    ("r", "shortcut_reply"),
    ("Ctrl + Enter", "shortcut_send"),
    ("a", "shortcut_attach"),
    ("n", "shortcut_note"),
    ("i", "shortcut_insert"),
    ("t", "shortcut_transfer"),
    ("h", "shortcut_hold"),
    ("s", "shortcut_snooze"),
    ("e", "shortcut_resolve"),
    ("u", "shortcut_urgent"),
    ("?", "shortcut_help"),
    ("Esc", "shortcut_close"),
)
_SPOKEN = (
    "live_on", "live_lost", "live_ended", "minutes", "draft_unsaved", "draft_saving", "alerts_denied", "alert_line",
    "alert_opened", "alert_urgent", "alert_alarm", "busy", "trouble", "preview_waits",
    "attach_uploading", "attach_wait", "attach_failed", "attach_dismiss", "attach_why_large", "attach_why_many",
    "attach_drop_here",
)  # fmt: skip


def spoken(words: Words) -> str:
    """Give what scripts say, as JSON for a data attribute."""
    return json.dumps({key: words[key] for key in _SPOKEN}, ensure_ascii=False)
