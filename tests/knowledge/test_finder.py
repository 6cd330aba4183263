"""The finder on a miniature library: what it learns, what it keeps, how it answers without an encoder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from bot.entry import Found, Nothing, Unsure
from knowledge.finder.artefact import NONE, load_artefact
from knowledge.finder.calibration import FOLDS, folds, together
from knowledge.finder.examples import known_phrasings
from knowledge.finder.finder import Finder
from knowledge.finder.normalise import MAX_LETTERS, clean, fold, same
from knowledge.finder.vectors import VectorCache, load_vectors
from knowledge.library import load
from knowledge.publish import fresh_artefact, train_library

from .miniature import Counting, build, write

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.library import Library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(build(tmp_path_factory.mktemp("mini") / "knowledge"))


@pytest.fixture(scope="module")
def finder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Finder:
    encoder = Counting()
    artefact = train_library(library, encoder, tmp_path_factory.mktemp("work"), lambda *_: None)
    return Finder(artefact, encoder, known_phrasings(library))


def test_a_known_phrasing_is_found_whatever_its_case_and_marks(finder: Finder) -> None:
    for text in ("Resident TAX bill!!", "resident tax bill", "  resident\u200b tax   bill?"):
        finding = finder.find(text)
        assert isinstance(finding, Found)
        assert finding.entry == "tax"


def test_a_misspelt_phrasing_is_the_first_candidate(finder: Finder) -> None:
    finding = finder.find("kindergaten for my sun")
    assert not isinstance(finding, Nothing) or finding.candidates
    assert finding.candidates[0].entry == "nursery"


def test_what_nobody_asks_is_nothing_even_word_for_word(finder: Finder) -> None:
    assert finder.find("Tell me a joke") == Nothing()


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e", "?!…", "\x00"])
def test_a_text_without_letters_finds_nothing(finder: Finder, text: str) -> None:
    assert finder.find(text) == Nothing()


def test_candidates_are_probabilities_best_first_and_never_the_class_of_nobody(finder: Finder) -> None:
    finding = finder.find("the letter about plastic bottles at the kindergarten")
    scores = [candidate.score for candidate in finding.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert NONE not in {candidate.entry for candidate in finding.candidates}


def test_without_an_encoder_the_letters_answer_alone(library: Library, tmp_path: Path) -> None:
    artefact = train_library(library, None, tmp_path, lambda *_: None)
    finder = Finder(artefact, None, [])
    assert not finder.semantic
    assert finder.find("garbage plastic trash").candidates[0].entry == "garbage"


def test_an_artefact_of_an_encoder_still_works_where_the_encoder_does_not_run(library: Library, tmp_path: Path) -> None:
    artefact = train_library(library, Counting(), tmp_path, lambda *_: None)
    finder = Finder(artefact, None, [])
    assert finder.find("resident tax letter").candidates[0].entry == "tax"


def test_only_changed_texts_are_encoded_again(tmp_path: Path) -> None:
    folder, work = build(tmp_path / "knowledge"), tmp_path / "work"
    first, second = Counting(), Counting()
    train_library(load(folder), first, work, lambda *_: None)
    write(folder, "tax", "en", ["resident tax bill", "a wholly new question", "tax office opening"])
    train_library(load(folder), second, work, lambda *_: None)
    assert len(first.asked) > 20
    assert sorted(second.asked) == ["a wholly new question", "tax office opening"]


def test_a_changed_topic_is_learnt_without_a_whole_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, work = build(tmp_path / "knowledge"), tmp_path / "work"
    before = train_library(load(folder), Counting(), work, lambda *_: None)
    write(folder, "tax", "en", ["resident tax bill", "furusato nozei donation", "donating to a hometown, nozei"])
    monkeypatch.setattr("knowledge.finder.training.folds", None)
    encoder = Counting()
    after = train_library(load(folder), encoder, work, lambda *_: None, whole=False)
    assert after.bands == before.bands
    assert Finder(after, encoder, []).find("hometown nozei donation").candidates[0].entry == "tax"
    assert Finder(after, encoder, []).find("plastic bottles").candidates[0].entry == "garbage"
    assert fresh_artefact(load(folder), work) is not None


def test_a_library_of_very_many_topics_is_learnt_in_one_pass_and_wholly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.finder.fitting.WIDE", 3)
    monkeypatch.setattr("knowledge.finder.training.WIDE", 3)
    folder, work = build(tmp_path / "knowledge"), tmp_path / "work"
    encoder = Counting()
    made = train_library(load(folder), encoder, work, lambda *_: None)
    for finder in (Finder(made, encoder, []), Finder(made, None, [])):
        assert finder.find("garbage plastic trash").candidates[0].entry == "garbage"
        assert finder.find("resident tax letter").candidates[0].entry == "tax"
    write(folder, "tax", "en", ["resident tax bill", "furusato nozei donation", "donating to a hometown, nozei"])
    after = train_library(load(folder), encoder, work, lambda *_: None, whole=False)
    assert Finder(after, encoder, []).find("hometown nozei donation").candidates[0].entry == "tax"


def test_held_out_texts_come_back_in_their_order_and_very_many_scores_are_never_kept() -> None:
    for texts, topics in ((10, 3), (37, 1000), (4000, 10_000)):
        parts = folds(texts, topics)
        places = [out for _, out in parts]
        assert all(set(kept) | set(out) == set(range(texts)) and not set(kept) & set(out) for kept, out in parts)
        assert together([out[:, None].astype(np.float64) for out in places], places)[:, 0].tolist() == sorted(
            np.concatenate(places)
        )
        assert sum(map(len, places)) * topics <= max(texts * topics / 2 + topics * FOLDS, 4_000_000 + topics * FOLDS)


def test_many_changes_or_a_new_topic_are_a_whole_training(tmp_path: Path) -> None:
    folder, work = build(tmp_path / "knowledge"), tmp_path / "work"
    before = train_library(load(folder), Counting(), work, lambda *_: None)
    (folder / "entries/bicycle").mkdir()
    (folder / "entries/bicycle/entry.yaml").write_text("topic: life\n", encoding="utf-8")
    write(folder, "bicycle", "en", ["bicycle parking", "my bike was towed away", "register a bicycle"])
    after = train_library(load(folder), Counting(), work, lambda *_: None, whole=False)
    assert set(after.classes) - set(before.classes) == {"bicycle"}


def test_a_saved_artefact_answers_like_the_one_in_memory(library: Library, tmp_path: Path) -> None:
    encoder = Counting()
    made = train_library(library, encoder, tmp_path, lambda *_: None)
    kept = load_artefact(tmp_path / "model.npz")
    for text in ("tax bill", "sofa", "ごみの日"):
        one, other = Finder(made, encoder, []), Finder(kept, encoder, [])
        assert np.allclose(one.probabilities(text), other.probabilities(text), atol=2e-3)


def test_an_artefact_of_another_library_is_not_taken(tmp_path: Path) -> None:
    folder, work = build(tmp_path / "knowledge"), tmp_path / "work"
    library = load(folder)
    train_library(library, None, work, lambda *_: None)
    assert fresh_artefact(library, work) is not None
    write(folder, "tax", "en", ["another text", "and one more", "resident tax bill"])
    assert fresh_artefact(load(folder), work) is None


@pytest.mark.parametrize("harm", [b"", b"not a zip", b"PK\x03\x04 cut short"])
def test_a_broken_artefact_is_trained_anew_and_a_broken_cache_is_empty(tmp_path: Path, harm: bytes) -> None:
    library, work = load(build(tmp_path / "knowledge")), tmp_path / "work"
    work.mkdir()
    (work / "model.npz").write_bytes(harm)
    (work / "vectors.npz").write_bytes(harm)
    assert fresh_artefact(library, work) is None
    with pytest.raises(KeyError):
        load_vectors(work / "vectors.npz", "counting").get(["tax"])


def test_an_artefact_of_an_older_form_is_trained_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library, work = load(build(tmp_path / "knowledge")), tmp_path / "work"
    monkeypatch.setattr("knowledge.finder.artefact.FORM", 1)
    train_library(library, None, work, lambda *_: None)
    monkeypatch.undo()
    assert fresh_artefact(library, work) is None


@pytest.mark.parametrize(("certain", "encoded"), [(0.0, 0), (2.0, 1)])
def test_the_encoder_is_asked_only_where_letters_are_not_certain(
    library: Library, tmp_path: Path, certain: float, encoded: int
) -> None:
    artefact = train_library(library, Counting(), tmp_path, lambda *_: None)
    encoder = Counting()
    finder = Finder(replace(artefact, bands=replace(artefact.bands, certain=certain)), encoder, [])
    assert finder.find("garbage plastic trash").candidates[0].entry == "garbage"
    assert len(encoder.asked) == encoded


def test_letters_that_smell_of_an_emergency_never_answer_alone(tmp_path: Path) -> None:
    folder = build(tmp_path / "knowledge")
    (folder / "entries/tax").rename(folder / "entries/safety-tax")
    artefact = train_library(load(folder), Counting(), tmp_path / "work", lambda *_: None)
    encoder = Counting()
    finder = Finder(replace(artefact, bands=replace(artefact.bands, certain=0.0)), encoder, [])
    finder.find("resident tax at the kindergarten")
    assert encoder.asked


def test_what_was_asked_before_costs_nothing_and_nobodys_words_are_kept(library: Library, tmp_path: Path) -> None:
    artefact = train_library(library, Counting(), tmp_path, lambda *_: None)
    encoder = Counting()
    finder = Finder(replace(artefact, bands=replace(artefact.bands, certain=2.0)), encoder, [])
    assert finder.find("my sofa's secret") == finder.find("my sofa's  secret")
    assert len(encoder.asked) == 1
    assert "secret" not in repr(vars(finder))


def test_vectors_of_another_encoder_are_not_taken(tmp_path: Path) -> None:
    cache = VectorCache("one")
    cache.fill(["hello"], Counting(), lambda *_: None)
    cache.save(tmp_path / "vectors.npz")
    assert load_vectors(tmp_path / "vectors.npz", "one").get(["hello"]).shape == (1, 32)
    with pytest.raises(KeyError):
        load_vectors(tmp_path / "vectors.npz", "two").get(["hello"])


@given(st.text(max_size=300))
def test_any_text_gives_a_finding(finder: Finder, text: str) -> None:
    assert isinstance(finder.find(text), Found | Unsure | Nothing)


@given(st.text(max_size=2000))
def test_normal_forms_are_stable_and_bounded(text: str) -> None:
    assert len(clean(text)) <= MAX_LETTERS
    assert same(text.upper()) == same(text.upper().lower())
    assert "  " not in same(text)
    assert fold(text).isascii()


def test_romaji_and_long_vowels_meet() -> None:
    assert fold("Tōkyō") == fold("tookyoo") == fold("TOUKYOU")
    assert clean("ごみ の 日 は いつ") == "ごみの日はいつ"
