"""What translates for counselors: the engine, its packages, and whether it starts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from adapters.doctor.finding import Finding, ok, warning, wrong
from adapters.translate.installed import installed, look
from adapters.translate.opening import argos_is_here
from adapters.translate.process import House, Worker, WorkerGoneError

if TYPE_CHECKING:
    from adapters.doctor.asking import Asker
    from adapters.settings import TranslateSettings

_CHECK = "translation"
_START_S = 30.0
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


async def translation_is_well(ask: Asker, chosen: TranslateSettings) -> list[Finding]:
    """Look at the engine that the settings name. Nothing is translated."""
    if chosen.engine == "none":
        return [ok(_CHECK, "off (TRANSLATE_ENGINE=none)")]
    if chosen.engine == "libretranslate":
        return await _libre(ask, chosen)
    if not argos_is_here():
        if chosen.engine == "argos":
            return [wrong(_CHECK, "TRANSLATE_ENGINE is argos, but it is not installed", "make install EXTRA=translate")]
        return [ok(_CHECK, "off: Argos Translate is not installed (docs/translation.md)")]
    return await _argos(chosen)


async def _argos(chosen: TranslateSettings) -> list[Finding]:
    here = await asyncio.to_thread(installed, chosen.packages)
    found = []
    strays = {name for name, _, _ in look(chosen.packages)} - {package.folder.name for package in here.values()}
    if strays:
        says = f"{', '.join(sorted(strays))} in {chosen.packages}: no package, or an older one of the same pair"
        found.append(warning(_CHECK, says, "they are passed over; remove them when nobody needs them"))
    if not here:
        says = f"off: Argos Translate is installed, but no package is in {chosen.packages}"
        if not chosen.engine:
            return [*found, ok(_CHECK, f"{says} (docs/translation.md)")]
        do = "madoguchi translate download uk-en en-ja …, or install FILE (docs/translation.md)"
        return [*found, warning(_CHECK, says, do)]
    try:
        async with asyncio.timeout(_START_S):
            worker = await Worker.start(House(chosen.home, chosen.packages, chosen.memory, 1))
            await worker.end()
    except (WorkerGoneError, TimeoutError) as error:
        says = f"the engine does not start ({str(error) or type(error).__name__})"
        return [*found, wrong(_CHECK, says, "give it more memory (TRANSLATE_MEMORY_MB); make install EXTRA=translate")]
    names = ", ".join(sorted(package.name for package in here.values()))
    return [*found, ok(_CHECK, f"Argos Translate, on this machine: {names}")]


async def _libre(ask: Asker, chosen: TranslateSettings) -> list[Finding]:
    parts = urlsplit(chosen.url)
    found = []
    if parts.hostname not in _HERE:
        says = f"what residents and counselors write is sent to {parts.hostname}"
        found.append(warning(_CHECK, says, "use a server of your own, or Argos on this machine (docs/translation.md)"))
    if parts.scheme == "http" and parts.hostname not in _HERE:
        found.append(wrong(_CHECK, "TRANSLATE_URL begins with http://: words travel in the open", "write https://"))
    answer = await ask.ask(f"{chosen.url}/languages")
    if answer.good and answer.text.lstrip().startswith("["):
        return [*found, ok(_CHECK, f"LibreTranslate answers at {chosen.url}")]
    says = f"{chosen.url}/languages answers {answer.status or answer.trouble}"
    return [*found, wrong(_CHECK, says, "start the server, or look at TRANSLATE_URL")]
