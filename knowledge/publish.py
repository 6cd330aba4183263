"""Opening the library for use: load it, make sure that the finder was trained on it, build the desk.

The shipped library carries its trained artefact, so a first start waits for no training. An
edited one is trained again when it is opened: only new texts are encoded.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from bot.desk import Desk
from knowledge.ears import load_cues
from knowledge.finder.artefact import NONE, Artefact, load_artefact
from knowledge.finder.encoder import load_encoder
from knowledge.finder.examples import examples, known_phrasings
from knowledge.finder.finder import Finder
from knowledge.finder.normalise import clean
from knowledge.finder.vectors import Kept, VectorCache, load_vectors
from knowledge.gazetteer import Gazetteer
from knowledge.library import load
from knowledge.moments import say_moment
from knowledge.outside import load_outside
from knowledge.reference_desk import ReferenceDesk
from knowledge.telling import load_telling
from knowledge.tongue import Ear
from knowledge.watch import load_watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.entry import Finding
    from knowledge.finder.encoder import Encoder
    from knowledge.finder.examples import Examples
    from knowledge.library import Library

    Progress = Callable[[str, int, int], None]

SHIPPED = "finder"
_MODEL, _VECTORS = "model.npz", "vectors.npz"


@dataclass(frozen=True, slots=True)
class House:
    """An opened library: the desk for the dialog, and what built it."""

    desk: Desk
    library: Library
    reference: ReferenceDesk
    trained: bool


def open_house(
    path: Path, workshop: Path | None = None, progress: Progress = lambda *_: None, *, semantic: bool = True
) -> House:
    """Load a knowledge folder and give the desk; ``workshop`` is where a new artefact may be kept.

    semantic=False leaves the encoder out, as on a machine where it cannot run.
    """
    library = load(path)
    encoder = load_encoder() if semantic else None
    artefact = fresh_artefact(library, workshop)
    trained = artefact is None
    if artefact is None:
        artefact = train_library(library, encoder, workshop, progress, whole=False)
    return _house(library, artefact, encoder, trained=trained)


def fresh_artefact(library: Library, workshop: Path | None) -> Artefact | None:
    """Give the artefact that was trained on exactly this library, or None."""
    digest = library.digest
    return next((artefact for artefact in _artefacts(library, workshop) if artefact.digest == digest), None)


def _artefacts(library: Library, workshop: Path | None) -> Iterator[Artefact]:
    """Give what former trainings left, the shipped one first; none that cannot be read."""
    for folder in (library.path / SHIPPED, workshop):
        with suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):
            if folder is not None:
                yield load_artefact(folder / _MODEL)


def train_library(
    library: Library, encoder: Encoder | None, workshop: Path | None, progress: Progress, *, whole: bool = True
) -> Artefact:
    """Train on the library's phrasings, encoding only texts whose vectors are not kept already.

    whole=False learns only what is new, where a former artefact differs in few topics.
    """
    from knowledge.finder.training import amend, train  # noqa: PLC0415 - scikit-learn is for training alone

    known = examples(library)
    cache = _vectors(library, encoder, workshop)
    fill = partial(_fill, cache, known, encoder, progress)
    steps = partial(progress, "training")
    before = [] if whole else _artefacts(library, workshop)
    amended = (amend(each, known, cache, library.digest, fill) for each in before)
    artefact = next((each for each in amended if each is not None), None)
    if artefact is None:
        artefact = train(known, cache, library.digest, steps, fill)
    steps(1, 1)
    if workshop is not None:
        artefact.save(workshop / _MODEL)
        if cache is not None:
            cache.save(workshop / _VECTORS)
    return artefact


def trained_answers(library: Library) -> dict[str, Finding] | None:
    """Give what the trained views alone say to each phrasing; None when they were trained on another library.

    For ``madoguchi check``: a phrasing that finds another entry is an error. Known phrasings are
    left out on purpose, or every one would find itself.
    """
    artefact = fresh_artefact(library, None)
    if artefact is None:
        return None
    cache = load_vectors(library.path / SHIPPED / _VECTORS, artefact.encoder)
    finder = Finder(artefact, Kept(cache), [])
    asked = (text for text, entry in known_phrasings(library) if entry != NONE and clean(text) in cache)
    return {text: finder.find(text) for text in asked}


def _vectors(library: Library, encoder: Encoder | None, workshop: Path | None) -> VectorCache | None:
    if encoder is None:
        return None
    cache = VectorCache(encoder.name)
    for folder in (library.path / SHIPPED, workshop):
        if folder is not None:
            cache.learn(load_vectors(folder / _VECTORS, encoder.name))
    return cache


def _fill(cache: VectorCache | None, known: Examples, encoder: Encoder | None, progress: Progress) -> None:
    if cache is not None and encoder is not None:
        cache.fill(known.texts, encoder, lambda done, total: progress("encoding", done, total))
        cache.keep_only(known.texts)


def _house(library: Library, artefact: Artefact, encoder: Encoder | None, *, trained: bool) -> House:
    finder = Finder(artefact, encoder, known_phrasings(library))
    telling = load_telling(library.path)
    ear = Ear(artefact.tongues, artefact.tongue, telling, load_outside(library.path, telling.little))
    reference = ReferenceDesk(library, finder, ear, Gazetteer())
    cues = load_cues(library.path / "cues", library.phrasebook)
    watch = load_watch(library.path / "safety")
    helpline = library.records["consultation-center"].value("tel")
    fire, police = (library.records[name].value("tel") for name in ("fire-ambulance", "police"))
    when = partial(say_moment, phrases=library.phrasebook)
    desk = Desk(reference, library.phrasebook, cues, watch, helpline, when=when, fire=fire, police=police)
    return House(desk, library, reference, trained)
