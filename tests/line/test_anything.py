"""Whatever a reply may hold, LINE takes it."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from adapters.line.render import objects
from bot.reply import Choice, Kind, Link, Paragraph, Phone, PlaceCard, Reply, ShowJapanese, Source
from tests.line.people import PHRASES, TAGS
from tests.line.rules import problems

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120) | st.sampled_from(
    ("字" * 700, "👨‍👩‍👧‍👦" * 90, "слово " * 120, "https://a.example/" + "x" * 1200)
)
CARDS = st.builds(
    PlaceCard,
    place=st.just("x"),
    name=WORDS,
    name_ja=WORDS,
    address_ja=WORDS,
    tel=WORDS,
    fax=WORDS,
    open_now=st.none() | st.booleans(),
    hours=WORDS,
    url=WORDS,
    access=WORDS,
    distance_m=st.none() | st.integers(0, 50_000),
    notes=st.lists(WORDS, max_size=9).map(tuple),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
)
PARTS = (
    st.builds(Paragraph, WORDS)
    | st.builds(Phone, WORDS, WORDS, WORDS)
    | st.builds(Link, WORDS, WORDS)
    | st.builds(ShowJapanese, WORDS, WORDS, WORDS)
    | st.builds(Source, WORDS, WORDS)
    | CARDS
)
REPLIES = st.builds(
    Reply,
    st.sampled_from(list(Kind)),
    st.sampled_from(TAGS),
    st.lists(PARTS, max_size=12).map(tuple),
    st.lists(st.builds(Choice, st.just("entry:x"), WORDS), max_size=20).map(tuple),
    asks_location=st.booleans(),
)


@settings(max_examples=30)
@given(st.lists(REPLIES, max_size=2))
def test_whatever_is_said_line_takes_it(replies: list[Reply]) -> None:
    found = objects(replies, PHRASES)
    for start in range(0, len(found), 5):
        part = found[start : start + 5]
        assert problems(part) == []
        assert start + 5 >= len(found) or all("quickReply" not in each for each in part)
