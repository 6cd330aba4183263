"""Settings: read once from the environment and ``.env``, all problems reported together."""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROOT = Path(__file__).resolve().parent.parent
_KEY_BYTES = 32
_PORTS = range(1, 65536)
_MEMORY_MB, _LEAST_MEMORY_MB = 1000, 200

_LINE_API = "https://api.line.me"
_TELEGRAM_API = "https://api.telegram.org"
_ARGOS_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main"
_TELEGRAM_GROUP = re.compile(r"-\d{1,18}", re.ASCII)
_OIDC = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
_TELEGRAM_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class LineSettings:
    """A LINE Official Account's Messaging API channel. ``api_base_url`` without a slash at its end."""

    channel_secret: str
    channel_access_token: str
    api_base_url: str
    mark_as_read: bool


@dataclass(frozen=True, slots=True, repr=False)
class TelegramSettings:
    """A Telegram bot. ``polling``: the counter fetches its updates; else Telegram posts them to us.

    staff_chat      id of the group where staff answer, 0 when there is none; staff_language: what is said there
    """

    bot_token: str
    webhook_secret: str
    api_base_url: str
    polling: bool
    staff_chat: int = 0
    staff_language: str = "ja"


@dataclass(frozen=True, slots=True, repr=False)
class OidcSettings:
    """The sign-in of an organisation (OpenID Connect), for staff who have an account there.

    issuer   its address, exactly as it writes it itself
    domains, groups  of whom alone it is taken: domains of addresses, values of the claim "groups"; empty: of all
    trusted  its own second factor is enough; else our code is asked for as well
    """

    issuer: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    trusted: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class TranslateSettings:
    """What translates for counselors.

    engine    "argos", "libretranslate", "none", or "" for Argos where it is installed
    packages, home  the folder of its models, and one where it may make folders of its own
    memory    bytes that one of its processes may have
    url, key  of a LibreTranslate server; index: where packages are fetched from when an operator says so
    """

    engine: str
    packages: Path
    home: Path
    memory: int
    url: str
    key: str
    index: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decided. Secrets never appear in ``repr`` or in a log.

    database_url  SQLAlchemy URL; "" means SQLite below ``data_dir``
    data_key      base64 keys for the texts in the store, comma separated, the first one writes;
                  "" means that a key is made and kept beside the database
    public_url    the address people use, "" while there is none
    line, telegram  None while the channel is off
    oidc          None while staff come in by our own passwords and passkeys alone
    translate     None means that nothing translates
    metrics_token   what a scraper of /metrics must show; metrics_port: serve it there instead (0: not)
    log_format    "json", "text", or "" for text on a terminal and JSON elsewhere
    """

    database_url: str
    host: str
    port: int
    public_url: str
    data_key: str
    data_dir: Path
    knowledge_dir: Path
    line: LineSettings | None = None
    telegram: TelegramSettings | None = None
    oidc: OidcSettings | None = None
    metrics_token: str = ""
    metrics_port: int = 0
    log_format: str = ""
    translate: TranslateSettings | None = None

    def __repr__(self) -> str:
        """Say nothing that could be a secret."""
        return f"Settings(host={self.host!r}, port={self.port}, knowledge_dir={str(self.knowledge_dir)!r})"


def read_settings(environment: Mapping[str, str] | None = None, dotenv: Path | None = None) -> Settings:
    """Read the settings; SettingsError names every problem and what to do about each."""
    env = dict(_dotenv(dotenv if dotenv is not None else Path(".env")))
    env.update(environment if environment is not None else os.environ)
    problems: list[str] = []
    settings = Settings(
        database_url=_database(env.get("DATABASE_URL", ""), problems),
        host=env.get("HOST", "").strip() or "127.0.0.1",
        port=_port("PORT", env.get("PORT", ""), 8000, problems),
        public_url=_url("PUBLIC_URL", env.get("PUBLIC_URL", ""), problems),
        data_key=_keys(env.get("DATA_KEY", ""), problems),
        data_dir=Path(env.get("DATA_DIR", "") or "data"),
        knowledge_dir=_folder(env.get("KNOWLEDGE_DIR", ""), problems),
        line=_line(env, problems),
        telegram=_telegram(env, problems),
        oidc=_oidc(env, problems),
        metrics_token=env.get("METRICS_TOKEN", "").strip(),
        metrics_port=_port("METRICS_PORT", env.get("METRICS_PORT", ""), 0, problems),
        log_format=_one_of("LOG_FORMAT", env.get("LOG_FORMAT", ""), ("", "text", "json"), problems),
        translate=_translate(env, problems),
    )
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def _dotenv(path: Path) -> dict[str, str]:
    """Read KEY=value lines; quotes around a value are taken off, # begins a comment line."""
    if not path.is_file():
        return {}
    lines = (line.strip().removeprefix("export ") for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {key.strip(): value.strip().strip("\"'") for key, value in pairs}


def _database(value: str, problems: list[str]) -> str:
    scheme = value.split(":", 1)[0].split("+", 1)[0]
    if value and scheme not in {"sqlite", "postgresql", "postgres"}:
        problems.append("DATABASE_URL: write sqlite:///path or postgresql://user@host/name, or leave it empty")
    return value


def _line(env: Mapping[str, str], problems: list[str]) -> LineSettings | None:
    secret, token = env.get("LINE_CHANNEL_SECRET", "").strip(), env.get("LINE_CHANNEL_ACCESS_TOKEN", "").strip()
    base = _url("LINE_API_BASE_URL", env.get("LINE_API_BASE_URL", ""), problems) or _LINE_API
    read = _one_of("LINE_MARK_AS_READ", env.get("LINE_MARK_AS_READ", ""), ("", "no", "yes"), problems)
    if not secret and not token:
        return None
    for name, value in (("LINE_CHANNEL_SECRET", secret), ("LINE_CHANNEL_ACCESS_TOKEN", token)):
        if not _header_safe(value):
            problems.append(f"{name}: LINE needs it too; copy it from the LINE Developers Console (docs/line.md)")
    return LineSettings(secret, token, base, read == "yes")


def _telegram(env: Mapping[str, str], problems: list[str]) -> TelegramSettings | None:
    token, secret = env.get("TELEGRAM_BOT_TOKEN", "").strip(), env.get("TELEGRAM_WEBHOOK_SECRET", "").strip()
    base = _url("TELEGRAM_API_BASE_URL", env.get("TELEGRAM_API_BASE_URL", ""), problems) or _TELEGRAM_API
    mode = _one_of("TELEGRAM_MODE", env.get("TELEGRAM_MODE", ""), ("", "polling", "webhook"), problems)
    staff = _group(env.get("TELEGRAM_STAFF_CHAT_ID", ""), problems)
    speaks = _one_of("TELEGRAM_STAFF_LANGUAGE", env.get("TELEGRAM_STAFF_LANGUAGE", ""), ("", "ja", "en"), problems)
    if not token:
        if staff:
            problems.append("TELEGRAM_STAFF_CHAT_ID: the staff group needs TELEGRAM_BOT_TOKEN too (docs/telegram.md)")
        return None
    if not _header_safe(token) or "/" in token:
        problems.append("TELEGRAM_BOT_TOKEN: copy the token as @BotFather gave it, like 123456789:AA…")
    if mode == "webhook" and not _TELEGRAM_SECRET.fullmatch(secret):
        problems.append(
            "TELEGRAM_WEBHOOK_SECRET: in webhook mode write 1 to 256 of A-Z a-z 0-9 _ -; make one with: "
            "openssl rand -hex 32"
        )
    return TelegramSettings(token, secret, base, mode != "webhook", staff, speaks or "ja")


def _oidc(env: Mapping[str, str], problems: list[str]) -> OidcSettings | None:
    issuer, client = env.get("OIDC_ISSUER", "").strip(), env.get("OIDC_CLIENT_ID", "").strip()
    secret = env.get("OIDC_CLIENT_SECRET", "").strip()
    second = _one_of("OIDC_SECOND_FACTOR", env.get("OIDC_SECOND_FACTOR", ""), ("", "here", "provider"), problems)
    if not (issuer or client or secret):
        return None
    missing = (name for name, value in zip(_OIDC, (issuer, client, secret), strict=True) if not value)
    problems += [f"{name}: the sign-in needs it too (docs/sign-on.md)" for name in missing]
    parts = urlsplit(issuer)
    local = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if issuer and (not parts.netloc or not (parts.scheme == "https" or local) or parts.query):
        problems.append("OIDC_ISSUER: write the issuer's address, https://…, exactly as the provider shows it")
    if not env.get("PUBLIC_URL", "").strip():
        problems.append("PUBLIC_URL: the sign-in (OIDC_ISSUER) has to know where it sends people back to")
    domains = (each.removeprefix("@").casefold() for each in _several(env.get("OIDC_ALLOWED_DOMAINS", "")))
    groups = _several(env.get("OIDC_ALLOWED_GROUPS", ""))
    return OidcSettings(issuer, client, secret, tuple(domains), groups, second == "provider")


def _translate(env: Mapping[str, str], problems: list[str]) -> TranslateSettings:
    below = Path(env.get("DATA_DIR", "") or "data") / "argos"
    engine = env.get("TRANSLATE_ENGINE", "").strip()
    memory = env.get("TRANSLATE_MEMORY_MB", "").strip()
    url = _url("TRANSLATE_URL", env.get("TRANSLATE_URL", ""), problems)
    if engine == "libretranslate" and not url:
        problems.append("TRANSLATE_URL: write the address of your LibreTranslate server (docs/translation.md)")
    if memory and not (memory.isdecimal() and int(memory) >= _LEAST_MEMORY_MB):
        problems.append(f"TRANSLATE_MEMORY_MB: write a number from {_LEAST_MEMORY_MB} on, or leave it empty")
        memory = ""
    return TranslateSettings(
        _one_of("TRANSLATE_ENGINE", engine, ("", "argos", "libretranslate", "none"), problems),
        Path(env.get("ARGOS_PACKAGES_DIR", "").strip() or below / "packages"),
        below / "home",
        int(memory or _MEMORY_MB) << 20,
        url,
        env.get("TRANSLATE_API_KEY", "").strip(),
        _url("ARGOS_PACKAGE_INDEX", env.get("ARGOS_PACKAGE_INDEX", ""), problems) or _ARGOS_INDEX,
    )


def _several(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in value.split(","))))


