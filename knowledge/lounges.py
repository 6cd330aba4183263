"""Answers over all lounges: the list, who is open now, and which is nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.entry import Area
from bot.reply import Paragraph, Part
from knowledge.cards import opening, place_card
from knowledge.gazetteer import label, nearest as nearest_places

if TYPE_CHECKING:
    from bot.entry import Spot
    from knowledge.facts import Record
    from knowledge.library import Library
    from knowledge.words import Speaker

CENTRE = "consultation-center"
_OFFERED = 3
_FAR_OUTSIDE_M = 60_000


def desks(library: Library) -> list[Record]:
    """Give the centre and the lounges, the centre first, in the order of the city's list."""
    kinds = ("consultation_center", "lounge")
    found = [library.records[place] for place in library.places if library.records[place].kind in kinds]
    return sorted(found, key=lambda record: (kinds.index(record.kind), record.value("ward"), record.id))


def all_of_them(library: Library, speaker: Speaker) -> list[Part]:
    """List every lounge with its telephone number, one line each."""
    lines = []
    for record in desks(library):
        name = speaker.name(record)
        lines.append(f"- {name} ({record.value('ward')}): {speaker.value(record.id, 'tel')}")
    return [Paragraph("\n".join((speaker.say("lounges_all"), *lines)))]


def open_now(library: Library, speaker: Speaker) -> list[Part]:
    """Say for every lounge whether it is open at this moment."""
    lines = [f"- {speaker.name(record)}: {opening(speaker, record)[1]}" for record in desks(library)]
    return [Paragraph("\n".join(lines))]


def nearest(library: Library, speaker: Speaker, spot: Spot) -> list[Part]:
    """Give the three nearest desks to a spot, the ward's own first, with honest words."""
    known = {record.id: record for record in desks(library) if _point(record) is not None}
    points = {name: point for name, record in known.items() if (point := _point(record)) is not None}
    if spot.area is Area.WARD:
        head, ids = _in_ward(library, speaker, spot, points)
    else:
        ids = [(name, metres) for name, metres in nearest_places(spot, points, _OFFERED)]
        if not spot.ward and ids and ids[0][1] > _FAR_OUTSIDE_M:
            return [Paragraph(speaker.say("unknown_where"))]
        head = _where(speaker, spot)
    note = Paragraph(speaker.say("position_about"))
    return [Paragraph(head), *(place_card(speaker, known[name], metres) for name, metres in ids), note]


def _where(speaker: Speaker, spot: Spot) -> str:
    if not spot.ward:
        return speaker.say("outside_city")
    if spot.area is Area.POINT:
        return speaker.say("nearest_to_you")
    return speaker.say("nearest_to", place=label(spot, speaker.language))


def _in_ward(
    library: Library, speaker: Speaker, spot: Spot, points: dict[str, tuple[float, float]]
) -> tuple[str, list[tuple[str, int | None]]]:
    """The ward's own lounge; else those that say they serve it, then the nearest ones."""
    ward = label(spot, speaker.language)
    normal = spot.ward.replace("ヶ", "ケ")
    own = [name for name in points if library.records[name].value("ward").replace("ヶ", "ケ") == normal]
    by_distance = nearest_places(spot, points, len(points))
    if own and library.records[own[0]].kind == "lounge":
        return speaker.say("nearest_to", place=ward), [(own[0], None)]
    serving = [name for name in points if spot.ward in _wards(library.records[name])]
    others = [(name, metres) for name, metres in by_distance if name not in own and name not in serving]
    chosen = [*((name, None) for name in (*own, *serving)), *others][:_OFFERED]
    if not own and CENTRE not in [name for name, _ in chosen]:
        chosen = [*chosen[: _OFFERED - 1], (CENTRE, dict(by_distance).get(CENTRE))]
    key = "centre_in" if own else "no_lounge_in"
    return speaker.say(key, ward=ward), chosen


def _wards(record: Record) -> tuple[str, ...]:
    fact = record.get("serves_wards")
    return fact.values if fact else ()


def _point(record: Record) -> tuple[float, float] | None:
    fact = record.get("coordinates")
    if fact is None:
        return None
    latitude, _, longitude = fact.value.partition(",")
    return float(latitude), float(longitude)
