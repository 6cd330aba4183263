"""The console's own words, in the languages that staff read. One key, one sentence, in every language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "words"
NAMES = {"ja": "日本語", "en": "English"}
"""The languages and what they call themselves, the first one for whoever says nothing."""


@dataclass(frozen=True, slots=True)
class Words:
    """All sentences of one language."""

    language: str
    texts: Mapping[str, str]

    def say(self, key: str, /, **slots: str) -> str:
        """Give a sentence with its slots filled; an unknown key is a fault of ours and says so loudly."""
        return self.texts[key].format_map(slots) if slots else self.texts[key]

    def of(self, group: str, key: object, default: str = "unknown") -> str:
        """Give the word for one value of a group ("state", "queued"); whatever is new gets the default's."""
        return self.texts.get(f"{group}_{str(key).replace('-', '_')}") or self.texts[default]

    def deed(self, what: str) -> str:
        """Say what somebody did; what is new is called as the audit calls it."""
        return self.texts.get(f"deed_{what.replace('-', '_')}", what)

    def __getitem__(self, key: str) -> str:
        """Give a sentence as it stands, for templates."""
        return self.texts[key]


def load() -> Mapping[str, Words]:
    """Read all languages; a missing sentence is an error at the start, not in front of a counselor."""
    tables = {tag: _read(tag) for tag in NAMES}
    wanted = set().union(*tables.values())
    for tag, texts in tables.items():
        if missing := sorted(wanted - set(texts)):
            msg = f"the console's words/{tag}.yaml lacks {', '.join(missing)}"
            raise KeyError(msg)
    return {tag: Words(tag, texts) for tag, texts in tables.items()}


def choose(chosen: str | None, accepted: str) -> str:
    """Give the chosen language, else the first of the browser's that we have."""
    if chosen in NAMES:
        return str(chosen)
    wishes = (item.partition(";")[0].strip().lower()[:2] for item in accepted[:500].split(","))
    return next((tag for tag in wishes if tag in NAMES), next(iter(NAMES)))


def _read(tag: str) -> dict[str, str]:
    """Read ``words/<tag>.yaml`` and every ``words/<part>.<tag>.yaml`` beside it."""
    texts: dict[str, str] = {}
    for path in sorted((*FOLDER.glob(f"{tag}.yaml"), *FOLDER.glob(f"*.{tag}.yaml"))):
        # BaseLoader: to plain YAML "yes" and "no" would be truth values.
        node = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - makes strings only
        texts.update({str(key): str(value) for key, value in node.items()})
    return texts
