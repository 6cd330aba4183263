"""What people attach: how large it may be, what it really is, and what of it a counselor gets to see.

A name and a declared type are only claims. What counts are the bytes: pictures are drawn anew, sound and PDF are
known by their beginnings, and everything else is refused.
"""

from adapters.media.offering import offered
from adapters.media.preparing import MOST, Prepared, prepare
from adapters.media.refusal import Refused, Why
from adapters.media.taking import LARGEST, Bringer, Enclosure, Sent, collect, inspect

__all__ = [
    "LARGEST",
    "MOST",
    "Bringer",
    "Enclosure",
    "Prepared",
    "Refused",
    "Sent",
    "Why",
    "collect",
    "inspect",
    "offered",
    "prepare",
]
