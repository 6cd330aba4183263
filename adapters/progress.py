"""A progress bar on standard error, for long work; silent where nobody looks."""

from __future__ import annotations

import sys
from typing import Any, Self

from tqdm import tqdm


class Bar:
    """Call it with (what, done, total); leave the ``with`` block to end the line."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._what = ""

    def __enter__(self) -> Self:
        """Begin; nothing is drawn before there is something to show."""
        return self

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far the work is."""
        if self._bar is None or what != self._what:
            self._end()
            self._bar = tqdm(total=total, desc=what, file=sys.stderr, leave=False, disable=not sys.stderr.isatty())
            self._what = what
        self._bar.update(done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        """Clear the line."""
        self._end()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