def _group(value: str, problems: list[str]) -> int:
    if not value.strip() or _TELEGRAM_GROUP.fullmatch(value.strip()):
        return int(value.strip() or "0")
    problems.append("TELEGRAM_STAFF_CHAT_ID: write the group's number, like -1001234567890 (docs/telegram.md)")
    return 0


def _header_safe(value: str) -> bool:
    return bool(value) and value.isascii() and value.isprintable() and " " not in value


def _one_of(name: str, value: str, allowed: tuple[str, ...], problems: list[str]) -> str:
    if value.strip() in allowed:
        return value.strip()
    problems.append(f"{name}: write {' or '.join(filter(None, allowed))}, or leave it empty")
    return ""


def _port(name: str, value: str, default: int, problems: list[str]) -> int:
    if not value.strip():
        return default
    if value.strip().isdecimal() and int(value) in _PORTS:
        return int(value)
    problems.append(f"{name}: write a number from 1 to 65535, or leave it empty")
    return 0


def _url(name: str, value: str, problems: list[str]) -> str:
    parts = urlsplit(value.strip())
    if value.strip() and (parts.scheme not in {"http", "https"} or not parts.netloc):
        problems.append(f"{name}: write a whole address, like https://counter.example.jp")
    return value.strip().rstrip("/")


def _keys(value: str, problems: list[str]) -> str:
    for key in filter(None, (part.strip() for part in value.split(","))):
        try:
            good = len(base64.b64decode(key, validate=True)) == _KEY_BYTES
        except (binascii.Error, ValueError):
            good = False
        if not good:
            problems.append("DATA_KEY: each key is 32 random bytes in base64; make one with: openssl rand -base64 32")
            break
    return value


def _folder(value: str, problems: list[str]) -> Path:
    folder = Path(value) if value else _ROOT / "knowledge"
    if not (folder / "languages.yaml").is_file():
        problems.append(f"KNOWLEDGE_DIR: {folder} holds no knowledge (languages.yaml is missing)")
    return folder
