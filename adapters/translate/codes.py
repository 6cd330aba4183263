"""Our language tags in the codes of engines, and the way from one language to another over what is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

PIVOT = "en"
_CODES = {
    "ja-easy": ("ja",),
    "zh-Hans": ("zh", "zh-Hans"),
    "zh-Hant": ("zt", "zh-Hant"),
    # Portuguese is spoken in Japan as in Brazil: that model first.
    "pt": ("pb", "pt-BR", "pt"),
}

Pair = tuple[str, str]


def codes(tag: str) -> tuple[str, ...]:
    """Give what engines call a language of ours, the best one first."""
    return _CODES.get(tag, (tag,))


def route(source: str, target: str, pairs: Collection[Pair]) -> tuple[Pair, ...]:
    """Give the models that lead from one tag to another: one, two over English, or none."""
    if set(codes(source)) & set(codes(target)):
        return ()
    starts, ends = codes(source), codes(target)
    direct = (((start, end),) for start in starts for end in ends if (start, end) in pairs)
    return next(direct, None) or next(_over(starts, ends, pairs), ())


def _over(starts: tuple[str, ...], ends: tuple[str, ...], pairs: Collection[Pair]) -> Iterator[tuple[Pair, ...]]:
    for start in starts:
        for end in ends:
            if (start, PIVOT) in pairs and (PIVOT, end) in pairs:
                yield (start, PIVOT), (PIVOT, end)
