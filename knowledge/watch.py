"""Loads the emergency rules: ``knowledge/safety/<topic>/<language>.yaml`` becomes one ``Watch``.

Whoever edits a sheet is no programmer: every problem names the file and says what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from bot.safety import TOPICS, EmptyTermError, Rule, Sheet, Watch

if TYPE_CHECKING:
    from pathlib import Path

SHEET_KEYS = frozenset({"by", "note", "within", "harmless", "misspelled", "rules"})
RULE_KEYS = frozenset({"rule", "any", "all", "unless", "within"})
NEAR = "40"
SHORT_FORMS = {
    "doesnt": "does not",
    "dont": "do not",
    "didnt": "did not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "cant": "can not",
    "cannot": "can not",
    "wont": "will not",
    "hasnt": "has not",
    "havent": "have not",
    "couldnt": "could not",
    "theres": "there is",
    "hes": "he is",
    "shes": "she is",
    "im": "i am",
    "ive": "i have",
}
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # strings only; the one in C is ten times faster
LONG = 7  # letters of a word from which a slip of one letter still cannot mean another word


class SheetError(Exception):
    """A sheet cannot be used; the text says which, why, and what to do about it."""

    def __init__(self, path: Path, problem: str, advice: str) -> None:
        super().__init__(f"{path}: {problem}. {advice}.")


def load_watch(folder: Path) -> Watch:
    """Read every sheet below ``folder`` and compile them together."""
    sheets = [load_sheet(path) for topic in TOPICS for path in sorted((folder / topic).glob("*.yaml"))]
    missing = sorted(set(TOPICS) - {sheet.topic for sheet in sheets})
    if missing:
        raise SheetError(folder, f"no sheet for {', '.join(missing)}", "Add <language>.yaml to that folder")
    try:
        return Watch(sheets)
    except EmptyTermError as error:
        raise SheetError(folder, str(error), "Write some or remove it") from error


def load_sheet(path: Path) -> Sheet:
    """Read one sheet; its folder is the topic, its name is the language."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SheetError(path, f"not readable as YAML ({error})", "Compare it with a neighbour file") from error
    sheet = _mapping(path, "the sheet", data, SHEET_KEYS)
    near = _number(path, "within", sheet.get("within", NEAR))
    rules = sheet.get("rules")
    if not isinstance(rules, list) or not rules:
        raise SheetError(path, "'rules:' must be a list with at least one '- rule: name'", "Add one")
    misspelled = _terms(path, "misspelled", sheet.get("misspelled", []))
    short = [word for word in misspelled if len(word) < LONG]
    if short:
        raise SheetError(path, f"'misspelled:' has '{short[0]}', too near to other words", "Leave it out")
    return Sheet(
        topic=path.parent.name,
        language=path.stem,
        rules=tuple(_rule(path, rule, near) for rule in rules),
        harmless=_terms(path, "harmless", sheet.get("harmless", [])),
        misspelled=misspelled,
    )


def _rule(path: Path, data: object, near: int) -> Rule:
    rule = _mapping(path, "a rule", data, RULE_KEYS)
    name = str(rule.get("rule", ""))
    if not name:
        raise SheetError(path, "a rule has no name", "Begin it with '- rule: some-name'")
    if ("any" in rule) == ("all" in rule):
        raise SheetError(path, f"rule '{name}' needs either 'any:' or 'all:'", "Keep one of them")
    groups = rule.get("all", [rule.get("any")])
    if not isinstance(groups, list):
        raise SheetError(path, f"'all:' of rule '{name}' must be a list of lists", "Begin each with '- ['")
    lists = tuple(_terms(path, name, group) for group in groups)
    if not lists or not all(lists):
        raise SheetError(path, f"rule '{name}' has an empty list", "Add words or remove the rule")
    return Rule(
        name=name,
        groups=lists,
        unless=_terms(path, name, rule.get("unless", [])),
        within=_number(path, name, rule.get("within", str(near))),
    )


def _mapping(path: Path, what: str, data: object, keys: frozenset[str]) -> dict[str, object]:
    if not isinstance(data, dict):
        raise SheetError(path, f"{what} must be 'key: value' lines", "Compare it with a neighbour file")
    unknown = sorted(set(map(str, data)) - keys)
    if unknown:
        raise SheetError(path, f"{what} has '{unknown[0]}'", f"Use one of: {', '.join(sorted(keys))}")
    return data


def _terms(path: Path, what: str, data: object) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(term, str) and term.strip() for term in data):
        raise SheetError(path, f"'{what}' must be a list of words, [like, this]", "Quote odd ones: 'a: b'")
    terms = tuple(map(str, data))
    return (*terms, *(long for term in terms if (long := _written_out(term)) != term))


def _written_out(term: str) -> str:
    """Write English short forms out: whoever lists "doesnt wake up" also means "does not wake up"."""
    return " ".join(SHORT_FORMS.get(word, word) for word in term.split(" "))


def _number(path: Path, what: str, data: object) -> int:
    if not isinstance(data, str) or not data.isdecimal():
        raise SheetError(path, f"'within' of '{what}' is {data!r}", "Write a number of characters, such as 40")
    return int(data)
