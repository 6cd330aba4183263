"""``madoguchi translate``: what translates on this machine; its packages come and go by an operator's word alone."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from adapters.progress import Bar
from adapters.settings import read_settings
from bot.errors import SettingsError, TranslationError
from bot.translation import Trouble, Way

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from adapters.settings import TranslateSettings
    from adapters.translate.index import Offer
    from adapters.translate.installed import Package
    from adapters.translate.packages import Shelf

_MB = 1_000_000
_MISSING = "Argos Translate is not installed: make install EXTRA=translate (docs/translation.md)"
_TOLD = {Way.NONE: "not", Way.DIRECT: "directly", Way.PIVOTED: "over English"}
_WHY = {
    Trouble.NO_PAIR: "no package leads there; madoguchi translate list says what is installed",
    Trouble.TOO_LONG: "the text is too long",
    Trouble.LATE: "it took too long",
    Trouble.BUSY: "the engine has too much to do",
    Trouble.BROKEN: "the engine answered with nothing that is a translation",
    Trouble.DOWN: "the engine does not answer; madoguchi doctor says more",
}


def packages(_: argparse.Namespace) -> int:
    """List what is installed, and what can be translated with it."""
    from adapters.translate.codes import route  # noqa: PLC0415 - each command loads what it needs
    from knowledge.library import read_phrasebook  # noqa: PLC0415

    settings = read_settings()
    here = _shelf(_chosen()).list()
    if not _here():
        _say(_MISSING)
    for package in sorted(here.values(), key=lambda each: each.name):
        _say(_row(package))
    if not here:
        _say("no package is installed; madoguchi translate download uk-en en-ja, or install FILE (docs/translation.md)")
        return 0
    _say("")
    for language in read_phrasebook(settings.knowledge_dir).languages:
        if language.tag not in {"ja", "ja-easy"}:
            ways = [Way.NONE, Way.DIRECT, Way.PIVOTED]
            there, back = (ways[len(route(*pair, here))] for pair in ((language.tag, "ja"), ("ja", language.tag)))
            _say(f"{language.tag:<8} into Japanese {_TOLD[there]:<14} from Japanese {_TOLD[back]}")
    return 0


def install(options: argparse.Namespace) -> int:
    """Install packages from files; 1 when one was refused."""
    if options.sha256 and len(options.file) > 1:
        raise SettingsError(("--sha256: give one file with it",))
    _needed()
    shelf = _shelf(_chosen())
    return max([_install(shelf, file, options.sha256) for file in options.file])


def download(options: argparse.Namespace) -> int:
    """Fetch packages from the index and install them; 1 when one was refused, or not wanted after all."""
    from adapters.translate.index import offers, safe  # noqa: PLC0415

    _needed()
    chosen = _chosen()
    if not safe(chosen.index):
        raise SettingsError(("ARGOS_PACKAGE_INDEX: write an https address",))
    if options.sha256 and len(options.pair) > 1:
        raise SettingsError(("--sha256: give one pair with it",))
    found = offers(chosen.index)
    unknown = [pair for pair in options.pair if pair not in found]
    if unknown:
        raise SettingsError((f"{', '.join(unknown)}: not in the index, which has {', '.join(sorted(found))}",))
    return max([_download(chosen, found[pair], options.sha256 or found[pair].sha256, options) for pair in options.pair])


def remove(options: argparse.Namespace) -> int:
    """Remove packages; 1 when one is not there."""
    shelf = _shelf(_chosen())
    for pair in options.pair:
        _say(f"removed: {_row(shelf.remove(pair))}")
    return 0


def attempt(options: argparse.Namespace) -> int:
    """Translate one text as counselors get it, with the engine of the settings; 1 when that cannot be."""
    if _chosen().engine in {"", "argos"}:
        _needed()
    return asyncio.run(_attempt(options.text, options.source, options.target))


async def _attempt(text: str, source: str, target: str) -> int:
    from adapters.translate import open_translator  # noqa: PLC0415
    from bot.guarded import Guarded  # noqa: PLC0415
    from knowledge.glossary import Names  # noqa: PLC0415
    from knowledge.library import load  # noqa: PLC0415

    settings = read_settings()
    engine = open_translator(settings)
    try:
        done = await Guarded(engine, Names(load(settings.knowledge_dir))).translate(text, source, target)
    except TranslationError as error:
        sys.stderr.write(f"{source} -> {target}: {_WHY[error.trouble]}\n")
        return 1
    finally:
        await engine.close()
    _say(done.text)
    sys.stderr.write(f"{done.engine}, {done.way}\n")
    for loss in done.losses:
        sys.stderr.write(f"lost or changed: {loss.kind} {loss.original}; a counselor would be asked\n")
    return 0


def _install(shelf: Shelf, file: Path, sha256: str, pair: str = "") -> int:
    from adapters.translate.archive import PackageError  # noqa: PLC0415

    try:
        package, fresh = shelf.install(file, sha256=sha256, pair=pair)
    except PackageError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _say(f"{'installed' if fresh else 'already there'}: {_row(package)}")
    return 0


def _download(chosen: TranslateSettings, offer: Offer, sha256: str, options: argparse.Namespace) -> int:
    from adapters.translate.archive import digest  # noqa: PLC0415
    from adapters.translate.index import fetch  # noqa: PLC0415

    # It stays until it is installed, so that the next try goes on where this one stopped.
    chosen.home.mkdir(parents=True, exist_ok=True)
    file = chosen.home / f"{offer.name}.argosmodel"
    if not (sha256 and file.exists() and digest(file) == sha256):
        with Bar() as bar:
            fetch(offer, file, lambda done, total: bar(offer.name, done, total))
    if not sha256 and not _wanted(offer, file, yes=options.yes):
        _say(f"left in {file}")
        return 1
    refused = _install(_shelf(chosen), file, sha256, offer.name)
    file.unlink(missing_ok=True)
    return refused


def _wanted(offer: Offer, file: Path, *, yes: bool) -> bool:
    """Have the operator look at the hash: the index says none, so only they can know it."""
    from adapters.translate.archive import digest  # noqa: PLC0415

    _say(f"{offer.name} {offer.version}: {file.stat().st_size / _MB:.0f} MB, SHA-256 {digest(file)}")
    if yes:
        return True
    if not sys.stdin.isatty():
        _say("the index names no hash: compare it, then say --sha256 HASH, or --yes to take it as it is")
        return False
    sys.stderr.write("The index names no hash to compare it with. Install it? [y/N] ")
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _here() -> bool:
    from adapters.translate import opening  # noqa: PLC0415

    return opening.argos_is_here()


def _needed() -> None:
    if not _here():
        raise SettingsError((_MISSING,))


def _chosen() -> TranslateSettings:
    chosen = read_settings().translate
    if chosen is None:
        raise SettingsError(("TRANSLATE_ENGINE: nothing is set up",))
    return chosen


def _shelf(chosen: TranslateSettings) -> Shelf:
    from adapters.translate.packages import Shelf as Real  # noqa: PLC0415

    return Real(chosen.packages, chosen.home)


def _row(package: Package) -> str:
    return f"{package.name:<8} {package.version:<6} {package.size / _MB:>6.1f} MB  {package.folder}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
