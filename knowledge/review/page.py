"""``docs/languages.md``: what nobody has reviewed yet, counted and not claimed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from knowledge.review.standing import Standing

_PAGE = Path(__file__).with_suffix(".txt")


def page(standings: Iterable[Standing], today: date) -> str:
    """Give the page as Markdown."""
    text = _PAGE.read_text(encoding="utf-8")
    return text.replace("{day}", today.isoformat()).replace("{table}", _table(standings))


def _table(standings: Iterable[Standing]) -> str:
    head = "| language | texts | machine | person | reviewed | missing | newest review |"
    lines = [head, "| --- | ---: | ---: | ---: | ---: | ---: | --- |"]
    for one in standings:
        figures = " | ".join(str(figure) for figure in (one.texts, one.machine, one.person, one.reviewed, one.missing))
        lines.append(f"| {one.name} (`{one.tag}`) | {figures} | {one.last or 'none yet'} |")
    return "\n".join(lines) + "\n"
