"""What is in the house itself: the settings, the library, the disk, the key."""

from __future__ import annotations

import shutil
import stat
from ipaddress import ip_address
from typing import TYPE_CHECKING

from adapters.doctor.finding import Finding, ok, warning, wrong
from adapters.metrics import BUILT
from adapters.metrics.readiness import ROOM
from bot.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from adapters.settings import Settings

ENOUGH = 2 << 30
"""Bytes of free disk below which it is time to make room."""
_GB = 1_000_000_000
_SKEW, _FAR = 30, 300


def settings_read(settings: Settings) -> Iterator[Finding]:
    """Look at the settings: each is good by itself by now; do they fit each other."""
    line, telegram = ("on" if each else "off" for each in (settings.line, settings.telegram))
    yield ok("settings", f"read: web chat on, LINE {line}, Telegram {telegram}")
    if settings.line and not settings.public_url:
        yield wrong(
            "settings",
            "LINE is on, but PUBLIC_URL is empty: LINE cannot know where to bring messages",
            "set PUBLIC_URL to the https address that people use (docs/line.md)",
        )
    if settings.telegram and not settings.telegram.polling and not settings.public_url:
        yield wrong(
            "settings",
            "TELEGRAM_MODE is webhook, but PUBLIC_URL is empty",
            "set PUBLIC_URL, or leave TELEGRAM_MODE empty: then the counter fetches the messages itself",
        )
    if settings.public_url.startswith("http://"):
        yield warning(
            "settings",
            "PUBLIC_URL begins with http://: what people write travels in the open, and platforms refuse it",
            "put a proxy with TLS in front (docs/operating.md) and write https://",
        )
    if not _loopback(settings.host) and not settings.public_url:
        yield warning(
            "settings",
            "HOST listens to the network, and PUBLIC_URL is empty",
            "set HOST=127.0.0.1, or put a proxy with TLS in front and set PUBLIC_URL",
        )
    if settings.metrics_port and not _loopback(settings.host) and not settings.metrics_token:
        yield warning(
            "settings",
            "METRICS_PORT is set without METRICS_TOKEN: only programs on this machine may read the figures",
            "make a token with: openssl rand -hex 32",
        )


def knowledge_loads(settings: Settings) -> Iterator[Finding]:
    """Load the library as the counter does; without training it. Takes a second or two."""
    from knowledge.library import load  # noqa: PLC0415 - heavy, and not needed by the other checks
    from knowledge.publish import fresh_artefact  # noqa: PLC0415

    try:
        library = load(settings.knowledge_dir)
        trained = fresh_artefact(library, settings.data_dir / "finder") is not None
    except KnowledgeError:
        yield wrong("knowledge", "the library cannot be loaded", "madoguchi check --errors says where and why")
        return
    count = len(library.entries)
    if trained:
        yield ok("knowledge", f"{count} entries, and the finder knows them")
    else:
        yield warning(
            "knowledge",
            f"{count} entries, but the finder knows another state of them",
            "madoguchi publish; else the counter trains at its next start, a minute or more",
        )


def disk_has_room(settings: Settings) -> Iterator[Finding]:
    """Look at the free space where the data lies, and whether this user may write there."""
    free = shutil.disk_usage(nearest(settings.data_dir)).free
    says = f"{free / _GB:.1f} GB free for {settings.data_dir}"
    do = "make room, or move DATA_DIR to a larger disk"
    if free < ROOM:
        yield wrong("disk", says, do)
    elif free < ENOUGH:
        yield warning("disk", says, do)
    else:
        yield ok("disk", says)


def key_is_kept(settings: Settings, *, data_exists: bool) -> Iterator[Finding]:
    """Look whether the key is there and who may read it. Whether it is the right one, the database knows."""
    file = settings.data_dir / "data.key"
    if settings.data_key:
        keys = sum(bool(part.strip()) for part in settings.data_key.split(","))
        yield ok("key", "DATA_KEY is set" + (f", {keys} keys: the first writes" if keys > 1 else ""))
    elif not file.exists() and data_exists:
        yield wrong(
            "key",
            f"there is data, but {file} is missing and DATA_KEY is not set",
            "restore the file from your backup, or set DATA_KEY to the key that the data was written with",
        )
    elif not file.exists():
        yield ok("key", "none yet; one is made at the first start")
    elif file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield warning("key", f"others on this machine may read {file}", f"chmod 600 {file}")
    elif settings.public_url:
        yield warning(
            "key",
            f"the key lies beside the data, in {file}: who takes one takes both",
            "in service set DATA_KEY from where you keep secrets (docs/operating.md)",
        )
    else:
        yield ok("key", f"kept in {file}")


def clock_is_right(now: datetime, told: datetime | None, by: str) -> Finding:
    """Compare the clock with the date that a platform puts on its answers."""
    do = "let the machine set its clock by itself (timedatectl set-ntp true)"
    if now < BUILT:
        return wrong("clock", f"this machine believes it is {now:%Y-%m-%d}", do)
    if told is None:
        return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC; no platform was there to compare it with")
    off = abs((now - told).total_seconds())
    if off >= _FAR:
        return wrong("clock", f"{off:.0f} seconds away from {by}", do)
    if off >= _SKEW:
        return warning("clock", f"{off:.0f} seconds away from {by}", do)
    return ok("clock", f"agrees with {by}")


def nearest(folder: Path) -> Path:
    """Give the nearest folder that exists: the one in which a new one would be made."""
    folder = folder.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
