"""An environment for what is measured beside us and cannot live in ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "peers"


def aiogram() -> Path | None:
    """Give a Python that has aiogram, made when it is first needed; None where that is not possible."""
    python = FOLDER / "bin" / "python"
    if not python.exists():
        sys.stderr.write(f"making a place for aiogram in {FOLDER.relative_to(ROOT)} (once)\n")
    for command in (
        [sys.executable, "-m", "venv", str(FOLDER)],
        [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(ROOT / "tests/bench/peers.txt")],
    ):
        if not _works(python) and subprocess.run(command, check=False, capture_output=True).returncode:
            return None
    return python if _works(python) else None


def _works(python: Path) -> bool:
    return python.exists() and not subprocess.run([str(python), "-c", "import aiogram, uvloop"], check=False).returncode
