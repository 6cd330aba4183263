"""The inspection of the library: every rule catches its fault, and leaves what only looks like it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.entry import Candidate, Found, Nothing, Unsure
from knowledge.check import RULES, Predicted, Severity, State, coverage, predict, rivals, run, stamp
from knowledge.check.letters import graphemes
from knowledge.library import load
from tests.knowledge.little_library import (
    TODAY,
    asked,
    hours,
    inspect,
    little_library,
    phrases,
    wording,
    write,
)
from tests.knowledge.miniatures import BYE, HERE, HOURS, MINIATURES

if TYPE_CHECKING:
    from bot.entry import Finding as Prediction
    from knowledge.check import Finding

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


# Rules with tests of their own: they need a finder's answers, or look at easy Japanese (test_easy.py).
ELSEWHERE = {"finds-another"}


def rules_of(findings: list[Finding]) -> set[str]:
    return {finding.rule for finding in findings}


def test_every_rule_has_a_good_and_a_bad_miniature() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert {name for name in names if not name.startswith("easy-")} == set(MINIATURES) | ELSEWHERE
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    assert all(rule.about for rule in RULES)


def test_nothing_is_wrong_with_the_little_library(tmp_path: Path) -> None:
    assert inspect(tmp_path, {}) == []


@pytest.mark.parametrize("name", MINIATURES)
def test_a_rule_leaves_what_only_looks_like_a_fault(name: str, tmp_path: Path) -> None:
    assert name not in rules_of(inspect(tmp_path, MINIATURES[name].good))


@pytest.mark.parametrize("name", MINIATURES)
def test_a_rule_finds_its_fault_and_says_where_and_what_to_do(name: str, tmp_path: Path) -> None:
    findings = [finding for finding in inspect(tmp_path, MINIATURES[name].bad) if finding.rule == name]
    assert findings
    assert {finding.line for finding in findings} == {MINIATURES[name].line}
    for finding in findings:
        assert str(finding.path).startswith(str(tmp_path))
        assert finding.message.endswith((".", "!"))


@pytest.mark.parametrize("name", sorted(little_library()))
def test_a_broken_file_is_a_finding_and_the_rest_is_still_checked(name: str, tmp_path: Path) -> None:
    broken = "\x00{[" if name.endswith((".yaml", ".md")) else "nothing"
    spoiled = "phrases/uk.yaml" if "phrases/uk" not in name else "phrases/zh-Hans.yaml"
    language = Path(spoiled).stem
    findings = inspect(tmp_path, {spoiled: phrases(language, hello="Call 045-222-1209"), name: broken})
    assert [finding for finding in findings if finding.path == tmp_path / name] or name.startswith(
        ("sources", "easy", "letters", "languages")
    )
    assert "typed-telephone" in rules_of(findings)


def test_a_broken_phrase_file_does_not_hide_a_wrong_letter(tmp_path: Path) -> None:
    changes = {
        "phrases/en.yaml": "phrases: {hello: [no, text]}\n",
        f"{HOURS}/uk.md": hours("uk", title="Часы ы"),
    }
    found = rules_of(inspect(tmp_path, changes))
    assert {"broken-file", "wrong-letter"} <= found


def test_an_empty_folder_is_inspected_too(tmp_path: Path) -> None:
    assert {"broken-file", "missing-city-document"} <= rules_of(run(tmp_path, today=TODAY))


def test_a_phrasing_that_finds_another_entry_for_sure_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {})
    other = (Candidate("talk-bye", 0.9),)
    predictions: dict[str, Prediction] = {
        "when aa": Found("talk-bye", other),
        "when bb": Unsure(other),
        "when cc": Found("lounge-hours", other),
        "Hours": Nothing(),
    }
    findings = run(tmp_path, today=TODAY, predictions=predictions)
    assert [(finding.rule, finding.line) for finding in findings] == [("finds-another", 4)]
    assert rivals(load(tmp_path), Predicted(predictions)) == findings


def test_a_finder_is_asked_for_every_phrasing_and_title_once(tmp_path: Path) -> None:
    library = load(write(tmp_path, {}))
    answers = predict(library, Predicted({"Hours": Unsure(())}))
    assert answers["Hours"] == Unsure(())
    assert answers["when aa"] == Nothing()
    assert len(answers) == 2 * 5 * 9 - 1  # the Japanese goodbye is the easy one too


def test_the_grid_shows_the_state_of_every_entry_in_every_language(tmp_path: Path) -> None:
    changes = {
        HERE: hours("en", by="reviewed"),
        f"{HOURS}/ja.md": hours("ja", by="machine"),
        f"{HOURS}/ja-easy.md": hours("ja-easy", by="machine"),
        f"{HOURS}/uk.md": None,
        f"{HOURS}/zh-Hans.md": hours("zh-Hans", of=""),
    }
    grid = coverage(load(write(tmp_path, changes)))
    assert grid["lounge-hours"] == {
        "ja": State.MACHINE,
        "ja-easy": State.MACHINE,
        "en": State.REVIEWED,
        "zh-Hans": State.OUTDATED,
        "uk": State.MISSING,
    }


def test_stamping_brings_every_translation_up_to_date_and_changes_nothing_else(tmp_path: Path) -> None:
    library = write(
        tmp_path,
        {HERE: hours("en", of=""), f"{BYE}/en.md": wording("Goodbye", asked("bye"), "of: none", of="old")},
    )
    before = (tmp_path / BYE / "en.md").read_text(encoding="utf-8")
    assert stamp(library / "entries") == 2
    after = (tmp_path / BYE / "en.md").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == ["of: 'old'"]
    assert after.endswith("---\nof: none\n")
    assert stamp(library / "entries") == 0
    assert "outdated" not in rules_of(run(library, today=TODAY))


@pytest.mark.parametrize(
    ("language", "title", "rule"),
    [
        ("zh-Hans", "电话时间", None),
        ("zh-Hans", "電話時間", "wrong-letter"),
        ("zh-Hans", "横浜", "wrong-letter"),
        ("zh-Hans", "电话の时间", "wrong-script"),
        ("zh-Hans", "电话（でんわ）", None),
        ("zh-Hans", "两公里", None),
        ("ja", "電話の時間", None),
        ("ja", "电话", "wrong-letter"),
        ("en", "Hours 時間", "wrong-script"),
        ("uk", "Години (時間)", None),
        ("uk", "Години 時間", "wrong-script"),
        ("uk", "Години ώρες", "wrong-script"),
    ],
)
def test_a_title_is_written_in_its_own_letters(language: str, title: str, rule: str | None, tmp_path: Path) -> None:
    found = rules_of(inspect(tmp_path, {f"{HOURS}/{language}.md": hours(language, title=title)}))
    assert found & {"wrong-letter", "wrong-script"} == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("text", "count"), [("Hours", 5), ("時間", 2), ("เวลาทำการ", 8), ("क्षेत्र", 2), ("é", 1), ("👩\u200d👧", 1)]
)
def test_letters_are_counted_as_a_reader_counts_them(text: str, count: int) -> None:
    assert graphemes(text) == count


def test_the_shipped_library_has_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    questions = Path(__file__).parents[1] / "questions"
    findings = run(KNOWLEDGE, today=date(2026, 11, 23), questions=questions if questions.is_dir() else None)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    with capsys.disabled():
        print(f"\nknowledge: {len(findings) - len(errors)} warnings")  # noqa: T201 - wanted in the report
    assert not errors, "\n".join(f"{found.path}:{found.line}: {found.rule}: {found.message}" for found in errors)
