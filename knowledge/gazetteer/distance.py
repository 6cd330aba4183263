"""Distances on the ground, as the crow flies."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.entry import Spot

_EARTH_M = 6_371_000


def metres(lat1: float, lon1: float, lat2: float, lon2: float) -> int:
    """Give the distance of two points in metres (haversine)."""
    north, east = radians(lat2 - lat1) / 2, radians(lon2 - lon1) / 2
    part = sin(north) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(east) ** 2
    return round(2 * _EARTH_M * asin(sqrt(part)))


def nearest(spot: Spot, places: Mapping[str, tuple[float, float]], count: int) -> tuple[tuple[str, int], ...]:
    """Give the nearest places with their distance in metres, nearest first."""
    far = ((name, metres(spot.latitude, spot.longitude, *point)) for name, point in places.items())
    return tuple(sorted(far, key=lambda pair: (pair[1], pair[0]))[:count])
