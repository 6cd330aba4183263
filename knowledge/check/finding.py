"""A finding: what is wrong in a file and what to do about it. Printing is somebody else's job."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Severity(StrEnum):
    """An error keeps the library from being published, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that a person should look at. ``line`` counts from 1."""

    path: Path
    line: int
    rule: str
    message: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Note:
    """What a rule says; the rule's name and severity are added outside."""

    path: Path
    line: int
    message: str
