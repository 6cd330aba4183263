"""Answers over all lounges: the list, who is open now, and which is nearest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.entry import Area
from bot.reply import Paragraph, Part, PlaceCard
from knowledge.cards import opening, place_card, point
from knowledge.gazetteer import label, nearest as nearest_places
from knowledge.gazetteer.places import load_places
from knowledge.localise import say_list

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
        ward, tel = speaker.value(record.id, "ward_name"), speaker.value(record.id, "tel")
        lines.append(f"- {speaker.name(record)} · {ward} · {tel}")
    return [Paragraph("\n".join((speaker.say("lounges_all"), *lines)))]


def open_now(library: Library, speaker: Speaker) -> list[Part]:
    """Say for every lounge whether it is open at this moment."""
    lines = [f"- {speaker.name(record)}: {opening(speaker, record)[1]}" for record in desks(library)]
    return [Paragraph("\n".join(lines))]


def nearest(library: Library, speaker: Speaker, spot: Spot) -> list[Part]:
    """Give the three nearest desks to a spot, the ward's own first, with honest words."""
    known = {record.id: record for record in desks(library) if point(record) is not None}
    points = {name: where for name, record in known.items() if (where := point(record)) is not None}
    if spot.area is Area.WARD:
        head, found = _in_ward(library, speaker, spot, points)
    else:
        near = nearest_places(spot, points, _OFFERED)
        if not spot.ward and near and near[0][1] > _FAR_OUTSIDE_M:
            return [Paragraph(speaker.say("unknown_where"))]
        head, found = _where(speaker, spot), list(near)
    rough = [Paragraph(speaker.say("position_about"))] if any(metres is not None for _, metres in found) else []
    return [Paragraph(head), *(_card(speaker, known[name], spot, metres) for name, metres in found), *rough]


def _card(speaker: Speaker, record: Record, spot: Spot, metres: int | None) -> PlaceCard:
    """Make the card of a lounge; who lives in a ward that it serves, too, is told so."""
    card = place_card(speaker, record, metres)
    if spot.ward == record.value("ward") or spot.ward not in _wards(record):
        return card
    wards = speaker.say("serves_wards", wards=say_list(_ward_labels(_wards(record), speaker), speaker.language))
    return replace(card, notes=(wards, *card.notes))


def _where(speaker: Speaker, spot: Spot) -> str:
    if not spot.ward:
        return speaker.say("outside_city")
    if spot.area is Area.POINT:
        return speaker.say("nearest_to_you")
    return speaker.say("nearest_to", place=label(spot, speaker.language))


def _in_ward(
    library: Library, speaker: Speaker, spot: Spot, points: dict[str, tuple[float, float]]
) -> tuple[str, list[tuple[str, int | None]]]:
    """Give the ward's own lounge; else those that say they serve it, then the nearest ones."""
    ward = label(spot, speaker.language)
    own = [name for name in points if _normal(library.records[name].value("ward")) == _normal(spot.ward)]
    lounge = [name for name in own if library.records[name].kind == "lounge"]
    if lounge:
        return speaker.say("lounge_in", ward=ward), [(name, None) for name in lounge]
    by_distance: list[tuple[str, int | None]] = list(nearest_places(spot, points, len(points)))
    serving = [name for name in points if spot.ward in _wards(library.records[name])]
    first = [(name, metres) for name, metres in by_distance if name in own or name in serving]
    chosen = [*first, *(pair for pair in by_distance if pair not in first)][:_OFFERED]
    if not own and CENTRE not in [name for name, _ in chosen]:
        chosen = [*chosen[: _OFFERED - 1], (CENTRE, dict(by_distance).get(CENTRE))]
    return speaker.say("centre_in" if own else "no_lounge_in", ward=ward), chosen


def _wards(record: Record) -> tuple[str, ...]:
    fact = record.get("serves_wards")
    return fact.values if fact else ()


def _ward_labels(wards: tuple[str, ...], speaker: Speaker) -> list[str]:
    spots = {place.spot.name: place.spot for place in load_places().all if place.spot.area is Area.WARD}
    return [label(spots[ward], speaker.language) if ward in spots else ward for ward in wards]


def _normal(ward: str) -> str:
    """Write 保土ケ谷区 and 保土ヶ谷区 the same way: the city's document prints both."""
    return ward.replace("ヶ", "ケ")
