"""Draw the pictures of words that the printed sheets need: python -m tests.telegram.draw_labels."""

from __future__ import annotations

from pathlib import Path

import yaml

from adapters.telegram.labels import draw
from adapters.telegram.qr import wanted
from knowledge.library import read_phrasebook

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def places() -> dict[str, tuple[str, str]]:
    """Give every place's name in Japanese and in English, as the library has them."""
    names = {}
    for path in sorted((KNOWLEDGE / "places").glob("*.yaml")):
        # BaseLoader: to plain YAML "no" would be a truth value.
        name = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)["name"]  # noqa: S506
        japanese = name["ja"]["value"]
        names[path.stem] = (japanese, name["en"]["value"] if "en" in name else japanese)
    return names


if __name__ == "__main__":
    draw(wanted(places(), read_phrasebook(KNOWLEDGE)))
