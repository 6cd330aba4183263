"""What a counter is told that is going to die: where it stands, whom it serves, and when it falls."""

from __future__ import annotations

from dataclasses import asdict, dataclass

POINTS = (
    "keep before commit",
    "keep after commit",
    "save before commit",
    "save after commit",
    "begin before commit",
    "begin after commit",
    "before the call",
    "after the call",
    "finish before commit",
    "finish after commit",
    "between two parts",
    "migration",
    "sweep",
)
ONLY = {"sqlite": ("checkpoint",), "postgres": ("lease renewal",)}
TOKEN = "7654321:stand-in-token"  # noqa: S105 - of no account anywhere
SECRET = "a-secret"  # noqa: S105 - the same


@dataclass(frozen=True, slots=True)
class Order:
    """How a counter is to run.

    line, telegram  addresses of the platforms; "" where it has no such channel
    polling         updates of Telegram are fetched, not posted
    point, nth      kill yourself when this point is passed for the nth time; "": live on
    lease           seconds that lanes are held (PostgreSQL)
    mutant          which wrong design to be, "" for the right one
    slow            seconds that every odd question takes
    """

    folder: str
    port: int = 0
    database: str = ""
    line: str = ""
    telegram: str = ""
    polling: bool = False
    point: str = ""
    nth: int = 1
    lease: float = 1.0
    mutant: str = ""
    slow: float = 0.0

    def to_json(self) -> dict[str, object]:
        """Give it as it is handed to the other process."""
        return asdict(self)


def points(engine: str) -> tuple[str, ...]:
    """Give the named crash points that an engine has."""
    return (*POINTS, *ONLY[engine])
