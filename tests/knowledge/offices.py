"""Small offices to try: a teams.yaml of a few lines, beside the facts that it may name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.calendar import TOKYO
from knowledge.library import load
from knowledge.teams import FILE, load_office

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.office import Teams

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
TEAM = "teams:\n  one:\n    name: {ja: 担当, en: Desk}\n    languages: [ja, en]\n"
CENTRE = "Mo-Fr 10:00-17:00; Sa[2,4] 10:00-13:00; PH off; Dec 29-Jan 03 off"
LUNCH = "Mo-Fr 09:00-12:30,13:30-17:00; PH off"


@cache
def library() -> Library:
    return load(KNOWLEDGE)


def office(folder: Path, text: str) -> Teams:
    loaded = load_office(written(folder, text))
    assert loaded is not None
    return loaded


def written(folder: Path, text: str) -> Library:
    path = folder / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return replace(library(), path=folder)


def team(hours: str, *lines: str) -> str:
    return TEAM + f"    hours: '{hours}'\n" + "".join(f"    {line}\n" for line in lines)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=TOKYO)


def said(moment: datetime | None) -> str | None:
    """Write a moment as tests do, by the clocks of Yokohama."""
    return moment.astimezone(TOKYO).strftime("%Y-%m-%dT%H:%M") if moment else None
