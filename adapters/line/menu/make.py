"""Draw the rich menus: ``python -m adapters.line.menu.make knowledge 119 110``.

A Chromium and the Noto fonts are needed. One PNG a language, from the phrases; each notes the digest
of what it was drawn from, so that a test sees when a phrase has changed since.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from PIL import Image, PngImagePlugin

from adapters.line.menu.areas import AREAS, FOLDER, HEIGHT, WIDTH, Numbers, label
from bot.phrases import Language, Phrasebook

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAWN_FROM = "Drawn-From"
_COLOURS = 96
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
    "--force-device-scale-factor=1", f"--window-size={WIDTH},{HEIGHT + 100}",
)  # fmt: skip
_STYLE = f"""
* {{ margin: 0; box-sizing: border-box; }}
body {{ width: {WIDTH}px; height: {HEIGHT}px; display: grid; grid: repeat(2, 1fr) / repeat(3, 1fr); gap: 3px;
  background: #ddd4c6; font: 600 35px/1.16 "Noto Sans", "Noto Sans CJK JP", sans-serif; color: #22303c; }}
:lang(zh-Hans) body {{ font-family: "Noto Sans", "Noto Sans CJK SC"; }}
:lang(zh-Hant) body {{ font-family: "Noto Sans", "Noto Sans CJK TC"; }}
:lang(ja) span {{ word-break: keep-all; }}
:lang(ko) body {{ font-family: "Noto Sans", "Noto Sans CJK KR"; }}
:lang(ne) body {{ font-family: "Noto Sans Devanagari", "Noto Sans"; line-height: 1.3; }}
:lang(th) body {{ font-family: "Noto Sans Thai", "Noto Sans"; line-height: 1.3; }}
div {{ display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 10px;
  padding: 8px 14px; background: #fffdf9; text-align: center; text-wrap: balance; }}
svg {{ width: 74px; height: 74px; flex: none; fill: none; stroke: #1f4b73; stroke-width: 4.5;
  stroke-linecap: round; stroke-linejoin: round; }}
.bell {{ background: #b3261e; color: #fff; }}
.bell svg {{ stroke: #fff; }}
"""
_ICONS = {
    "pin": '<path d="M32 58S12 38 12 25a20 20 0 0 1 40 0c0 13-20 33-20 33z"/><circle cx="32" cy="25" r="8"/>',
    "letter": '<path d="M16 19h31M31 9c-1 15-3 30 0 41M42 26C38 42 25 54 17 49c-8-6 4-21 20-21 20 0 22 21 4 26"/>',
    "house": '<path d="M8 31 32 10l24 21M15 27v27h34V27M27 54V39h10v15"/>',
    "person": '<circle cx="23" cy="20" r="9"/><path d="M7 54c0-12 7-19 16-19s16 7 16 19M40 12h18v14H50l-6 6v-6h-4z"/>',
    "globe": '<circle cx="32" cy="32" r="24"/><path d="M8 32h48M32 8c-14 15-14 33 0 48M32 8c14 15 14 33 0 48"/>',
    "bell": '<path d="M17 48V34a15 15 0 0 1 30 0v14M10 50h44v7H10zM32 6v6M11 14l5 5M53 14l-5 5M32 27v12M26 33h12"/>',
}


def page(language: str, phrases: Phrasebook, numbers: Numbers) -> str:
    """Give one menu as HTML."""
    cells = "".join(
        f'<div class="{area.icon}"><svg viewBox="0 0 64 64">{_ICONS[area.icon]}</svg>'
        f"<span>{escape(label(area, language, phrases, numbers))}</span></div>"
        for area in AREAS
    )
    tag = language.removesuffix("-easy")
    return f'<!doctype html><html lang="{tag}"><meta charset="utf-8"><style>{_STYLE}</style><body>{cells}</body></html>'


def digest(html: str) -> str:
    """Give the digest of what a picture is drawn from."""
    return sha256(html.encode()).hexdigest()


def draw(phrases: Phrasebook, numbers: Numbers, folder: Path = FOLDER) -> None:
    """Draw the menus of all languages into a folder."""
    for language in phrases.languages:
        html = page(language.tag, phrases, numbers)
        (folder / f"{language.tag}.png").write_bytes(_picture(html))


def phrasebook(knowledge: Path) -> Phrasebook:
    """Read the phrases by themselves: a channel does not know the rest of the library."""
    rows = _strings(knowledge / "languages.yaml")
    languages = tuple(Language(**{**row, "fallback": tuple(row["fallback"])}) for row in rows)
    texts = {path.stem: _strings(path)["phrases"] for path in (knowledge / "phrases").glob("*.yaml")}
    return Phrasebook(languages, texts)


def _strings(path: Path) -> Any:  # noqa: ANN401 - YAML is anything
    # BaseLoader: to plain YAML the keys "yes" and "no" would be truth values.
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def _picture(html: str) -> bytes:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("no Chromium on this machine: apt-get install chromium fonts-noto-core fonts-noto-cjk")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "menu.html", Path(folder) / "menu.png"
        source.write_text(html, "utf-8")
        # The address is a file of ours, the program a fixed name.
        command = (browser, *_FLAGS, f"--user-data-dir={folder}/profile", f"--screenshot={target}", source.as_uri())
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
        with Image.open(target) as shot:
            image = shot.convert("RGB").crop((0, 0, WIDTH, HEIGHT)).quantize(_COLOURS)
    note = PngImagePlugin.PngInfo()
    note.add_text(DRAWN_FROM, digest(html))
    packed = BytesIO()
    image.save(packed, "PNG", optimize=True, pnginfo=note)
    return packed.getvalue()


def main(arguments: Sequence[str]) -> None:
    """Draw all: the folder of the knowledge, the numbers of the ambulance and of the police."""
    knowledge, fire, police = arguments
    draw(phrasebook(Path(knowledge)), Numbers(fire, police))


if __name__ == "__main__":
    main(sys.argv[1:])
