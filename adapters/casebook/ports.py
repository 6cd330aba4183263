"""All that may be asked of the casebook: its small doors together."""

from __future__ import annotations

from typing import Protocol

from adapters.casebook.alarms import Alarms
from adapters.casebook.board import Board
from adapters.casebook.desk import Desktop, Feed
from adapters.casebook.pane import Pane
from adapters.casebook.rights import Records


class Casebook(Board, Pane, Feed, Desktop, Records, Alarms, Protocol):
    """All of it."""
