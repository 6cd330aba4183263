"""The methods about the bot and how it hears of things (Client.cpp process_set_webhook_query, do_set_webhook)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .refusal import Json, bad, flooded
from .tables import DEFAULT_KINDS, KINDS

if TYPE_CHECKING:
    from .state import Call, State

_NEAR = frozenset({"127.0.0.1", "localhost", "::1"})
_PORTS = frozenset({80, 88, 443, 8443})
_LONGEST, _MOST = 256, 100


def get_me(state: State, _: Call) -> Json:
    """Carry out getMe."""
    flags = dict.fromkeys(
        ("supports_inline_queries", "can_connect_to_business", "has_main_web_app", "has_topics_enabled"), False
    )
    reads = {"can_join_groups": True, "can_read_all_group_messages": not state.bot.privacy}
    return {**state.bot.user(), **reads, **flags}


def set_webhook(state: State, call: Call) -> bool:
    """Carry out setWebhook. An empty address removes it; the same call again changes nothing."""
    args = call.args
    url = args.get("url", "")
    if not url:
        return delete_webhook(state, call)
    _check_url(url)
    secret = args.get("secret_token", "")
    if len(secret.encode()) > _LONGEST:
        bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        bad("secret token contains unallowed characters")
    now = state.clock()
    if now < state.hook.set_at + state.rules.webhook_spacing:
        flooded(1)
    state.hook.set_at = now
    connections = min(max(args.get("max_connections", state.rules.max_connections), 1), _MOST)
    same = (state.hook.url, state.hook.secret, state.hook.connections) == (url, secret, connections)
    allow(state, call)
    if args.get("drop_pending_updates"):
        state.updates.clear()
        same = False
    call.description = "Webhook is already set" if same else "Webhook was set"
    if not same:
        hook = state.hook
        hook.url, hook.secret, hook.connections, hook.error, hook.error_at = url, secret, connections, "", 0
    return True


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if not host:
        bad("invalid webhook URL specified")
    # The stand-in itself lives on one machine, so plain HTTP to that machine is let pass.
    if host in _NEAR:
        return
    if parts.scheme != "https":
        bad("bad webhook: An HTTPS URL must be provided for webhook")
    if port is not None and port not in _PORTS:
        bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def allow(state: State, call: Call) -> None:
    """Take over which kinds of updates are asked for; they stay until changed."""
    kinds = call.args.get("allowed_updates")
    for kind in kinds or []:
        if kind.lower() not in KINDS:
            call.blame(f"there is no kind of update called {kind[:40]!r}")
    state.updates.allow(None if kinds is None else [kind.lower() for kind in kinds])


def delete_webhook(state: State, call: Call) -> bool:
    """Carry out deleteWebhook."""
    if call.args.get("drop_pending_updates"):
        state.updates.clear()
    call.description = "Webhook was deleted" if state.hook.url else "Webhook is already deleted"
    state.hook.url = state.hook.secret = ""
    return True


def get_webhook_info(state: State, _: Call) -> Json:
    """Carry out getWebhookInfo."""
    hook = state.hook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": state.updates.count(),
    }
    if hook.error_at:
        info.update(last_error_date=hook.error_at, last_error_message=hook.error)
    if hook.url:
        info.update(max_connections=hook.connections, ip_address="127.0.0.1")
    if state.updates.allowed != DEFAULT_KINDS:
        info["allowed_updates"] = sorted(state.updates.allowed)
    return info
