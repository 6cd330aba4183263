"""The whole counter as its own process, with a clock that the test sets: ``python -m tests.phones.counter``."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from adapters.app import create_app
from adapters.server import serve
from adapters.settings import read_settings
from adapters.store.opening import open_store
from adapters.translate import open_translator
from knowledge.publish import open_house


def main(clock: Path) -> int:
    """Serve what the environment says, at the time that stands in the file ``clock``."""
    settings = read_settings()
    house = open_house(settings.knowledge_dir, settings.data_dir / "finder", lambda *_: None)
    store = open_store(settings.database_url, settings.data_dir, None)

    def now() -> datetime:
        return datetime.fromisoformat(clock.read_text("utf-8"))

    def welcome(link: str) -> None:
        sys.stdout.write(f"{link}\n")
        sys.stdout.flush()

    engine = open_translator(settings)
    return serve(settings, create_app(settings, house, store, clock=now, welcome=welcome, engine=engine))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
