"""Where the processor time of a message goes: each stage is charged for its own work only."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack, contextmanager
from functools import wraps
from time import process_time
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REST = "deciding"


class Stopwatch:
    """Charges the time that passes to the stage that is at work."""

    def __init__(self) -> None:
        self.messages: list[dict[str, float]] = []
        self._spent: dict[str, float] = defaultdict(float)
        self._at_work = [REST]
        self._since = 0.0

    def begin(self) -> None:
        """Begin a message."""
        self._spent = defaultdict(float)
        self._since = process_time()

    def end(self) -> None:
        """End a message."""
        self._charge()
        self.messages.append(dict(self._spent))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Charge what passes inside to ``name``, but for the stages inside of it."""
        self._charge()
        self._at_work.append(name)
        try:
            yield
        finally:
            self._charge()
            self._at_work.pop()

    def _charge(self) -> None:
        now = process_time()
        self._spent[self._at_work[-1]] += now - self._since
        self._since = now

    @contextmanager
    def watching(self, stages: dict[str, tuple[type, str]]) -> Iterator[None]:
        """Watch methods: the name of a stage, and the class and method that do its work."""
        with ExitStack() as undo:
            for name, (owner, method) in stages.items():
                undo.enter_context(patch.object(owner, method, self._watched(name, getattr(owner, method))))
            yield

    def _watched(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def watched(*given: Any, **named: Any) -> Any:
            # The ear reads letters with the same view as the finder: that is its own work.
            if self._at_work[-1] == "language":
                return method(*given, **named)
            with self.stage(name):
                return method(*given, **named)

        return watched
