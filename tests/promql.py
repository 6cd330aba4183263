"""So much of Prometheus' language as the alert rules use; anything else is refused, never guessed.

name{label="x", label=~"a|b"} > 1
increase(name[5m]) > 1
increase(name[5m]) / increase(name[5m]) > 1
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Labels = frozenset[tuple[str, str]]
Scrape = dict[tuple[str, Labels], float]

_SERIES = r"(?P<name>[a-z_]+)(?:\{(?P<match>[^}]*)\})?"
_TERM = re.compile(rf"(?P<increase>increase\()?{_SERIES}(?(increase)\[\d+[smhd]\]\))")
_RULE = re.compile(r"(?P<left>[^<>=!]*(?:\{[^}]*\}[^<>=!]*)*?)\s*(?P<sign>>|<|==)\s*(?P<limit>\d+(?:\.\d+)?)")
_MATCH = re.compile(r'([a-z_]+)(=~|=)"([^"]*)"')
_SIGNS: Mapping[str, Callable[[float, float], bool]] = {">": operator.gt, "<": operator.lt, "==": operator.eq}


def scrape(page: str | None) -> Scrape:
    """Read a page as Prometheus does; None is a page that could not be had."""
    found: Scrape = {("up", frozenset({("job", "madoguchi")})): 0.0 if page is None else 1.0}
    for family in text_string_to_metric_families(page or ""):
        for sample in family.samples:
            found[sample.name, frozenset(sample.labels.items())] = sample.value
    return found


def names(expression: str) -> set[str]:
    """Give the names of the series that an expression asks for. Works for the dashboard's as well."""
    bare = re.sub(r'"[^"]*"|\b(?:by|without)\s*\([^)]*\)|\[[^\]]*\]', "", expression)
    return set(re.findall(r"\b[a-z_][a-z0-9_]*\b(?!\s*\()", re.sub(r"\{[^}]*\}", "", bare)))


def fires(expression: str, before: Scrape, now: Scrape) -> bool:
    """Say whether an alert's expression holds for any series. Between the scrapes lies its whole range."""
    rule = _RULE.fullmatch(expression.strip())
    assert rule is not None, f"not in our part of the language: {expression}"
    terms = [_value(part.strip(), before, now) for part in _parts(rule["left"])]
    values = terms[0]
    if len(terms) == 2:
        values = {labels: top / terms[1][labels] for labels, top in terms[0].items() if terms[1].get(labels)}
    return any(_SIGNS[rule["sign"]](value, float(rule["limit"])) for value in values.values())


def _parts(expression: str) -> list[str]:
    parts = expression.split(" / ")
    assert len(parts) <= 2, f"not in our part of the language: {expression}"
    return parts


def _value(term: str, before: Scrape, now: Scrape) -> dict[Labels, float]:
    found = _TERM.fullmatch(term)
    assert found is not None, f"not in our part of the language: {term}"
    series = {labels: value for (name, labels), value in now.items() if name == found["name"]}
    wanted = _MATCH.findall(found["match"] or "")
    series = {labels: value for labels, value in series.items() if all(_fits(dict(labels), *each) for each in wanted)}
    if not found["increase"]:
        return series
    # A series that was not there before has not grown: its first value is where counting begins.
    return {labels: value - before.get((found["name"], labels), value) for labels, value in series.items()}


def _fits(labels: Mapping[str, str], name: str, sign: str, value: str) -> bool:
    given = labels.get(name, "")
    return re.fullmatch(value, given) is not None if sign == "=~" else given == value
