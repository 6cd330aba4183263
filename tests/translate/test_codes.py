"""The way from one language to another, over what is installed."""

from __future__ import annotations

import pytest

from adapters.translate.codes import codes, route

ALL = {("uk", "en"), ("en", "uk"), ("ja", "en"), ("en", "ja"), ("zt", "en"), ("en", "zt"), ("es", "pt")}


def test_a_package_of_its_own_is_the_way() -> None:
    assert route("uk", "en", ALL) == (("uk", "en"),)


def test_without_one_it_goes_over_english() -> None:
    assert route("uk", "ja", ALL) == (("uk", "en"), ("en", "ja"))


def test_over_nothing_but_english() -> None:
    assert route("es", "pt", {("es", "ja"), ("ja", "pt")}) == ()


@pytest.mark.parametrize("tag", ["vi", "ne", "xx"])
def test_what_no_package_leads_to_cannot_be_had(tag: str) -> None:
    assert route(tag, "ja", ALL) == route("ja", tag, ALL) == ()


def test_half_a_way_is_none() -> None:
    assert route("uk", "ja", {("uk", "en")}) == route("uk", "ja", {("en", "ja")}) == ()


def test_traditional_chinese_is_never_written_in_simplified_characters() -> None:
    assert route("zh-Hant", "ja", ALL) == (("zt", "en"), ("en", "ja"))
    assert route("ja", "zh-Hant", {("ja", "en"), ("en", "zh")}) == ()


def test_brazilian_portuguese_comes_first() -> None:
    assert route("pt", "en", {("pt", "en"), ("pb", "en")}) == (("pb", "en"),)
    assert route("pt", "en", {("pt", "en")}) == (("pt", "en"),)


def test_easy_japanese_is_japanese_for_an_engine() -> None:
    assert codes("ja-easy") == ("ja",)
    assert route("ja-easy", "uk", ALL) == (("ja", "en"), ("en", "uk"))


@pytest.mark.parametrize(("source", "target"), [("ja", "ja"), ("ja", "ja-easy"), ("ja-easy", "ja"), ("en", "en")])
def test_a_language_is_not_translated_into_itself(source: str, target: str) -> None:
    assert route(source, target, ALL) == ()
