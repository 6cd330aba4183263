"""Rules about the office: who answers in the chat, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.check.document import open_document
from knowledge.check.finding import Note, Severity
from knowledge.check.rule import rule
from knowledge.opening import has_holidays
from knowledge.sheet import Sheet
from knowledge.teams import FILE, read_teams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.shelf import Shelf
    from knowledge.office import Team

_ALWAYS = "24/7"


@rule("bad-office")
def bad_office(shelf: Shelf) -> Iterator[Note]:
    """Find teams, hours or days off that the program cannot read."""
    path = shelf.path / FILE
    document = open_document(path) if path.is_file() else None
    if isinstance(document, Note):
        yield document
    elif document is not None:
        for trouble in read_teams(path, shelf.library.records)[1].told:
            yield Note(path, trouble.line, trouble.message)


@rule("office-old-fact", Severity.WARNING)
def office_old_fact(shelf: Shelf) -> Iterator[Note]:
    """Find hours or languages of a team that rest on an old fact."""
    _, sheet = _read(shelf)
    for line, slot, fact in sheet.used:
        if fact.old:
            when = fact.as_of or "undated"
            yield Note(shelf.path / FILE, line, f"{slot} was last seen in {when}. Ask the team, then set as_of there.")


@rule("office-holidays", Severity.WARNING)
def office_holidays(shelf: Shelf) -> Iterator[Note]:
    """Find a team whose hours do not say what happens on public holidays: it counts as closed then."""
    teams, sheet = _read(shelf)
    for team in teams:
        rules = team.times.rules
        if not has_holidays(rules) and rules != _ALWAYS:
            message = (
                f"“{team.id}” does not say whether it answers on public holidays. Add “PH off”, or its hours then."
            )
            yield Note(shelf.path / FILE, sheet.line("teams", team.id, "hours"), message)


@rule("office-past-day", Severity.WARNING)
def office_past_day(shelf: Shelf) -> Iterator[Note]:
    """Find days off and extra hours that are long over."""
    teams, sheet = _read(shelf)
    for team in teams:
        for key, days in (("closed", team.times.closed), ("extra", {day for day, _ in team.times.extra})):
            past = [day for day in sorted(days) if day < shelf.today]
            if past:
                message = f"“{team.id}”: {past[0]} is over. Take it out when you next change this file."
                yield Note(shelf.path / FILE, sheet.line("teams", team.id, key), message)


@rule("office-language", Severity.WARNING)
def office_language(shelf: Shelf) -> Iterator[Note]:
    """Find languages of the counter that no team speaks: people are told so, and helped through a translation."""
    teams, sheet = _read(shelf)
    missing = [tag for tag in shelf.languages if not any(team.covers(tag) for team in teams)]
    if teams and missing:
        message = f"no team speaks {', '.join(missing)}. Add them to whoever does, if somebody does."
        yield Note(shelf.path / FILE, sheet.line("teams", teams[0].id, "languages"), message)


def _read(shelf: Shelf) -> tuple[tuple[Team, ...], Sheet]:
    """Give the teams that can be read, and where they stand."""
    path = shelf.path / FILE
    if not path.is_file() or isinstance(open_document(path), Note):
        return (), Sheet({})
    office, sheet = read_teams(path, shelf.library.records)
    return office.teams if office else (), sheet


RULES = (bad_office, office_old_fact, office_holidays, office_past_day, office_language)
