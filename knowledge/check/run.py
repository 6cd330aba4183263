"""The whole inspection: every rule over every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.check import (
    city,
    duplicates,
    easy,
    easyform,
    easywords,
    facts,
    figures,
    limits,
    names,
    office,
    phrases,
    references,
    reviews,
    schema,
    script,
    slots,
    state,
    terms,
)
from knowledge.check.shelf import open_shelf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from bot.entry import Finding as Prediction
    from knowledge.check.finding import Finding

ROOMS = (
    schema, references, slots, facts, city, figures, names, limits, phrases, script, duplicates, state,
    easy, easyform, easywords, terms, office, reviews,
)  # fmt: skip
RULES = tuple(rule for room in ROOMS for rule in room.RULES)


def run(
    path: Path,
    *,
    today: date,
    questions: Path | None = None,
    predictions: Mapping[str, Prediction] | None = None,
) -> list[Finding]:
    """Inspect a knowledge folder, broken or not; findings come by file and line.

    questions    the folder of the exam: none of its messages may stand among the phrasings
    predictions  what a finder says to each phrasing (see ``rivals.predict``)
    """
    shelf = open_shelf(path, today, questions, predictions)
    return sorted({finding for rule in RULES for finding in rule.findings(shelf)})
