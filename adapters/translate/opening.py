"""Which engine is opened, and why not another."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import TYPE_CHECKING

from adapters.translate.argos import Argos
from adapters.translate.libre import Libre
from adapters.translate.none import Nobody

if TYPE_CHECKING:
    from adapters.settings import Settings
    from adapters.translate import Engine

_log = logging.getLogger(__name__)
_NEEDED = ("argostranslate", "ctranslate2", "sentencepiece")


def argos_is_here() -> bool:
    """Say whether the optional part is installed (make install EXTRA=translate)."""
    return all(find_spec(name) is not None for name in _NEEDED)


def open_engine(settings: Settings) -> Engine:
    """Open it. Without models Argos waits for them; a counter never fails to open for want of an engine."""
    chosen = settings.translate
    if chosen is None or chosen.engine == "none":
        return Nobody()
    if chosen.engine == "libretranslate":
        return Libre(chosen.url, chosen.key)
    if argos_is_here():
        return Argos(chosen.packages, chosen.home, memory=chosen.memory)
    if chosen.engine == "argos":
        _log.warning("TRANSLATE_ENGINE is argos, but it is not installed: make install EXTRA=translate")
    return Nobody()
