"""What the doctor found: one line for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "warning", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. ``says`` is what was seen, ``do`` what to do about it; neither ever holds a secret."""

    check: str
    verdict: Verdict
    says: str
    do: str = ""


def ok(check: str, says: str) -> Finding:
    """Say that all is well."""
    return Finding(check, "ok", says)


def warning(check: str, says: str, do: str) -> Finding:
    """Say that the counter works, but not as well or as safely as it could."""
    return Finding(check, "warning", says, do)


def wrong(check: str, says: str, do: str) -> Finding:
    """Say that the counter, or a channel of it, does not work."""
    return Finding(check, "wrong", says, do)
