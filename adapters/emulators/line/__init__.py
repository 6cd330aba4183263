"""A strict, stateful stand-in for the LINE platform; `Emulator` and `serve` are all that a test needs."""

from __future__ import annotations

from adapters.emulators.line.emulator import Emulator
from adapters.emulators.line.faults import Fault
from adapters.emulators.line.rules import Rules
from adapters.emulators.line.serving import serve

__all__ = ["Emulator", "Fault", "Rules", "serve"]
