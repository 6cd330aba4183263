"""Words as pictures, for printing on a machine that has no fonts for fifteen languages.

Drawn once by ``draw`` with Chromium and the Noto fonts, and kept beside this file; a picture's name
is made from its words, so that words which change later are noticed and never printed as they were.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Iterable

FOLDER = Path(__file__).parent / "labels"
_DARK = 150
_STYLE = """
body { margin: 0; background: #fff; color: #000; font-family: "Noto Sans", "Noto Sans CJK JP", sans-serif; }
div { position: absolute; overflow: hidden; line-height: 1.2; }
p { margin: 0 0 12px; }
:lang(ja) { word-break: auto-phrase; }
:lang(ko) { word-break: keep-all; }
.cell p:nth-child(1) { font-size: 46px; font-weight: 700; }
.cell p:nth-child(2) { font-size: 38px; }
.cell p:nth-child(3) { font-size: 30px; }
.head p:nth-child(1) { font-size: 92px; font-weight: 700; }
.head p:nth-child(2) { font-size: 60px; }
"""


@dataclass(frozen=True, slots=True)
class Label:
    """Some lines of words, the most important first; ``tag``: whose letters they are."""

    kind: str
    tag: str
    lines: tuple[str, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Give the room it has, in dots of 1/300 inch."""
        return (2240, 250) if self.kind == "head" else (330, 430)

    @property
    def file(self) -> str:
        """Give the name of its picture."""
        return sha256("\n".join((self.kind, self.tag, *self.lines)).encode()).hexdigest()[:16] + ".png"


def picture(label: Label, folder: Path = FOLDER) -> Image.Image | None:
    """Give a label's picture; None when these words were never drawn."""
    path = folder / label.file
    if not path.is_file():
        return None
    with Image.open(path) as image:
        return image.convert("1")


def draw(labels: Iterable[Label], folder: Path = FOLDER, browser: str = "chromium") -> int:
    """Draw all labels anew and remove those that nobody needs; give how many there are.

    Needs Chromium and fonts: apt-get install chromium fonts-noto-core fonts-noto-cjk.
    """
    wanted = list(labels)
    tops = [sum(label.size[1] for label in wanted[:at]) for at in range(len(wanted) + 1)]
    boxes = "".join(_box(label, top) for label, top in zip(wanted, tops, strict=False))
    with TemporaryDirectory() as made:
        page, shot = Path(made) / "labels.html", Path(made) / "labels.png"
        page.write_text(f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{boxes}", "utf-8")
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")
        size = f"--window-size=2240,{tops[-1]}"
        subprocess.run([browser, *flags, size, f"--screenshot={shot}", page.as_uri()], check=True, capture_output=True)  # noqa: S603
        with Image.open(shot) as whole:
            grey = whole.convert("L")
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for label, top in zip(wanted, tops, strict=False):
        width, height = label.size
        cut = grey.crop((0, top, width, top + height)).point(lambda shade: 255 if shade > _DARK else 0)
        inside = ImageOps.invert(cut).getbbox() or (0, 0, 1, 1)
        cut.crop(inside).convert("1").save(folder / label.file, optimize=True)
    return len(wanted)


def _box(label: Label, top: int) -> str:
    width, height = label.size
    lines = "".join(f"<p>{escape(line)}</p>" for line in label.lines)
    style = f"top:{top}px;width:{width}px;height:{height}px"
    return f'<div class="{label.kind}" lang="{label.tag.removesuffix("-easy")}" style="{style}">{lines}</div>'
