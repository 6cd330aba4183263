"""Exchanging a function of the counter inside the process that is to be killed, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Function = Callable[..., Any]


def exchange(owner: object, name: str, make: Callable[[Any], Any]) -> None:
    """Replace what stands under a name by what ``make`` makes of it."""
    setattr(owner, name, make(getattr(owner, name)))


async def yes(*_: object) -> bool:
    """Agree to everything."""
    return True


async def nothing(*_: object) -> None:
    """Do nothing."""
    return


async def none(*_: object) -> tuple[()]:
    """Find nothing."""
    return ()
