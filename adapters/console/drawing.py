"""Charts as plain geometry: what stands where. The template writes the SVG; beside each stands a table.

Nothing here needs a style attribute or a script, so the strict policy holds, and paper shows the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, HIGH = 720, 220
NARROW = 360
_LEFT, _RIGHT, _TOP, _FOOT = 44, 8, 12, 28
_ROW, _BAR = 44, 14
_NAMES = 8
_LABEL_UNITS = 34
_STEPS = (1, 2, 5, 10)
_TICKS = 4
_NOTHING = 1e-9
"""What is smaller is not there."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, and what it says. ``label`` is "" where there is no room for one."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of the scale."""

    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...] = ()
    left: float = 0
    right: float = 0
    floor: float = 0


def columns(values: Sequence[tuple[str, float, str]]) -> Chart:
    """Stand bars side by side. Each value: the name below, the size, and the size in words."""
    top, step = _scale(max((size for _, size, _ in values), default=0))
    room, height = WIDE - _LEFT - _RIGHT, HIGH - _TOP - _FOOT
    pitch = room / max(1, len(values))
    every = ceil(len(values) / _NAMES)
    marks = []
    for index, (name, size, said) in enumerate(values):
        tall = height * size / top
        x, middle = _LEFT + pitch * index, _LEFT + pitch * (index + 0.5)
        gap = min(pitch * 0.18, 8)
        shown = name if index % every == 0 else ""
        marks.append(
            Mark(_r(x + gap), _r(HIGH - _FOOT - tall), _r(pitch - 2 * gap), _r(tall), shown, said, _r(middle), HIGH - 8)
        )
    ticks = tuple(
        Tick(_r(HIGH - _FOOT - height * n * step / top), _figure(n * step)) for n in range(round(top / step) + 1)
    )
    return Chart(WIDE, HIGH, tuple(marks), ticks, _LEFT, WIDE - _RIGHT, HIGH - _FOOT)


def rows(values: Sequence[tuple[str, float, str]]) -> Chart:
    """Lay bars below each other, each under its name."""
    largest = max((size for _, size, _ in values), default=0) or 1
    marks = tuple(
        Mark(0, index * _ROW + 24, _r(NARROW * size / largest), _BAR, clipped(name), said, NARROW, index * _ROW + 17)
        for index, (name, size, said) in enumerate(values)
    )
    return Chart(NARROW, max(_ROW, len(values) * _ROW), marks)


def clipped(text: str, units: int = _LABEL_UNITS) -> str:
    """Cut a name to what fits; a wide letter takes two units. The table has it whole."""
    used = 0
    for index, letter in enumerate(text):
        used += 2 if east_asian_width(letter) in "WF" else 1
        if used > units:
            return text[: max(0, index - 1)].rstrip() + "…"
    return text


def _scale(largest: float) -> tuple[float, float]:
    """Give a round top that nothing exceeds, and the step of its lines."""
    if largest < _NOTHING:
        return 1, 1
    rough = largest / _TICKS
    power = 10 ** floor(log10(rough))
    step = next(factor * power for factor in _STEPS if factor * power >= rough)
    step = max(step, 1) if largest >= 1 else step
    return ceil(largest / step) * step, step


def _figure(value: float) -> str:
    return f"{value:g}"


def _r(value: float) -> float:
    return round(value, 2)
