"""Every number and switch of the platform in one place, so that a test may turn one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECOND, _HOUR = 1.0, 3600.0

RATES: Mapping[str, tuple[int, float]] = MappingProxyType(
    {
        "multicast": (200, _SECOND),
        "narrowcast": (60, _HOUR),
        "broadcast": (60, _HOUR),
        "loading": (100, _SECOND),
        "test_webhook": (60, _HOUR),
        "create_menu": (100, _HOUR),
        "delete_menu": (100, _HOUR),
        "list_menus": (10, _SECOND),
        "*": (2000, _SECOND),
    }
)
"""Requests and seconds of each call's bucket ([REF] "Rate limits", read 2026-11-23); `*` is any other call."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the emulated platform insists on. Times are in seconds.

    `token_life`, `token_renewal`: how long a reply token is good from its (re)delivery on, and until when after the
    event a redelivery renews it. `key_life`: how long a retry key is remembered. `monthly_limit`: pushes a month, None:
    unlimited. `rates`: see `RATES`; empty for none. `answer_limit`: how long the bot may take to answer a webhook.
    `redelivery`: the pauses before each further try of a failed delivery; empty when redelivery is off, as by default.
    `delay`, `duplicates`: every delivery waits that long; this share of them is made twice. `chat`: the account's chat
    is on, so messages count as read only when the bot says so. `hide_ids`: members of groups stay unnamed in events.
    `strict`: bodies are looked at in depth. `lean`: neither that nor journal bodies nor screens, for load tests.
    `reach`: addresses of the open web that are answered on this machine, for what messages point to.
    `connections`: parallel deliveries. `seed`: everything random follows from it.
    """

    token_life: float = 60.0
    token_renewal: float = 1200.0
    key_life: float = 86400.0
    monthly_limit: int | None = 200
    rates: Mapping[str, tuple[int, float]] = field(default_factory=lambda: RATES)
    answer_limit: float = 2.0
    redelivery: tuple[float, ...] = ()
    delay: float = 0.0
    duplicates: float = 0.0
    chat: bool = False
    hide_ids: bool = False
    strict: bool = True
    lean: bool = False
    largest_body: int = 2 * 1024 * 1024
    friend_days: int = 7
    menus: int = 1000
    reach: Mapping[str, str] = field(default_factory=dict)
    connections: int = 64
    seed: int = 1
