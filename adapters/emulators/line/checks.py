"""A small language to say what a body must look like. A check looks at a value and notes what is wrong with it.

Paths are written as LINE writes them in `details[].property`: `messages[0].text`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.emulators.line.units import letters, utf16

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing wrong with a body, in the words of LINE's error details."""

    property: str
    message: str


Found = list[Violation]
if TYPE_CHECKING:
    Check = Callable[[object, str, Found], None]
    Rule = Callable[[JsonObject, str, Found], None]

URL_LIMIT = 2000
_HTTPS = re.compile(r"https://[!-~]+\Z")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?\Z")


def anything(_value: object, _path: str, _found: Found) -> None:
    """Look at nothing."""


def text(limit: int, count: Callable[[str], int] = utf16, *, empty: bool = False) -> Check:
    """Demand a string of at most `limit` units, by default of UTF-16."""

    def check(value: object, path: str, found: Found) -> None:
        if not isinstance(value, str):
            found.append(Violation(path, "Must be a string"))
        elif not value and not empty:
            found.append(Violation(path, "May not be empty"))
        elif count(value) > limit:
            found.append(Violation(path, f"Length must be between {0 if empty else 1} and {limit}"))
        elif any("\ud800" <= char <= "\udfff" for char in value):
            found.append(Violation(path, "Half of a surrogate pair"))

    return check


def label(limit: int) -> Check:
    """Demand a string that LINE counts in letters as a reader sees them: labels, template texts, menu names."""
    return text(limit, letters)


def integer(low: int, high: int, step: int = 1) -> Check:
    """Demand a whole number in a range, and a multiple of `step`."""

    def check(value: object, path: str, found: Found) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            found.append(Violation(path, "Must be an integer"))
        elif not low <= value <= high or value % step:
            steps = "" if step == 1 else f" in steps of {step}"
            found.append(Violation(path, f"Must be between {low} and {high}{steps}"))

    return check


def number(low: float, high: float) -> Check:
    """Demand a number in a range."""

    def check(value: object, path: str, found: Found) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            found.append(Violation(path, "Must be a number"))
        elif not low <= value <= high:
            found.append(Violation(path, f"Must be between {low} and {high}"))

    return check


def boolean(value: object, path: str, found: Found) -> None:
    """Demand true or false."""
    if not isinstance(value, bool):
        found.append(Violation(path, "Must be a boolean"))


def one_of(*values: str) -> Check:
    """Demand one of some words."""

    def check(value: object, path: str, found: Found) -> None:
        if value not in values:
            found.append(Violation(path, f"Must be one of the following values: [{', '.join(values)}]"))

    return check


def matching(pattern: str, message: str) -> Check:
    """Demand a string that a pattern describes wholly."""
    compiled = re.compile(pattern)

    def check(value: object, path: str, found: Found) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            found.append(Violation(path, message))

    return check


def https(value: object, path: str, found: Found) -> None:
    """Demand a percent-encoded https URL of at most 2000 characters ([REF] message objects, read 2026-11-23)."""
    if not isinstance(value, str) or not _HTTPS.match(value):
        found.append(Violation(path, "invalid uri scheme"))
    elif len(value) > URL_LIMIT:
        found.append(Violation(path, f"Length must be between 0 and {URL_LIMIT}"))


def colour(value: object, path: str, found: Found) -> None:
    """Demand #RRGGBB or #RRGGBBAA."""
    if not isinstance(value, str) or not _COLOUR.match(value):
        found.append(Violation(path, "invalid color"))


def array(of: Check, low: int, high: int) -> Check:
    """Demand a list of a certain length whose members all pass."""

    def check(value: object, path: str, found: Found) -> None:
        if not isinstance(value, list):
            found.append(Violation(path, "Must be an array"))
            return
        if not low <= len(value) <= high:
            found.append(Violation(path, f"Size must be between {low} and {high}"))
        for index, member in enumerate(value):
            of(member, f"{path}[{index}]", found)

    return check


def record(must: Mapping[str, Check], may: Mapping[str, Check] | None = None, also: tuple[Rule, ...] = ()) -> Check:
    """Demand an object with certain fields and no others. A field that is null counts as absent, as LINE has it."""
    known = {**must, **(may or {})}

    def check(value: object, path: str, found: Found) -> None:
        if not isinstance(value, dict):
            found.append(Violation(path, "Must be an object"))
            return
        before = len(found)
        prefix = f"{path}." if path else ""
        found += [Violation(prefix + name, "May not be null") for name in must if value.get(name) is None]
        for name, field in value.items():
            if name not in known:
                found.append(Violation(prefix + str(name), "Unknown property"))
            elif field is not None:
                known[name](field, prefix + name, found)
        if len(found) == before:
            for rule in also:
                rule(value, path, found)

    return check


def union(kinds: Mapping[str, Check], by: str = "type") -> Check:
    """Choose the check by a field that names the kind."""

    def check(value: object, path: str, found: Found) -> None:
        if not isinstance(value, dict):
            found.append(Violation(path, "Must be an object"))
            return
        kind = kinds.get(str(value.get(by)))
        if kind is None:
            found.append(Violation(f"{path}.{by}", f"Must be one of the following values: [{', '.join(kinds)}]"))
        else:
            kind(value, path, found)

    return check
