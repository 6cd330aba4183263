"""Two names of one thing side by side, the same never twice: Друзі (ドゥルーズィ)."""

from __future__ import annotations

import re

_CHINESE = frozenset({"zh-Hans", "zh-Hant"})
_ENDS_IN_BRACKETS = re.compile(r"(.*\S)\s*[(（]([^()（）]+)[)）]")
_SPACES = re.compile(r"\s+")
_QUOTES = "\"'“”‘’«»「」『』〈〉"
_OPEN, _CLOSED = "(（", ")）"


def beside(first: str, second: str, language: str, *, inside: bool = False) -> str:
    """Join two names: "first (second)", or "first, second" inside brackets that are open already."""
    shorter = _once(second, first)
    first, second = (first, shorter) if shorter != second else (_once(first, second), second)
    if not first or not second or _same(first, second):
        return first or second
    comma = "，" if language in _CHINESE else ", "
    if found := _ENDS_IN_BRACKETS.fullmatch(second):  # no brackets within brackets
        second = f"{found[1]}{comma}{found[2]}"
    if inside:
        open_already = _ENDS_IN_BRACKETS.fullmatch(first)
        return comma.join((*open_already.groups(), second) if open_already else (first, second))
    if first.endswith((")", "）")):
        return f"{first[:-1]}{comma}{second}{first[-1]}"  # "… (FRESC)": a second pair would be hard to read
    if language in _CHINESE:
        return f"{first}（{second}）"
    return f"{first}({second})" if language == "ko" else f"{first} ({second})"


def in_brackets(before: str) -> bool:
    """Say whether a text that ends here has left a bracket open in its last line."""
    line = before.rpartition("\n")[2]
    return sum(line.count(mark) for mark in _OPEN) > sum(line.count(mark) for mark in _CLOSED)


def said_before(name: str, before: str) -> bool:
    """Say whether the words just before an open bracket are this very name: “Druzi” (…)."""
    words = before.rstrip(f" {_OPEN}{_QUOTES}")
    return before.rstrip() != words and len(name) > 1 and _flat(words).endswith(_flat(name))


def _once(name: str, other: str) -> str:
    """Leave out of a name what stands in its brackets and in the other name as well."""
    found = _ENDS_IN_BRACKETS.fullmatch(name)
    return found[1] if found and _flat(found[2]) in _flat(other) else name


def _same(one: str, other: str) -> bool:
    return _flat(one) == _flat(other)


def _flat(name: str) -> str:
    return _SPACES.sub("", name).casefold()
