"""One unit of work on its way through the writer, and how alike ones are written together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.store.trouble import as_store_error

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection

    from bot.errors import StoreError


@dataclass(slots=True, eq=False)
class Unit:
    """Something to write, and whom to tell.

    work  does it alone; or ``many`` does this ``item`` and others like it in few statements
    bare  runs outside any transaction; a unit with neither work nor many ends the writer
    point names its crash points
    """

    work: Callable[[Connection], Any] | None = None
    many: Callable[[Connection, Sequence[Any]], Sequence[Any]] | None = None
    item: Any = None
    bare: bool = False
    point: str = ""
    loop: asyncio.AbstractEventLoop | None = None
    future: asyncio.Future[Any] | None = None
    result: Any = None
    error: StoreError | None = None

    @property
    def ends(self) -> bool:
        """Say whether this is the last one."""
        return self.work is None and self.many is None


def work(units: Sequence[Unit], connection: Connection) -> None:
    """Do the units. Alike ones are done together, but none crosses one with work of its own.

    Their callers all still wait, so nobody can tell in which order different kinds were done;
    of one kind the order stays.
    """
    alike: defaultdict[Callable[..., Sequence[Any]], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.many is not None:
            alike[unit.many].append(unit)
        elif unit.work is not None:
            _together(alike, connection)
            alike.clear()
            unit.result = unit.work(connection)
    _together(alike, connection)


def _together(alike: dict[Callable[..., Sequence[Any]], list[Unit]], connection: Connection) -> None:
    for many, units in alike.items():
        results = many(connection, [unit.item for unit in units])
        for unit, result in zip(units, results, strict=True):
            unit.result = result


def batches(units: Sequence[Unit]) -> Iterable[list[Unit]]:
    """Split where a bare unit stands: it goes alone, and in its turn."""
    batch: list[Unit] = []
    for unit in units:
        if unit.bare:
            if batch:
                yield batch
            yield [unit]
            batch = []
        else:
            batch.append(unit)
    if batch:
        yield batch


def fail(units: Iterable[Unit], error: BaseException) -> None:
    """Give units their error."""
    for unit in units:
        unit.error = as_store_error(error)


def tell(units: Iterable[Unit]) -> None:
    """Resolve all futures of a loop in one call: waking a loop costs more than a unit does."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.loop is not None:
            by_loop[unit.loop].append(unit)
    for loop, told in by_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve, told)
        except RuntimeError:  # that loop was closed: nobody listens any more
            continue


def _resolve(units: Iterable[Unit]) -> None:
    for unit in units:
        future = unit.future
        if future is None or future.done():  # its caller went away; what was written stays
            continue
        if unit.error is not None:
            future.set_exception(unit.error)
        else:
            future.set_result(unit.result)
