"""The linter of easy Japanese: the city's standard, one rule at a time."""

# ruff: noqa: E501 - one rule's texts a line, to be read across

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.check import RULES
from tests.knowledge.little_library import inspect, phrases, wording

if TYPE_CHECKING:
    from pathlib import Path

BYE = "entries/talk-bye/ja-easy.md"
ASKED = [f"ばいばい {number}" for number in "abcdefgh"]

# rule: (texts that are fine, texts that are not)
TEXTS = {
    "easy-no-reading": (
        ["区役所（くやくしょ）へ 行（い）って ください。", "申（もう）し込（こ）みは {yorisoi.tel}です。"],
        ["区役所へ 行（い）って ください。", "人々（ひとびと）が 来ます。", "行事〈イベント〉が あります。"],
    ),
    "easy-bad-reading": (
        ["市（し）の 本（ほん）（ただです）が あります。"],
        ["区役所（kuyakusho）へ どうぞ ください。", "駅（えき5）です。", "駅（）です。"],
    ),
    "easy-sentence-too-long": (
        ["あ い" * 15 + "です。"],
        ["あ い う" * 15 + "です。", "あ い" * 22 + "、\n" + "あ い う" * 15 + "です。"],
    ),
    "easy-sentence-long": (["あ い う" * 12 + "です。"], ["あ い う" * 13 + "です。"]),
    "easy-ending": (
        ["これは 本（ほん）です。", "聞（き）いて ください。", "ありますか。", "「はい」と 言（い）いました。", "こんにちは。",
         "- 本（ほん）\n- ペン"],
        ["これは 本（ほん）だ。", "行（い）く。", "相談（そうだん）センター。", "聞（き）いてね。"],
    ),
    "easy-double-negative": (
        ["お金（かね）は いりません。", "行（い）かないで ください。"],
        ["行（い）かない わけでは ありません。", "行（い）かなければ なりません。", "できない ことは ないです。"],
    ),
    "easy-keigo": (
        ["お願（ねが）いします。", "お金（かね）を 聞（き）いて ください。", "ありがとう ございます。", "ごみを 出（だ）して ください。"],
        ["ご連絡（れんらく）ください。", "お待（ま）ちください。", "見（み）て いただきます。", "行（い）かせて いただけます。",
         "使（つか）わせて させて ください。", "担当（たんとう）で ございます。"],
    ),
    "easy-sound-word": (["いろいろな 本（ほん）が あります。", "ときどき 行（い）きます。"], ["びっくりします。", "むねが どきどきします。"]),
    "easy-katakana": (
        ["ラウンジの セミナー〈べんきょう〉です。", "セミナー〈勉強（べんきょう）する 会（かい）〉です。セミナーへ 来（き）て ください。"],
        ["セミナーです。", "セミナーと ラウンジ〈ところ〉です。"],
    ),
    "easy-noun-chain": (["国際交流（こくさいこうりゅう）です。", "水（みず）を 飲（の）みます。"], ["日本語教室（にほんごきょうしつ）です。"]),
    "easy-many-kanji": (
        ["人（ひと） " * 13 + "です。"],
        ["人（ひと） " * 14 + "です。"],
    ),
    "easy-hard-word": (
        ["税金（ぜいきん）〈国（くに）に 払（はら）う お金（かね）〉です。税金（ぜいきん）は 高（たか）いです。",
         "避難所（ひなんじょ）〈逃（に）げる ところ〉です。", "在留資格（ざいりゅうしかく）〈許可（きょか）〉です。",
         "紙（かみ）〈税金（ぜいきん）の 手紙（てがみ）〉です。"],
        ["税金（ぜいきん）です。", "税金（ぜいきん）です。税金（ぜいきん）〈お金（かね）〉です。",
         "在留資格（ざいりゅうしかく）〈許可（きょか）〉と 資格（しかく）です。"],
    ),
    "easy-two-thoughts": (
        ["電話（でんわ）を して、聞（き）いて ください。", "家（いえ）から 出（で）ないで ください。"],
        ["電話（でんわ）を して、名前（なまえ）を 書（か）いて、待（ま）って ください。",
         "店（みせ）は 休（やす）みですが、人（ひと）が いますので、聞（き）いて ください。"],
    ),
    "easy-many-examples": (
        ["水（みず）、パン、薬（くすり）などを 買（か）います。", "- 水（みず）\n- パン"],
        ["水（みず）、パン、薬（くすり）、紙（かみ）などを 買（か）います。", "- 水（みず）\n" * 7],
    ),
    "easy-steps": (
        ["まず、電話（でんわ）を します。次（つぎ）に、行（い）きます。",
         "- まず、見（み）ます。\n- 次（つぎ）に、聞（き）きます。\n- 最後（さいご）に、書（か）きます。"],
        ["まず、見（み）ます。次（つぎ）に、聞（き）きます。最後（さいご）に、書（か）きます。"],
    ),
    "easy-clock": (
        ["午後（ごご）5時（じ）です。", "24時間（じかん）です。", "二十時間（にじゅうじかん）です。", "2026年（ねん）（令和（れいわ）8年（ねん））です。"],
        ["17:00までです。", "17時（じ）です。", "2/3に あります。",
         "十七時（じゅうななじ）です。", "2026-04-01です。", "令和（れいわ）8年（ねん）です。"],
    ),
    "easy-no-spaces": (
        ["電話番号（でんわばんごう）を 書（か）いて ください。", "インターナショナルスクールラウンジ です。"],
        ["あなたの名前（なまえ）をここに書（か）いてください。"],
    ),
    "easy-too-much": (["あ です。\n" * 240], ["あ です。\n" * 260]),
}  # fmt: skip


