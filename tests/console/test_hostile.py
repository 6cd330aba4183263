"""Whatever people write stays text: in lists, talks, notes, labels, names, documents and sheets."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from bot.case import Label
from tests.console.conftest import at
from tests.web.scenes import HOSTILE, REVERSED

if TYPE_CHECKING:
    from tests.console.conftest import Desk, Office

CORPUS = (
    *HOSTILE,
    REVERSED,
    "javascript:alert(1)//",
    "' onmouseover='alert(1)",
    "{{ viewer }}{% debug %}",
    "\0\x1b[2J",
)
KNOWN = {"https", "http", "/staff", "#"}


class Reader(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def inert(page: str) -> Reader:
    """Check that nothing in a page could act."""
    read = Reader(page)
    assert read.tags.isdisjoint({"iframe", "object", "embed", "style", "base", "math", "b-evil"}), read.tags
    for name, value in read.attributes:
        assert not name.startswith("on"), (name, value)
        assert name != "style"
        if name in {"href", "src", "action", "formaction"}:
            assert value.startswith(("/staff", "#", "https://", "tel:")), (name, value)
    assert page.count("<script") == page.count('<script type="module" src="/staff/static/')
    return read


@pytest.mark.parametrize("evil", CORPUS)
def test_a_residents_words_are_inert_everywhere(office: Office, olena: Desk, evil: str) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    office.do(office.scene.say, evil)
    shown = evil.replace("\0", "").split("\n")[0].strip()[:20]
    for page in (
        olena.get("/staff/mine").text,
        olena.get(f"/staff/cases/{case.number}").text,
        olena.post(at(case, "say"), text="x", seen="0").text,
        olena.post("/staff/search", words=evil[:60]).text,
    ):
        read = inert(page)
        assert any(shown in text for text in read.texts) or "\x1b" in evil


@pytest.mark.parametrize("evil", CORPUS)
def test_what_staff_write_is_inert_too(office: Office, olena: Desk, lead: Desk, evil: str) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    for what, fields in (
        ("note", {"text": evil}),
        ("labels", {"more": evil.replace(",", " ")}),
        ("say", {"text": evil, "seen": "999"}),
    ):
        assert olena.post(at(case, what), **fields).status_code == 303, what
    olena.post(f"/staff/cases/{case.number}/draft", text=evil)
    for desk in (olena, lead):
        inert(desk.get(f"/staff/cases/{case.number}").text)
        inert(desk.get("/staff/open" if desk is lead else "/staff/mine").text)
    inert(olena.post(f"/staff/cases/{case.number}/answers", question=evil).text)


@pytest.mark.parametrize("evil", [*HOSTILE[:5], REVERSED[:20]])
def test_names_of_colleagues_and_topics_are_inert(office: Office, lead: Desk, evil: str) -> None:
    printable = "".join(letter for letter in evil if letter.isprintable())[:55] or "x"
    person = office.desk("evil", name=printable)
    case = office.do(office.scene.claimed, "garbage", who=person.person.who)
    for address in ("/staff/open", f"/staff/cases/{case.number}"):
        read = inert(lead.get(address).text)
        assert any(printable[:12] in text for text in read.texts)


def test_a_persons_text_is_isolated_so_that_it_cannot_turn_the_page_around(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    office.do(office.scene.say, REVERSED)
    office.do(office.scene.act, case, Label(olena.person.id, (REVERSED[:20],)))
    page = olena.get(f"/staff/cases/{case.number}").text
    for line in page.splitlines():
        if "\u202e" in line:
            assert 'dir="auto"' in line or "<bdi" in line, line


def test_what_is_typed_into_a_refused_form_comes_back_as_text(office: Office, olena: Desk) -> None:
    case = office.do(office.scene.claimed, "garbage", who=olena.person.who)
    evil = '</textarea><script src="https://evil.example/x.js"></script>'
    office.do(office.scene.say, "news")
    page = olena.post(at(case, "say"), text=evil, seen="0").text
    inert(page)
    assert "&lt;/textarea&gt;" in page
