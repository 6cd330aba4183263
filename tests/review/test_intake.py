"""A worksheet comes back: what is good is taken, letter for letter, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.check import Severity, run
from knowledge.library import load, source_digest
from knowledge.review.intake import take_in, write
from knowledge.review.ledger import read_ledger
from knowledge.review.piece import digest_of
from knowledge.review.pieces import pieces
from knowledge.review.verdict import Fate
from tests.knowledge.little_library import BODIES, hours, write as lay
from tests.review.sheets import MORE, TODAY, fates, rows, taken, why

TITLE, TEXT, NEW = (f"entry/lounge-hours/{part}" for part in ("title", "text", "asked/new"))
FILE = "entries/lounge-hours/uk.md"
LEDGER = "reviews/uk.tsv"
BETTER = "Телефон {naka.tel}: {naka.name}."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay(tmp_path / "library", MORE)


def read(folder: Path, file: str) -> str:
    return (folder / file).read_text(encoding="utf-8")


def key_of(folder: Path, asked: str) -> str:
    return next(piece.key for piece in pieces(folder, "uk") if piece.now == asked)


def test_a_correction_changes_its_text_and_nothing_beside_it(folder: Path) -> None:
    before = read(folder, FILE)
    outcome = taken(folder, "uk", better={TEXT: BETTER})
    assert fates(outcome) == {TEXT: Fate.CHANGED}
    assert set(outcome.files) == {FILE, LEDGER}
    write(folder, outcome)
    assert read(folder, FILE) == before.replace(BODIES["uk"], BETTER)


def test_a_text_is_reviewed_when_heading_and_answer_were_both_read(folder: Path) -> None:
    write(folder, taken(folder, "uk", fine={TEXT: "✓"}))
    assert "by: human" in read(folder, FILE)
    write(folder, taken(folder, "uk", better={TITLE: "Години роботи"}))
    assert "by: reviewed" in read(folder, FILE)
    assert set(read_ledger(folder, "uk")) == {TITLE, TEXT}
    assert read_ledger(folder, "uk")[TITLE].reader == "Olha"
    assert "review-without-reader" not in {finding.rule for finding in run(folder, today=TODAY)}


def test_who_compared_a_text_with_the_japanese_one_brings_it_up_to_date(folder: Path) -> None:
    (folder / FILE).write_text(hours("uk", by="machine", of="old"), encoding="utf-8")
    write(folder, taken(folder, "uk", fine={TEXT: "✓", TITLE: "✓"}))
    assert load(folder).entries["lounge-hours"].wordings["uk"].of == source_digest(
        load(folder).entries["lounge-hours"].wordings["ja"]
    )


def test_a_reviewed_text_that_changes_later_is_an_error_until_somebody_owns_up(folder: Path) -> None:
    write(folder, taken(folder, "uk", fine={TEXT: "✓", TITLE: "✓"}))
    (folder / FILE).write_text(read(folder, FILE).replace(BODIES["uk"], BETTER), encoding="utf-8")
    found = [finding for finding in run(folder, today=TODAY) if finding.rule == "review-without-reader"]
    assert [(finding.path, finding.severity) for finding in found] == [(folder / FILE, Severity.ERROR)]


def test_a_file_of_phrases_is_reviewed_when_every_phrase_of_it_is(folder: Path) -> None:
    keys = [piece.key for piece in pieces(folder, "uk") if piece.key.startswith("phrase/")]
    write(folder, taken(folder, "uk", fine=dict.fromkeys(keys[1:], "✓")))
    assert "by: machine" in read(folder, "phrases/uk.yaml")
    write(folder, taken(folder, "uk", fine={keys[0]: "ok"}))
    assert "by: reviewed" in read(folder, "phrases/uk.yaml")


def test_phrasings_are_corrected_taken_out_and_added(folder: Path) -> None:
    first, second = key_of(folder, "коли aa"), key_of(folder, "коли bb")
    outcome = taken(
        folder, "uk", better={first: "о котрій", NEW: "чи відчинено\n\n  до якої   години "}, fine={second: "✗"}
    )
    assert fates(outcome) == {first: Fate.CHANGED, second: Fate.REMOVED, NEW: Fate.ADDED}
    assert outcome.retrain
    write(folder, outcome)
    asked = load(folder).entries["lounge-hours"].wordings["uk"].asked
    assert asked[0] == "о котрій"
    assert "коли bb" not in asked
    assert asked[-2:] == ("чи відчинено", "до якої години")
    assert f"entry/lounge-hours/asked/{digest_of('о котрій')}" in read_ledger(folder, "uk")
    assert first not in read_ledger(folder, "uk")


def test_too_few_phrasings_may_not_be_left(folder: Path) -> None:
    key = key_of(folder, "коли bb")
    outcome = taken(folder, "uk", fine={key: "✗"})
    assert fates(outcome) == {key: Fate.REFUSED}
    assert "at least 8" in why(outcome, key)


@pytest.mark.parametrize(
    ("key", "better", "reason"),
    [
        (TEXT, "Телефон.", "{naka.name} {naka.tel} is missing"),
        (TEXT, f"{BETTER} {{naka.fee}}", "{naka.fee} is new"),
        (TEXT, f"{BETTER} {{", "a brace stands alone"),
        (TEXT, f"{BETTER} 045-111-2222", "the number 045 is new"),
        (TEXT, f"{BETTER} ๔๕", "the number 45 is new"),
        (TITLE, "Години\nроботи", "one line"),
        (TITLE, "Години\u200bроботи", "unseen letter"),
        (TITLE, "Години роботи лаунжу, де зручно зустрітися", "40 fit"),
        (TITLE, "Часы работы", "not a letter of uk"),
        (TITLE, "เวลา", "Thai"),
        (TITLE, "До побачення", "stands under"),
        (TITLE, "Гoдини", "mixes Cyrillic and Latin"),
        ("phrase/source_page", "Джерело", "{date} {host} is missing"),
        ("phrase/hello", "Дзвоніть 119", "the number 119 is new"),
        ("reply/wait", "Зачекайте.", "{naka.tel} is missing"),
        ("cue/yes", "авжеж", "write the whole list"),
        ("cue/yes", " ; ", "nothing is left"),
        ("safety/safety-police/call/any", "поліція", "only added"),
        ("safety/safety-police/call/unless", "фільм*; кіно", "keep an alarm still"),
        ("name/naka", "Лаунж", "made by the program"),
    ],
)  # fmt: skip
def test_a_bad_text_is_refused_with_its_reason_and_the_good_ones_are_taken(
    folder: Path, key: str, better: str, reason: str
) -> None:
    outcome = taken(folder, "uk", better={key: better, "phrase/yes": "Так, звісно"})
    assert fates(outcome) == {key: Fate.REFUSED, "phrase/yes": Fate.CHANGED}
    assert reason in why(outcome, key)
    assert set(outcome.files) == {"phrases/uk.yaml", LEDGER}


def test_lists_of_words_are_written_back_as_lists(folder: Path) -> None:
    better = {"cue/yes": "так;ага; угу;  еге ж", "safety/safety-police/call/any": "викликати поліц*; поліцію сюди"}
    outcome = taken(folder, "uk", better=better)
    assert set(fates(outcome).values()) == {Fate.CHANGED}
    write(folder, outcome)
    assert 'yes: [так, "ага", угу, еге ж]' in read(folder, "cues/uk.yaml")
    assert "any: [викликати поліц*, поліцію сюди]\n  unless: [фільм*]" in read(folder, "safety/safety-police/uk.yaml")


def test_what_changed_in_the_library_meanwhile_is_a_conflict_and_stays(folder: Path) -> None:
    incoming = rows(folder, "uk", better={TEXT: BETTER}, fine={TITLE: "✓"})
    (folder / FILE).write_text(hours("uk", body="Інше. {naka.name} {naka.tel}", title="Час"), encoding="utf-8")
    outcome = take_in(folder, incoming, "", TODAY)
    assert fates(outcome) == {TEXT: Fate.CONFLICT, TITLE: Fate.CONFLICT}
    assert "Інше." in why(outcome, TEXT)
    assert outcome.files == {}


def test_a_changed_japanese_text_is_a_conflict_too(folder: Path) -> None:
    incoming = rows(folder, "uk", fine={TITLE: "✓"})
    (folder / "entries/lounge-hours/ja.md").write_text(hours("ja", title="営業時間"), encoding="utf-8")
    assert fates(take_in(folder, incoming, "", TODAY)) == {TITLE: Fate.CONFLICT}


def test_a_text_that_is_gone_is_a_conflict(folder: Path) -> None:
    incoming = rows(folder, "uk", better={TEXT: BETTER})
    (folder / FILE).unlink()
    assert fates(take_in(folder, incoming, "", TODAY)) == {TEXT: Fate.CONFLICT}


def test_who_writes_over_the_present_text_is_told_where_to_write(folder: Path) -> None:
    outcome = taken(folder, "uk", now={TITLE: "Інше"})
    assert "was changed" in why(outcome, TITLE)


def test_a_mark_that_means_nothing_is_refused(folder: Path) -> None:
    assert fates(taken(folder, "uk", fine={TITLE: "maybe", TEXT: "✗"})) == {TITLE: Fate.REFUSED, TEXT: Fate.REFUSED}


def test_remarks_alone_change_nothing(folder: Path) -> None:
    assert taken(folder, "uk", remarks={TITLE: "?"}).files == {}


def test_all_files_are_written_or_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = taken(folder, "uk", better={TEXT: BETTER, "phrase/yes": "Так, так"})
    before = {file: read(folder, file) for file in (FILE, "phrases/uk.yaml")}
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "uk.tsv":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write(folder, outcome)
    assert {file: read(folder, file) for file in before} == before
    assert not list(folder.rglob("*.new"))


def test_the_source_language_is_reviewed_like_the_others(folder: Path) -> None:
    outcome = taken(folder, "ja", better={TITLE: "開いている時間"}, fine={TEXT: "✓"})
    write(folder, outcome)
    wording = load(folder).entries["lounge-hours"].wordings["ja"]
    assert (wording.title, wording.by, wording.of) == ("開いている時間", "reviewed", "")
