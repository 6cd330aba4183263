"""Reading ``office/teams.yaml``. Whatever is wrong in it is told with its line, and what to do about it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.counselor import Level
from bot.errors import KnowledgeError
from knowledge.office import Team, Teams
from knowledge.opening import checked, spans_on
from knowledge.sheet import Sheet, open_sheet
from knowledge.times import Times
from knowledge.words import SLOT
from knowledge.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from knowledge.facts import Record
    from knowledge.library import Library
    from knowledge.opening import Span
    from knowledge.yamlfile import Keys, Node

FILE = "office/teams.yaml"
KEEP = timedelta(days=90)
_KEYS = frozenset(
    {"name", "languages", "hours", "closed", "extra", "last_intake_minutes", "capacity", "answer_within_minutes"}
)
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = timedelta(days=366)


def load_office(library: Library) -> Teams | None:
    """Give the office of a library; None where there is none. KnowledgeError says path, line and what to do."""
    path = library.path / FILE
    if not path.is_file():
        return None
    office, sheet = read_teams(path, library.records)
    if sheet.troubles:
        raise KnowledgeError("\n".join(f"{path}:{each.line}: {each.message}" for each in sheet.told))
    return office


def read_teams(path: Path, records: Mapping[str, Record]) -> tuple[Teams | None, Sheet]:
    """Read the teams, as far as they can be read; the sheet knows all that is wrong."""
    node = read_yaml(path)
    sheet = open_sheet(path, records)
    whole = sheet.table(node, ())
    for key in whole.keys() - {"teams", "keep_days"}:
        sheet.tell(f"“{key}” is not known here. Write teams: or keep_days:.", key)
    keep = sheet.number(whole.get("keep_days"), "keep_days")
    if keep == 0:
        sheet.tell("a talk must be kept for a day at least. Write '90', or more or less.", "keep_days")
    rows = sheet.table(whole.get("teams"), ("teams",))
    teams = tuple(team for name, row in rows.items() if (team := _team(sheet, name, row)) is not None)
    office = Teams(teams, KEEP if keep is None else timedelta(days=keep)) if teams else None
    return office, sheet


def _team(sheet: Sheet, name: str, node: Node) -> Team | None:
    """Read one team; None when it has no hours or speaks nothing, which is told."""
    at = ("teams", name)
    row = sheet.table(node, at)
    if not _ID.fullmatch(name):
        sheet.tell(f"“{name}” cannot be the id of a team. Use small letters, digits and hyphens.", *at)
    for key in row.keys() - _KEYS:
        sheet.tell(f"“{key}” is not known here. Use one of: {', '.join(sorted(_KEYS))}.", *at, key)
    days = frozenset(_days(sheet, row.get("closed"), (*at, "closed")))
    extra = tuple(_extra(sheet, row.get("extra"), (*at, "extra")))
    for day in sorted(days & {day for day, _ in extra}):
        sheet.tell(f"{day} stands under closed: too. Take it out of one of them.", *at, "extra", day.isoformat())
    times = _times(sheet, row.get("hours"), (*at, "hours"), days, extra)
    languages, own = _languages(sheet, row.get("languages"), at, days)
    for key in ("hours", "languages"):
        if not row.get(key):
            sheet.tell(f"a team needs {key}:. Add them.", *at, key)
    minutes = sheet.number(row.get("answer_within_minutes"), *at, "answer_within_minutes")
    intake = sheet.number(row.get("last_intake_minutes"), *at, "last_intake_minutes")
    capacity = sheet.number(row.get("capacity"), *at, "capacity")
    if capacity == 0:
        sheet.tell("with a capacity of 0 nobody takes a case. Write 1 or more.", *at, "capacity")
    names = _names(sheet, row.get("name"), at)
    if times is None or not languages:
        return None
    within = None if minutes is None else timedelta(minutes=minutes)
    return Team(name, names, languages, times, own, timedelta(minutes=intake or 0), capacity, within)


def _names(sheet: Sheet, node: Node | None, at: Keys) -> dict[str, str]:
    """Read the name in Japanese and English, or take that of a record: {record.name}."""
    slot = SLOT.fullmatch(node) if isinstance(node, str) else None
    record = sheet.records.get(slot[1]) if slot and slot[2] == "name" else None
    if record is not None:
        return {tag: fact.value for tag, fact in record.name.items() if fact.value}
    if isinstance(node, str):
        sheet.tell("write the name as {ja: …, en: …}, or as {record.name} of a place.", *at, "name")
        return {}
    names = sheet.table(node, (*at, "name"))
    for tag in ("ja", "en"):
        if not isinstance(names.get(tag), str) or not names[tag]:
            sheet.tell(f"the name is missing in “{tag}”. Write it: {{ja: …, en: …}}.", *at, "name")
    return {tag: sheet.text(value, *at, "name", tag) for tag, value in names.items()}


def _languages(
    sheet: Sheet, node: Node | None, at: Keys, days: frozenset[date]
) -> tuple[dict[str, Level | None], dict[str, Times]]:
    """Read the languages: a fact, a list, or each with its level (and with hours of its own)."""
    at = (*at, "languages")
    known = sheet.fact(node, *at)
    levels: dict[str, Level | None] = {}
    own: dict[str, Times] = {}
    listed = list(known.values) if known else node if isinstance(node, list) else []
    if known is not None and not known.values:
        sheet.tell("this fact is no list of languages. Take another one, or write [ja, en].", *at)
    rows: dict[str, Node] = {tag: "" for tag in listed if isinstance(tag, str)}
    for tag, row in {**rows, **(node if isinstance(node, dict) else {})}.items():
        if not _TAG.fullmatch(tag):
            sheet.tell(f"“{tag}” is no language. Write its tag, like uk or zh-Hans.", *at, tag)
            continue
        details = row if isinstance(row, dict) else {"level": row}
        for key in details.keys() - {"level", "hours"}:
            sheet.tell(f"“{key}” is not known here. Use level: and hours:.", *at, tag, key)
        level = sheet.text(details.get("level"), *at, tag)
        if level and level not in set(Level):
            sheet.tell(f"“{level}” is no level. Use one of: {', '.join(Level)}.", *at, tag)
        levels[tag] = Level(level) if level in set(Level) else None
        times = _times(sheet, details["hours"], (*at, tag, "hours"), days, ()) if "hours" in details else None
        if times is not None:
            own[tag] = times
    if isinstance(node, str) and known is None and not SLOT.fullmatch(node):
        sheet.tell("write the languages as a list: [ja, en].", *at)
    return levels, own


def _times(
    sheet: Sheet,
    node: Node | None,
    keys: Keys,
    closed: frozenset[date],
    extra: tuple[tuple[date, tuple[Span, ...]], ...],
) -> Times | None:
    rules = sheet.text(node, *keys)
    if not rules:
        return None
    try:
        return Times(checked(rules), closed, extra)
    except ValueError as error:
        sheet.tell(f"{error}.", *keys)
        return None


def _days(sheet: Sheet, node: Node | None, keys: Keys) -> Iterator[date]:
    """Read days off: dates, or from one "to" another."""
    for number, written in enumerate(node if isinstance(node, list) else [] if node in (None, "") else [node]):
        at = (*keys, str(number))
        first, _, last = str(written).partition(" to ")
        begin = _day(sheet, first, at)
        end = _day(sheet, last, at) if last else begin
        if begin is None or end is None:
            continue
        if not timedelta() <= end - begin <= _LONGEST:
            sheet.tell(f"“{written}” does not end within a year after it begins. Correct it.", *at)
            continue
        yield from (begin + timedelta(days=ahead) for ahead in range((end - begin).days + 1))


def _extra(sheet: Sheet, node: Node | None, keys: Keys) -> Iterator[tuple[date, tuple[Span, ...]]]:
    """Read the hours of single days: "2026-12-29: 10:00-12:00"."""
    for written, hours in sheet.table(node, keys).items():
        at = (*keys, written)
        day, times = _day(sheet, written, at), _times(sheet, hours, at, frozenset(), ())
        if day is not None and times is not None:
            spans = spans_on(times.rules, day)
            if not spans:
                sheet.tell(f"“{times.rules}” gives no hours on {day}. Write them like 10:00-12:00.", *at)
            yield day, spans


def _day(sheet: Sheet, written: str, keys: Keys) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        sheet.tell(f"“{written}” is no date. Write it like 2026-12-28.", *keys)
        return None
