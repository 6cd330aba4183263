"""Having residents' lines translated in a test, and looking at what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from adapters.casebook.translating import LineTranslation, Made, Wanted
from adapters.store.tables_translation import translation
from bot.mixture import Mixture
from bot.translation import Loss, Translation, Way

if TYPE_CHECKING:
    from bot.case import Case

    from .scene import Scene


MOST = 12


def made(wanted: Wanted, *losses: Loss) -> Made:
    text = Translation(f"<{wanted.target}> {wanted.text}", "uk", wanted.target, Way.PIVOTED, "argos", losses)
    return Made(text, Mixture.SURZHYK)


async def take(scene: Scene, limit: int = 100, lease: float = 60) -> list[Wanted]:
    return list(await scene.book.translations.take(limit, lease, MOST))


async def rendered(scene: Scene) -> list[str]:
    """Have all that is wanted translated; gives what that was, the newest first."""
    taken = await take(scene)
    for wanted in taken:
        assert await scene.book.translations.finish(wanted, made(wanted))
    return [wanted.text for wanted in taken]


async def read(scene: Scene, case: Case, reader: str = "ja") -> dict[str, LineTranslation]:
    view = await scene.book.read(case.id, reader=reader)
    assert view is not None
    return {line.text or "": line.translation for line in view.lines if line.translation is not None}


async def rows(scene: Scene) -> int:
    count = select(func.count()).select_from(translation)
    return await scene.store.submit(lambda connection: connection.execute(count).scalar_one())
