"""Installing and removing packages. What is installed is never touched before its successor has proved itself."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.translate.archive import PackageError, opened
from adapters.translate.installed import installed, look, read_package
from adapters.translate.process import House, Worker, WorkerGoneError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adapters.translate.codes import Pair
    from adapters.translate.installed import Package

_COMING, _GOING = ".coming-", ".going-"
_LEFT_BEHIND_S = 3600
_PROBE = "1 2 3"
_TRIAL_S = 120.0
_TRIAL_MEMORY = 4 << 30


class Shelf:
    """The folder of the packages, for the commands. ``home``: where the engine may make its own folders."""

    def __init__(self, folder: Path, home: Path, trial: Callable[[Path], str] | None = None) -> None:
        self._folder, self._home = folder, home
        self._trial = trial or self._try_out

    def list(self) -> Mapping[Pair, Package]:
        """Give what is installed, by pair."""
        return installed(self._folder)

    def install(self, path: Path, *, sha256: str = "", pair: str = "") -> tuple[Package, bool]:
        """Install a package from a file: the package, and whether anything changed.

        ``sha256`` and ``pair`` ("uk-en"): what it has to be. PackageError: refused, and nothing was changed.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            with opened(path, sha256) as archive:
                if pair and archive.name != pair:
                    raise PackageError(path, f"it translates {archive.name}, not {pair}")
                place = self._folder / f"{archive.source}_{archive.target}-{archive.sha256[:16]}"
                there = read_package(place)
                if there is not None and self.list().get(there.pair) == there:
                    return there, False
                with tempfile.TemporaryDirectory(prefix=_COMING, dir=self._folder) as coming:
                    fresh = Path(coming) / "package"
                    fresh.mkdir()
                    archive.unpack(fresh)
                    trouble = self._trial(fresh)
                    if trouble:
                        raise PackageError(path, trouble)
                    self._drop(place)
                    fresh.rename(place)
        except OSError as error:
            raise PackageError(self._folder, f"cannot be written ({error.strerror})") from error
        self._clear((archive.source, archive.target), but=place)
        package = read_package(place)
        if package is None:
            raise PackageError(place, "was taken away again at once; is another madoguchi translate at work?")
        return package, True

    def remove(self, name: str) -> Package:
        """Remove a pair ("uk-en") with all its versions; PackageError when there is none."""
        pair = tuple(name.split("-", 1))
        package = next((each for each in self.list().values() if each.pair == pair), None)
        if package is None:
            raise PackageError(name, "not installed; madoguchi translate list says what is")
        try:
            self._clear(package.pair)
        except OSError as error:
            raise PackageError(package.folder, f"cannot be removed ({error.strerror})") from error
        return package

    def _clear(self, pair: Pair, but: Path | None = None) -> None:
        for name, _, _ in look(self._folder):
            folder = self._folder / name
            package = read_package(folder) if folder != but else None
            if package is not None and package.pair == pair:
                self._drop(folder)

    def _drop(self, folder: Path) -> None:
        """Take a folder away at one blow, then erase it: nobody sees half of it."""
        if folder.is_symlink():
            folder.unlink()
        elif folder.exists():
            going = Path(tempfile.mkdtemp(prefix=_GOING, dir=self._folder))
            folder.rename(going / "package")
            shutil.rmtree(going)

    def _sweep(self) -> None:
        """Erase what an installation left behind that was killed."""
        for left in self._folder.iterdir():
            old = time.time() - left.lstat().st_mtime > _LEFT_BEHIND_S
            if left.name.startswith((_COMING, _GOING)) and old:
                shutil.rmtree(left, ignore_errors=True)

    def _try_out(self, folder: Path) -> str:
        """Translate something with it, in a process of its own; gives what is wrong, "" when nothing is."""
        return asyncio.run(self._tried(folder))

    async def _tried(self, folder: Path) -> str:
        house = House(self._home, self._folder, _TRIAL_MEMORY, max(1, (os.cpu_count() or 1) // 2))
        try:
            async with asyncio.timeout(_TRIAL_S):
                worker = await Worker.start(house)
                try:
                    answer = await worker.ask(_PROBE, (folder,))
                finally:
                    await worker.end()
        except TimeoutError:
            return f"it does not translate (nothing within {_TRIAL_S:.0f} s)"
        except WorkerGoneError as error:
            if str(error) == "ModuleNotFoundError":
                return "what translates is not installed: make install EXTRA=translate"
            return f"it brings the engine down ({error}): get it anew, from its makers"
        # What a model makes of numbers is its own business, as long as it was loaded and answers.
        if isinstance(answer.get("text"), str) or answer.get("trouble") in {"broken", "too-long"}:
            return ""
        why = answer.get("why") or answer.get("trouble")
        return f"it does not translate ({why}): made for another version, or damaged; get it anew"
