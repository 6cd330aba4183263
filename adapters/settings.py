"""Settings: read once from the environment and ``.env``, all problems reported together."""

from __future__ import annotations

import base64
import binascii
import os
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


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decided. Secrets never appear in ``repr`` or in a log.

    database_url  SQLAlchemy URL; "" means SQLite below ``data_dir``
    data_key      base64 keys for the texts in the store, comma separated, the first one writes;
                  "" means that a key is made and kept beside the database
    public_url    the address people use, "" while there is none
    """

    database_url: str
    host: str
    port: int
    public_url: str
    data_key: str
    data_dir: Path
    knowledge_dir: Path

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
        port=_port(env.get("PORT", ""), problems),
        public_url=_url(env.get("PUBLIC_URL", ""), problems),
        data_key=_keys(env.get("DATA_KEY", ""), problems),
        data_dir=Path(env.get("DATA_DIR", "") or "data"),
        knowledge_dir=_folder(env.get("KNOWLEDGE_DIR", ""), problems),
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


def _port(value: str, problems: list[str]) -> int:
    if not value.strip():
        return 8000
    if value.strip().isdigit() and int(value) in _PORTS:
        return int(value)
    problems.append("PORT: write a number from 1 to 65535, or leave it empty for 8000")
    return 0


def _url(value: str, problems: list[str]) -> str:
    parts = urlsplit(value.strip())
    if value.strip() and (parts.scheme not in {"http", "https"} or not parts.netloc):
        problems.append("PUBLIC_URL: write the whole address that people use, like https://counter.example.jp")
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