def found(folder: Path, body: str) -> set[str]:
    return {
        finding.rule
        for finding in inspect(folder, {BYE: wording("さようなら", ASKED, body)})
        if finding.path == folder / BYE
    }


def test_every_rule_has_good_and_bad_texts() -> None:
    assert {rule.name for rule in RULES if rule.name.startswith("easy-")} == set(TEXTS)


@pytest.mark.parametrize(("rule", "body"), [(rule, text) for rule, (good, _) in TEXTS.items() for text in good])
def test_good_easy_japanese_passes(rule: str, body: str, tmp_path: Path) -> None:
    assert rule not in found(tmp_path, body)


@pytest.mark.parametrize(("rule", "body"), [(rule, text) for rule, (_, bad) in TEXTS.items() for text in bad])
def test_hard_japanese_is_found(rule: str, body: str, tmp_path: Path) -> None:
    assert rule in found(tmp_path, body)


def test_titles_need_readings_but_are_no_sentences(tmp_path: Path) -> None:
    findings = inspect(tmp_path, {BYE: wording("別れ", ASKED, "また。")})
    assert [(found.rule, found.line) for found in findings if found.path == tmp_path / BYE and found.line == 2] == [
        ("easy-no-reading", 2)
    ]


def test_the_counters_own_sentences_are_checked_too(tmp_path: Path) -> None:
    findings = inspect(tmp_path, {"phrases/ja-easy.yaml": phrases("ja-easy", hello="何を 知りたいですか。")})
    assert {(found.rule, found.line) for found in findings} == {("easy-no-reading", 10)}


def test_in_an_emergency_a_sentence_has_hardly_any_kanji(tmp_path: Path) -> None:
    body = "火事（かじ）です。すぐ 外（そと）へ 出（で）て、電話（でんわ）を して ください。"
    path = "entries/safety-police/ja-easy.md"
    findings = inspect(tmp_path, {path: wording("けいさつ", ASKED, body)})
    assert [found.rule for found in findings if found.path == tmp_path / path and found.rule == "easy-many-kanji"] == []
    findings = inspect(tmp_path, {path: wording("けいさつ", ASKED, body.replace("すぐ", "先（さき）に"))})
    assert "easy-many-kanji" in {found.rule for found in findings if found.path == tmp_path / path}


def test_the_line_of_a_finding_is_the_line_of_its_sentence(tmp_path: Path) -> None:
    body = "いい です。\n\nいい です。\nだめ だ。"
    findings = inspect(tmp_path, {BYE: wording("さようなら", ASKED, body)})
    assert [found.line for found in findings if found.rule == "easy-ending"] == [18]
