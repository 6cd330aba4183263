"""What somebody of staff wrote for a resident, and how far its translation has come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from adapters.telegram.staff.reading import Place
from bot.translation import Loss, Trouble, Way

if TYPE_CHECKING:
    from adapters.pinboard import Album


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote, and how far it has come.

    at       where they wrote it
    key      of the move that will say it: by it it is said once, whoever taps how often
    turn     grows with every new wording: a tap on an older preview is known by it
    seen     up to where its writer had read; sure: they have been told what came meanwhile
    items    what is enclosed: message, kind and which file
    fixes    it corrects what the resident has already
    own      the translation is somebody's own wording of it; held: no machine makes one, it tells of an emergency
    shown    the message of the preview, 0 while it is to be made; warned: its losses have been named at a tap
    dropped  it is not to be sent, and no words of it are left; it stays, so that the same update makes no second one
    """

    at: Place
    key: str
    text: str
    source: str
    target: str
    turn: int = 1
    seen: int = 0
    sure: bool = False
    items: tuple[tuple[int, str, str], ...] = ()
    fixes: bool = False
    own: bool = False
    held: bool = False
    translated: str = ""
    back: str = ""
    way: Way = Way.NONE
    losses: tuple[Loss, ...] = ()
    trouble: Trouble | None = None
    shown: int = 0
    warned: bool = False
    dropped: bool = False

    def emptied(self) -> Draft:
        """Give it as it is once it is not to be sent."""
        return Draft(self.at, self.key, "", self.source, self.target, self.turn + 1, dropped=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it stands on the pinboard."""

    album: Album
    draft: Draft

    @property
    def case_id(self) -> str:
        """Whose it is."""
        return self.album.case_id


def read(told: dict[str, Any]) -> Draft:
    """Read what ``asdict`` gave."""
    trouble = Trouble(told["trouble"]) if told["trouble"] else None
    losses = tuple(Loss(**each) for each in told["losses"])
    items = tuple((int(number), str(kind), str(which)) for number, kind, which in told["items"])
    bare = Draft(**{**told, "at": Place(**told["at"]), "way": Way(told["way"]), "trouble": trouble, "losses": losses})
    return replace(bare, items=items)
