"""Loading the small words (``cues/<lang>.yaml``) and the names of languages in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cues import Cue, Cues
from bot.errors import KnowledgeError
from knowledge.localise import locale_of, say_language
from knowledge.yamlfile import mapping, read_yaml, strings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.phrases import Phrasebook


def load_cues(folder: Path, phrasebook: Phrasebook) -> Cues:
    """Read all cue files. An unknown cue name is an error that names the file."""
    words: dict[Cue, set[str]] = {cue: set() for cue in Cue}
    joints: dict[str, frozenset[str]] = {}
    names = language_names(phrasebook)
    for path in sorted(folder.glob("*.yaml")):
        data = mapping(read_yaml(path), path)
        for name, spoken in mapping(data.get("cues", {}), path).items():
            if name not in set(Cue):
                msg = f"{path}: unknown cue {name!r}; use one of {', '.join(Cue)}"
                raise KnowledgeError(msg)
            words[Cue(name)].update(strings(spoken, path))
            if name == Cue.JOINT:
                joints[path.stem] = frozenset(strings(spoken, path))
        for tag, extra in mapping(data.get("language_names", {}), path).items():
            for name in strings(extra, path):
                names.setdefault(name, tag)
    return Cues({cue: frozenset(spoken) for cue, spoken in words.items()}, names, joints)


def language_names(phrasebook: Phrasebook) -> dict[str, str]:
    """Give every name of our languages: their own, and in each of our languages (CLDR)."""
    names: dict[str, str] = {}
    for language in phrasebook.languages:
        for name in (language.name, language.japanese, language.romaji, language.tag):
            names.setdefault(name, language.tag)
    for reader in phrasebook.languages:
        for language in phrasebook.languages:
            if language.tag == "ja-easy":
                continue
            names.setdefault(say_language(language.tag, reader.tag), language.tag)
        names.setdefault(str(locale_of(reader.tag).languages.get("fil", "Filipino")), "tl")
    return names
